"""Which badges a scored submission entitles to."""

from __future__ import annotations

import pytest

from idance.domain.badge import CATALOGUE, earned
from idance.domain.submission import Submission
from tests.builders import any_scored, any_stats, any_submission

OWN = "Freestyle Master"


def names(submission: Submission, **reached: int) -> tuple[str, ...]:
    """Return the names of what is earned, given what the dancer has reached."""
    badges = earned(submission, any_stats(**reached), challenge_badge=OWN)
    return tuple(badge.name for badge in badges)


@pytest.mark.parametrize(("total", "is_earned"), [(79.99, False), (80, True)])
def test_the_challenges_own_badge_takes_a_score_of_80(total: float, *, is_earned: bool) -> None:
    assert (OWN in names(any_scored(total))) == is_earned


@pytest.mark.parametrize(("total", "is_earned"), [(97.99, False), (98, True)])
def test_a_perfect_score_is_98(total: float, *, is_earned: bool) -> None:
    assert ("Perfect Score" in names(any_scored(total))) == is_earned


@pytest.mark.parametrize(
    ("metric", "badge"),
    [
        ("smoothness", "Smooth Operator"),
        ("rhythm", "Human Metronome"),
        ("balance", "Rock Steady"),
        ("creativity", "Free Spirit"),
    ],
)
def test_a_metric_of_90_earns_the_badge_of_that_skill_alone(metric: str, badge: str) -> None:
    assert names(any_scored(50, scores={metric: 90})) == (badge,)
    assert names(any_scored(50, scores={metric: 89.99})) == ()


@pytest.mark.parametrize(
    ("days", "badges"),
    [
        (2, ()),
        (3, ("On a Roll",)),
        (7, ("On a Roll", "Week of Dance")),
        (30, ("On a Roll", "Week of Dance", "Unstoppable")),
    ],
)
def test_streaks_earn_badges(days: int, badges: tuple[str, ...]) -> None:
    assert names(any_scored(50), current_streak=days) == badges


@pytest.mark.parametrize(
    ("count", "badges"),
    [
        (1, ("First Challenge",)),
        (10, ("First Challenge", "Ten Challenges")),
        (100, ("First Challenge", "Ten Challenges", "Hundred Challenges")),
    ],
)
def test_faithfulness_earns_badges(count: int, badges: tuple[str, ...]) -> None:
    assert names(any_scored(50), total_challenges_completed=count) == badges


def test_the_challenges_own_badge_comes_first() -> None:
    assert names(any_scored(99))[:2] == (OWN, "Perfect Score")


def test_a_submission_without_a_score_earns_nothing_for_skill() -> None:
    assert names(any_submission()) == ()


def test_every_badge_has_its_own_name() -> None:
    catalogue = [badge.name for badge, _ in CATALOGUE]

    assert len(set(catalogue)) == len(catalogue)
