"""Asking too often."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend, forget_wiring


@pytest.fixture
def _few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let everybody ask but a few times."""
    monkeypatch.setenv("RATE_PER_USER", "3")
    monkeypatch.setenv("RATE_PER_ADDRESS", "5")
    forget_wiring()
    yield
    forget_wiring()


@pytest.mark.usefixtures("_few")
def test_who_asks_too_often_is_told_when_to_ask_again(backend: Backend, dancer: Phone) -> None:
    statuses = [dancer.get("/leaderboards/global").status for _ in range(3)]
    refused = dancer.get("/leaderboards/global")

    assert statuses == [200, 200, 200]
    assert refused.error == (429, "TOO_MANY_REQUESTS")
    wait = int(refused.headers["Retry-After"])
    assert 0 < wait <= 60
    backend.later(seconds=120)
    assert dancer.get("/leaderboards/global").status == 200


@pytest.mark.usefixtures("_few")
def test_one_dancers_haste_is_not_anothers(dancer: Phone, another: Phone) -> None:
    for _ in range(3):
        dancer.get("/challenges/today")
    assert another.get("/challenges/today").status == 200


@pytest.mark.usefixtures("_few")
def test_everybody_behind_an_address_counts_together(dancer: Phone) -> None:
    for _ in range(5):
        assert Phone(None).get("/challenges/today").status == 200
    assert Phone(None).get("/challenges/today").error == (429, "TOO_MANY_REQUESTS")
    assert dancer.get("/leaderboards/global").error == (429, "TOO_MANY_REQUESTS")


@pytest.mark.usefixtures("_few")
def test_while_nobody_counts_everybody_passes_and_the_log_tells(
    backend: Backend, dancer: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with backend.without_redis():
        assert [dancer.get("/challenges/upcoming").status for _ in range(9)] == [200] * 9
    assert caplog.messages.count("rate limits are off") == 9
