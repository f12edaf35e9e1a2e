"""Challenges over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from idance.domain.challenge_type import ChallengeType
from tests.builders import NOW
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import MEDIA_BUCKET, client


def a_draft(**changes: object) -> dict[str, Any]:
    """Return what an admin sends, valid but for what the test changes."""
    draft: dict[str, object] = {
        "title": "Freestyle Friday",
        "description": "Show your best freestyle moves!",
        "type": "freestyle",
        "startTime": "2026-11-23T00:00:00Z",
        "endTime": "2026-11-23T23:59:59Z",
        "demoVideoFileKey": "challenges/demo_123.mp4",
        "points": 150,
        "badgeName": "Freestyle Master",
    }
    return draft | changes


@pytest.fixture(autouse=True)
def _demo_video(backend: Backend) -> None:
    """Have the drafts' video in the bucket."""
    del backend
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key="challenges/demo_123.mp4", Body=b"a dance")


def test_today_has_a_challenge_without_anybody_making_one(dancer: Phone) -> None:
    answer = dancer.get("/challenges/today")

    assert answer.status == 200
    assert answer.body["startTime"] <= NOW.isoformat() < answer.body["endTime"]
    assert answer.body["timeRemaining"] == "11:59:59"
    assert answer.body["participantCount"] == 0
    assert answer.body["points"] > 0
    assert answer.body["type"] in set(ChallengeType)
    assert answer.body["demoVideoURL"] is None
    assert sum(answer.body["scoringCriteria"].values()) == 100


def test_today_is_the_same_challenge_for_everybody(dancer: Phone, another: Phone) -> None:
    first, second = (phone.get("/challenges/today").body for phone in (dancer, another))
    assert first["id"] == second["id"]


def test_the_next_seven_days_are_known(dancer: Phone) -> None:
    answer = dancer.get("/challenges/upcoming")

    assert answer.status == 200
    days = [(NOW + timedelta(days=ahead)).date().isoformat() for ahead in range(1, 8)]
    assert [one["date"] for one in answer.body] == days
    assert all(one["id"] and one["title"] and one["type"] for one in answer.body)


def test_an_admin_makes_a_challenge_and_everybody_sees_it(admin: Phone, dancer: Phone) -> None:
    made = admin.post("/challenges", a_draft())
    assert made.status == 201
    assert made.body["title"] == "Freestyle Friday"
    assert made.body["scoringCriteria"] == {
        "balance": 25,
        "rhythm": 30,
        "smoothness": 25,
        "creativity": 20,
    }

    read = dancer.get(f"/challenges/{made.body['id']}")
    assert read.status == 200
    figures = {"totalSubmissions": 0, "averageScore": 0.0, "topScore": 0.0, "statsAsOf": None}
    assert read.body.items() >= figures.items()
    assert (made.body | figures).items() >= read.body.items()
    coming = {one["date"]: one["id"] for one in dancer.get("/challenges/upcoming").body}
    assert coming["2026-11-23"] == made.body["id"]


def test_a_day_is_taken_by_the_first_admin(admin: Phone) -> None:
    assert admin.post("/challenges", a_draft()).status == 201
    again = admin.post("/challenges", a_draft(title="Me too"))
    assert again.error == (409, "CHALLENGE_SLOT_TAKEN")


def test_a_dancer_makes_no_challenge(dancer: Phone) -> None:
    assert dancer.post("/challenges", a_draft()).error == (403, "ADMIN_ONLY")


def test_a_challenge_of_an_unknown_type_cannot_be_made(admin: Phone) -> None:
    answer = admin.post("/challenges", a_draft(type="ballet"))
    assert answer.error == (422, "UNKNOWN_CHALLENGE_TYPE")
    assert answer.body["field"] == "type"


def test_a_challenge_that_is_over_cannot_be_made(admin: Phone) -> None:
    past = a_draft(startTime="2026-11-01T00:00:00Z", endTime="2026-11-02T00:00:00Z")
    assert admin.post("/challenges", past).error == (422, "CHALLENGE_IN_PAST")


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"title": ""}, "title", "at least 3 characters"),
        ({"type": "Ballet!"}, "type", "pattern"),
        ({"points": 0}, "points", "greater than or equal to 1"),
        ({"startTime": "tomorrow"}, "startTime", "write a time like"),
        ({"startTime": "2026-11-23T00:00:00"}, "startTime", "timezone"),
        ({"endTime": "2026-11-22T00:00:00Z"}, None, "endTime must be after startTime"),
        ({"scoringCriteria": {"rhythm": 99}}, None, "sum to 100"),
        ({"scoringCriteria": {"charm": 100}}, None, "unknown scoring criteria: charm"),
        ({"targetBpm": 1000}, "targetBpm", "less than or equal to 240"),
    ],
)
def test_a_draft_that_makes_no_sense_is_told_why(
    admin: Phone,
    changes: dict[str, object],
    field: str | None,
    word: str,
) -> None:
    answer = admin.post("/challenges", a_draft(**changes))
    assert answer.error == (422, "VALIDATION_FAILED")
    assert answer.body.get("field") == field
    assert word in answer.body["detail"]


def test_every_field_at_fault_is_named_as_it_was_sent(admin: Phone) -> None:
    answer = admin.post("/challenges", {"description": "Nothing else."})
    assert {one["field"] for one in answer.body["errors"]} == {
        "title", "type", "points", "badgeName", "startTime", "endTime",
    }  # fmt: skip


def test_an_unknown_challenge_is_not_found(dancer: Phone) -> None:
    assert dancer.get("/challenges/ch_unheardof").error == (404, "CHALLENGE_NOT_FOUND")


def test_the_challenge_of_the_day_is_read_without_redis(backend: Backend, dancer: Phone) -> None:
    with backend.without_redis():
        answer = dancer.get("/challenges/today")
    assert answer.status == 200
    assert answer.body["participantCount"] is None
