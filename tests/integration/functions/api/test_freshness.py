"""How long answers stay fresh, and asking whether they still are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def knowing(phone: Phone, tag: str) -> Phone:
    """Return the phone as it asks when it has an answer already."""
    return replace(phone, headers={"If-None-Match": tag})


@pytest.mark.parametrize("path", ["/challenges/today", "/challenges/upcoming"])
def test_what_is_the_same_for_everybody_is_read_without_a_token_and_kept_by_caches(
    path: str,
) -> None:
    answer = Phone(None).get(path)
    assert answer.status == 200
    told = dict(
        part.strip().partition("=")[::2] for part in answer.headers["Cache-Control"].split(",")
    )
    assert "public" in told
    assert 0 < int(told["max-age"]) <= 60


def test_what_is_personal_is_kept_by_nobody_else(dancer: Phone) -> None:
    assert dancer.get("/leaderboards/global").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "path", ["/challenges/today", "/challenges/upcoming", "/leaderboards/global"]
)
def test_an_answer_that_has_not_changed_is_not_sent_again(dancer: Phone, path: str) -> None:
    first = dancer.get(path)
    tag = first.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = knowing(dancer, known).get(path)
        assert (again.status, again.body) == (304, "")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert "Content-Type" not in again.headers


def test_an_answer_that_has_changed_is_sent(backend: Backend, dancer: Phone) -> None:
    before = dancer.get("/challenges/today")
    backend.later(hours=1)
    after = knowing(dancer, before.headers["ETag"]).get("/challenges/today")
    assert after.status == 200
    assert after.body["timeRemaining"] != before.body["timeRemaining"]
    assert after.headers["ETag"] != before.headers["ETag"]


def test_neither_errors_nor_what_was_made_are_kept(dancer: Phone) -> None:
    clip = {"contentType": "video/mp4", "sizeBytes": 10}
    for answer in (
        dancer.get("/challenges/ch_unheardof"),
        dancer.get("/nowhere"),
        dancer.post("/sessions", clip),
    ):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


def test_an_error_is_an_error_whatever_the_phone_has_already(dancer: Phone) -> None:
    assert knowing(dancer, "*").get("/challenges/ch_unheardof").error[0] == 404
