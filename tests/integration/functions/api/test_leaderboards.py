"""Leaderboards over HTTP."""

from __future__ import annotations

import pytest

from tests.builders import any_caller
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def test_a_challenge_board_has_the_best_first_and_tells_where_i_am(
    backend: Backend,
    dancer: Phone,
    another: Phone,
) -> None:
    dance(backend, dancer, 70.0)
    dance(backend, another, 98.5)
    answer = dancer.get(f"/leaderboards/challenge/{todays_challenge(dancer)}", limit=10)

    assert answer.status == 200
    best, second = answer.body["leaderboard"]
    assert (best["rank"], best["score"]) == (1, 98.5)
    assert best["user"]["displayName"] == "Noah"
    assert set(best["user"]) == {"id", "displayName", "avatarUrl"}
    assert best["badge"]
    assert (second["rank"], second["user"]["displayName"]) == (2, "Mia")
    assert (answer.body["userRank"], answer.body["userScore"]) == (2, 70.0)
    assert answer.body["totalCount"] == 2


def test_of_equals_the_earlier_is_ahead(backend: Backend, dancer: Phone, another: Phone) -> None:
    dance(backend, dancer, 80.0)
    backend.later(seconds=1)
    dance(backend, another, 80.0)
    answer = another.get(f"/leaderboards/challenge/{todays_challenge(dancer)}")
    assert [entry["user"]["displayName"] for entry in answer.body["leaderboard"]] == ["Mia", "Noah"]
    assert answer.body["userRank"] == 2


def test_who_has_not_danced_has_no_rank(backend: Backend, dancer: Phone, another: Phone) -> None:
    dance(backend, another, 60.0)
    answer = dancer.get(f"/leaderboards/challenge/{todays_challenge(dancer)}")
    assert answer.body["userRank"] is answer.body["userScore"] is None
    assert dancer.get("/leaderboards/global").body["userPosition"] is None


@pytest.mark.parametrize("period", ["daily", "weekly", "monthly", "alltime"])
def test_a_period_board_adds_up_points(backend: Backend, dancer: Phone, period: str) -> None:
    dance(backend, dancer, 50.0)
    answer = dancer.get("/leaderboards/global", period=period)

    points = dancer.get("/challenges/today").body["worth"]
    assert answer.status == 200
    assert answer.body["period"] == period
    assert answer.body["userPosition"] == {"rank": 1, "score": points / 2, "change": None}
    assert answer.body["leaderboard"][0]["user"]["displayName"] == "Mia"


def test_a_board_is_read_down_to_the_limit(backend: Backend, dancer: Phone) -> None:
    for total in (10.0, 20.0, 30.0):
        dance(backend, Phone(any_caller()), total)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"
    scores = [entry["score"] for entry in dancer.get(path, limit=2).body["leaderboard"]]
    assert scores == [30.0, 20.0]
    assert dancer.get(path).body["totalCount"] == 3


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "all"}, "limit"),
        ({"period": "yearly"}, "period"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_why(
    dancer: Phone,
    query: dict[str, object],
    field: str,
) -> None:
    answer = dancer.get("/leaderboards/global", **query)
    assert answer.error == (422, "VALIDATION_FAILED")
    assert answer.body["field"] == field


def test_the_board_of_an_unknown_challenge_is_not_found(dancer: Phone) -> None:
    answer = dancer.get("/leaderboards/challenge/ch_unheardof")
    assert answer.error == (404, "CHALLENGE_NOT_FOUND")


def test_without_redis_boards_are_away_for_a_moment(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    with backend.without_redis():
        answer = dancer.get(f"/leaderboards/challenge/{challenge_id}")
    assert answer.error == (503, "LEADERBOARD_UNAVAILABLE")
    assert int(answer.headers["Retry-After"]) > 0
