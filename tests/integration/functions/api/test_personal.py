"""A challenge made to measure, over HTTP."""

from __future__ import annotations

from tests.builders import TODAY, any_score
from tests.integration.functions.api.journey import a_session, dance, submit
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def test_who_is_weak_on_the_beat_is_given_beats_and_told_why(
    backend: Backend, dancer: Phone
) -> None:
    dance(backend, dancer, any_score(60.0, rhythm=10.0))

    answer = dancer.get("/challenges/personalized")

    assert answer.status == 200
    assert answer.body["weakMetric"] == "rhythm"
    assert answer.body["level"] == "intermediate"
    assert "lost most points on rhythm" in answer.body["reason"]
    assert answer.body["scoringCriteria"]["rhythm"] == 60
    assert answer.body["slot"] == "for-rhythm-intermediate"


def test_it_can_be_danced(backend: Backend, dancer: Phone) -> None:
    dance(backend, dancer, any_score(60.0, rhythm=10.0))
    challenge_id = dancer.get("/challenges/personalized").body["id"]

    session_id = a_session(dancer, challenge_id)
    assert submit(dancer, challenge_id, session_id).status == 202
    backend.score_clip(session_id, challenge_id, 70.0)
    board = dancer.get(f"/leaderboards/challenge/{challenge_id}").body
    assert board["userScore"] == 70.0


def test_who_has_never_danced_is_given_the_days_own(dancer: Phone) -> None:
    answer = dancer.get("/challenges/personalized").body

    assert answer["id"] == dancer.get("/challenges/today").body["id"]
    assert (answer["weakMetric"], answer["basedOn"]) == (None, 0)


def test_they_are_there_before_anybody_asks_and_in_nobodys_list(
    backend: Backend, dancer: Phone
) -> None:
    assert backend.house.personal.pregenerate(backend.now) == 48
    assert backend.house.personal.pregenerate(backend.now) == 0

    assert dancer.get(f"/challenges/days/{TODAY}").body == []
    assert backend.house.room.manifest.build(backend.now).slots[TODAY] == {}


def test_it_is_for_those_who_are_signed_in() -> None:
    assert Phone(None).get("/challenges/personalized").error == (401, "UNAUTHORIZED")
