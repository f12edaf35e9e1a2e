"""Badges are given once, by the submission that earned them."""

from __future__ import annotations

from datetime import timedelta

from idance.domain.challenge import Challenge
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from tests.builders import (
    NOW,
    any_badge,
    any_caller,
    any_challenge,
    any_scored,
    any_stats,
    any_user_id,
)
from tests.integration.house import House
from tests.integration.idance.journey import dance, publish


def earn(
    house: House,
    submission: Submission,
    stats: DancerStats,
    challenge: Challenge,
) -> tuple[str, ...]:
    badges = house.badges.award_badges(submission, stats, challenge=challenge, now=NOW)
    return tuple(badge.name for badge in badges)


def test_a_badge_is_given_once_and_asking_again_answers_the_same(house: House) -> None:
    challenge = any_challenge(badge_name="Own")
    submission = any_scored(99, scores={"balance": 0}, challenge_id=challenge.id)
    stats = any_stats(user_id=submission.user_id, total_challenges_completed=1)
    expected = (
        "Own",
        "Perfect Score",
        "Smooth Operator",
        "Human Metronome",
        "Free Spirit",
        "First Challenge",
    )

    assert earn(house, submission, stats, challenge) == expected
    first = house.badges.get_user_badges(submission.user_id)
    assert earn(house, submission, stats, challenge) == expected
    assert house.badges.get_user_badges(submission.user_id) == first


def test_a_badge_held_already_is_not_earned_again(house: House) -> None:
    challenge = any_challenge()
    submission = any_scored(50, challenge_id=challenge.id)
    stats = any_stats(user_id=submission.user_id, total_challenges_completed=1)
    held = any_badge(name="First Challenge", user_id=submission.user_id, challenge_id="ch_first")
    house.dancers.award(held)

    assert earn(house, submission, stats, challenge) == ()
    assert house.badges.get_user_badges(submission.user_id) == (held,)


def test_of_two_who_award_a_badge_at_once_the_first_stands(house: House) -> None:
    first = any_badge()
    second = first.model_copy(update={"earned_at": NOW + timedelta(hours=1)})

    assert house.dancers.award(first) == first
    assert house.dancers.award(second) == first


def test_a_challenge_may_name_its_badge_like_one_of_ours(house: House) -> None:
    challenge = any_challenge(badge_name="Smooth Operator")
    submission = any_scored(90, challenge_id=challenge.id)

    assert earn(house, submission, any_stats(), challenge).count("Smooth Operator") == 1


def test_badges_are_shown_the_latest_first(house: House) -> None:
    caller = any_caller()
    today = publish(house)
    tomorrow = publish(
        house,
        any_challenge(
            start_time=NOW + timedelta(days=1),
            end_time=NOW + timedelta(days=2),
            badge_name="Tomorrow",
        ),
    )
    dance(house, caller, today)
    dance(house, caller, tomorrow, now=NOW + timedelta(days=1))

    badges = house.badges.get_user_badges(caller.user_id)

    assert badges[0].name == "Tomorrow"
    assert badges[0].challenge_id == tomorrow.id
    assert {badge.earned_at for badge in badges[1:]} == {NOW}
    assert house.badges.get_user_badges(any_user_id()) == ()
