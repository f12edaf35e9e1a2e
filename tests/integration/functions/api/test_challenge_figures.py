"""Stats of a challenge, and the series of days, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.rotation import roll_up
from idance.domain.rejections import RejectionCode
from tests.builders import NOW, any_caller, any_held_score
from tests.integration.functions.api.admin import made
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.unit.functions.lambda_context import AnyLambdaContext


def stats(challenge_id: str) -> dict[str, Any]:
    body: dict[str, Any] = Phone(None).get(f"/challenges/{challenge_id}/stats").body
    return body


def test_a_challenge_that_nobody_has_danced_has_stats(dancer: Phone) -> None:
    found = stats(todays_challenge(dancer))

    assert (found["totalSubmissions"], found["averageScore"], found["topScore"]) == (0, 0.0, 0.0)
    assert found["completionRate"] is None


def test_stats_tell_how_many_and_how_good(backend: Backend) -> None:
    for total in (81.5, 60.0, 95.25):
        dance(backend, Phone(any_caller()), total)
    loser, held = Phone(any_caller()), Phone(any_caller())
    challenge_id = todays_challenge(loser)
    session_id = a_session(loser, challenge_id)
    submit(loser, challenge_id, session_id)
    backend.house.scoring.reject(session_id, RejectionCode.NO_PERSON, now=backend.now)
    dance(backend, held, any_held_score(90.0))

    found = stats(challenge_id)

    assert found["totalSubmissions"] == 3
    assert found["averageScore"] == 78.92
    assert found["medianScore"] == 81.5
    assert found["topScore"] == 95.25
    assert {one["atLeast"]: one["count"] for one in found["histogram"] if one["count"]} == {
        60: 1, 80: 1, 90: 1,
    }  # fmt: skip
    assert found["completionRate"] == 0.6


def test_a_challenge_is_read_with_its_figures_as_they_were_last_computed(backend: Backend) -> None:
    backend.now = datetime.now(UTC)
    dance(backend, Phone(any_caller()), 81.5)
    dance(backend, Phone(any_caller()), 60.0)
    challenge_id = todays_challenge(Phone(None))
    path = f"/challenges/{challenge_id}"
    before = Phone(None).get(path).body
    assert (before["totalSubmissions"], before["statsAsOf"]) == (0, None)

    roll_up.lambda_handler({}, AnyLambdaContext())

    after = Phone(None).get(path).body
    figures = ("totalSubmissions", "averageScore", "topScore")
    assert tuple(after[name] for name in figures) == (2, 70.75, 81.5)
    assert after["statsAsOf"]


def test_a_failed_entry_that_succeeds_later_is_counted_once(backend: Backend) -> None:
    phone = Phone(any_caller())
    challenge_id = todays_challenge(phone)
    session_id = a_session(phone, challenge_id)
    submit(phone, challenge_id, session_id)
    backend.house.scoring.reject(session_id, RejectionCode.NO_PERSON, now=backend.now)
    dance(backend, phone, 70.0)

    found = stats(challenge_id)

    assert (found["totalSubmissions"], found["completionRate"]) == (1, 1.0)
    assert dict(backend.house.entrants.scored(challenge_id)).keys() == {
        phone.caller.user_id if phone.caller else ""
    }


def test_stats_are_a_minute_old_at_most(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    assert stats(challenge_id)["totalSubmissions"] == 0
    dance(backend, dancer, 50.0)

    assert stats(challenge_id)["totalSubmissions"] == 0
    backend.later(seconds=61)
    assert stats(challenge_id)["totalSubmissions"] == 1
    assert stats(challenge_id) == stats(challenge_id)


def test_an_entry_told_of_twice_counts_once(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    submit(dancer, challenge_id, session_id)
    for _ in range(3):
        backend.score_clip(session_id, challenge_id, 64.0)

    assert stats(challenge_id)["totalSubmissions"] == 1


@pytest.mark.parametrize("status", ["draft", None])
def test_what_nobody_may_see_has_no_stats(admin: Phone, status: str | None) -> None:
    challenge_id = made(admin, status=status)["id"] if status else "ch_unheardof"

    answer = Phone(None).get(f"/challenges/{challenge_id}/stats")
    assert answer.error == (404, "CHALLENGE_NOT_FOUND")


def test_a_clip_submitted_in_time_counts_however_late_it_is_scored(
    backend: Backend, dancer: Phone
) -> None:
    backend.now = NOW.replace(hour=23, minute=59, second=59)
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    entered = submit(dancer, challenge_id, session_id)
    assert entered.status == 202

    backend.later(seconds=30)
    backend.house.challenges.rotate_daily_challenges(backend.now)
    assert not backend.house.challenges.get_challenge(challenge_id).is_active
    backend.score_clip(session_id, challenge_id, 77.0)

    read = dancer.get(f"/submissions/{entered.body['submissionId']}").body
    assert (read["status"], read["score"], read["rank"]) == ("SCORED", 77.0, 1)
    board = dancer.get(f"/leaderboards/challenge/{challenge_id}").body
    assert board["userScore"] == 77.0
    daily = backend.house.dancers.stats(dancer.caller.user_id if dancer.caller else "").totals
    assert daily[f"d:{NOW:%Y-%m-%d}"].points > 0
    assert stats(challenge_id)["totalSubmissions"] == 1


def test_the_series_tells_of_every_day(backend: Backend, admin: Phone) -> None:
    backend.now = datetime.now(UTC)
    for total in (50.0, 70.0):
        dance(backend, Phone(any_caller()), total)

    first = roll_up.lambda_handler({}, AnyLambdaContext())
    assert roll_up.lambda_handler({}, AnyLambdaContext()) == first

    found = admin.get("/challenges/analytics").body
    day = found["days"][-1]
    assert day["date"] == f"{backend.now:%Y-%m-%d}"
    assert (day["participants"], day["activeDancers"], day["participationRate"]) == (2, 2, 1.0)
    (danced,) = day["challenges"]
    assert (danced["averageScore"], danced["completionRate"]) == (60.0, 1.0)
    assert found["types"][0]["submissions"] == 2
    assert found["types"][0]["share"] == 1.0


def test_the_series_goes_on_without_redis(backend: Backend, admin: Phone) -> None:
    backend.now = datetime.now(UTC)
    todays_challenge(admin)
    with backend.without_redis():
        roll_up.lambda_handler({}, AnyLambdaContext())

    assert admin.get("/challenges/analytics").body["days"][-1]["participationRate"] is None


def test_the_series_is_for_admins_and_for_ranges_that_can_be(admin: Phone, dancer: Phone) -> None:
    assert dancer.get("/challenges/analytics").error == (403, "ADMIN_ONLY")
    today = NOW.date()
    wrong = {"from": today, "to": today - timedelta(days=1)}
    assert admin.get("/challenges/analytics", **wrong).error == (422, "RANGE_INVALID")
    long = {"from": today - timedelta(days=400), "to": today}
    assert admin.get("/challenges/analytics", **long).error == (422, "RANGE_TOO_LONG")
