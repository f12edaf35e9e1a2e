"""Dancers over HTTP."""

from __future__ import annotations

from tests.builders import any_user_id
from tests.integration.functions.api.journey import dance
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def test_badges_are_there_for_everybody_to_see(
    backend: Backend,
    dancer: Phone,
    another: Phone,
) -> None:
    dance(backend, dancer, 98.5)
    assert dancer.caller is not None
    answer = another.get(f"/users/{dancer.caller.user_id}/badges")

    assert answer.status == 200
    names = {badge["name"] for badge in answer.body["badges"]}
    assert {"First Challenge", "Perfect Score"} <= names
    assert answer.body["totalBadges"] == len(names)
    assert len(answer.body["recentBadges"]) == min(5, len(names))
    assert set(answer.body["badges"][0]) == {
        "name",
        "iconURL",
        "description",
        "category",
        "rarity",
        "earnedAt",
        "challengeId",
    }


def test_who_has_no_badges_has_none(dancer: Phone) -> None:
    answer = dancer.get(f"/users/{any_user_id()}/badges")
    assert answer.body == {"badges": [], "totalBadges": 0, "recentBadges": []}


def test_what_a_dancer_has_reached_is_there_for_everybody_to_see(
    backend: Backend, dancer: Phone, another: Phone
) -> None:
    dance(backend, dancer, 98.5)
    assert dancer.caller is not None
    address = f"/users/{dancer.caller.user_id}/stats"
    reached = another.get(address).body

    assert reached == {
        "totalChallengesCompleted": 1,
        "currentStreak": 1,
        "maxStreak": 1,
        "totalBadges": reached["totalBadges"],
        "averageScore": 98.5,
        "lastChallengeDate": reached["lastChallengeDate"],
    }
    badges = another.get(f"/users/{dancer.caller.user_id}/badges").body
    assert reached["totalBadges"] == badges["totalBadges"] > 0
    backend.later(days=1)
    assert another.get(address).body == reached
    backend.later(days=1)
    assert another.get(address).body == {**reached, "currentStreak": 0}


def test_who_has_not_danced_has_reached_nothing(dancer: Phone) -> None:
    reached = dancer.get(f"/users/{any_user_id()}/stats").body
    assert (reached["totalChallengesCompleted"], reached["lastChallengeDate"]) == (0, None)
