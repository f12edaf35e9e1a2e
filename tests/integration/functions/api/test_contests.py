"""Contests over HTTP: an admin makes one, dancers dance, everybody reads it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOW
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import records
from tests.integration.functions.leaderboard.test_boards import consume


def draft(**known: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON)
    usual = {
        "slug": "summer",
        "name": "Summer of Dance",
        "operator": "incr",
        "counted": "score",
        "startTime": (NOW + timedelta(seconds=1)).isoformat(),
        "endTime": (NOW + timedelta(days=1)).isoformat(),
        "tickMs": 10,
        "maxPoints": 1000,
    }
    return usual | known


def make(admin: Phone, **known: Any) -> Answer:  # noqa: ANN401 (JSON)
    return admin.send("POST", "/leaderboards/contests", text=json.dumps(draft(**known)))


def test_a_contest_is_danced_and_read_as_any_board(
    backend: Backend, admin: Phone, dancer: Phone, another: Phone
) -> None:
    challenge_id = todays_challenge(dancer)
    made = make(admin, challengeIds=[challenge_id])
    assert (made.status, made.body["slug"], made.body["operator"]) == (201, "summer", "incr")
    backend.later(seconds=10)
    for phone, total in ((dancer, 60.0), (another, 90.0)):
        dance(backend, phone, total)
    assert consume(*records()) == []

    top = dancer.get("/leaderboards/contests/summer", limit=1)
    assert top.status == 200
    assert [one["score"] for one in top.body["leaderboard"]] == [90.0]
    assert top.body["board"] == "e:summer"
    assert top.body["contest"]["name"] == "Summer of Dance"
    assert (top.body["userPosition"]["rank"], top.body["totalCount"]) == (2, 2)
    after = dancer.get("/leaderboards/contests/summer", cursor=top.body["nextCursor"])
    assert [one["user"]["displayName"] for one in after.body["leaderboard"]] == ["Mia"]
    for view, found in (("around", 2), ("friends", 1)):
        page = dancer.get("/leaderboards/contests/summer", view=view)
        assert len(page.body["leaderboard"]) == found


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"maxPoints": 10**12}, "BOARD_NOT_EXACT"),
        ({"startTime": NOW.isoformat()}, "CONTEST_TOO_LATE"),
        ({"challengeType": None}, "INVALID_CONTEST"),
        ({"challengeType": None, "challengeIds": ["ch_unheardof"]}, "UNKNOWN_CHALLENGE"),
        ({"operator": "max"}, "VALIDATION_FAILED"),
    ],
)
def test_a_contest_that_cannot_be_is_refused(
    admin: Phone, known: dict[str, Any], code: str
) -> None:
    refused = make(admin, **({"challengeType": "spin"} | known))
    assert (refused.status, refused.body["code"]) == (422, code)
    assert admin.get("/leaderboards/contests").body == []


def test_a_contest_is_taken_back_until_it_starts(backend: Backend, admin: Phone) -> None:
    assert make(admin, challengeType="spin").status == 201
    assert make(admin, challengeType="spin").body["code"] == "CONTEST_EXISTS"
    assert admin.send("DELETE", "/leaderboards/contests/summer").status == 204
    assert admin.send("DELETE", "/leaderboards/contests/summer").body["code"] == "CONTEST_NOT_FOUND"

    make(admin, challengeType="spin")
    backend.later(seconds=10)
    assert admin.send("DELETE", "/leaderboards/contests/summer").body["code"] == "CONTEST_STARTED"
    assert [one["slug"] for one in admin.get("/leaderboards/contests").body] == ["summer"]
