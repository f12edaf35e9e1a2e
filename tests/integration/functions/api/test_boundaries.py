"""Every parameter and field at its boundaries and beyond: nothing left to chance.

The end-to-end tests ask fewer questions of the same kind of the deployed stage.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance import complaints, configuration
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.over_http import served_to
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend, forget_wiring


@pytest.fixture
def places(tmp_path: Path, backend: Backend, admin: Phone) -> Path:
    there = {"challenge_id": todays_challenge(admin), "submission_id": dance(backend, admin, 87.0)}
    return configuration(tmp_path, there)


def test_at_every_boundary_the_answer_is_as_the_document_says(
    places: Path, admin: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_PER_USER", "1000000")
    monkeypatch.setenv("RATE_PER_ADDRESS", "1000000")
    forget_wiring()
    assert admin.caller is not None
    with served_to(admin.caller) as url:
        found = complaints(
            f"{url}/v1",
            authorization="Bearer token",
            places=places,
            check="unsupported_method",
            options=("--phases=coverage,stateful", "--max-examples=5"),
        )
    assert not found
