"""What is counted when a submission is scored, and that it is counted once."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from tests.builders import NOW, TODAY, any_scored, any_stats, any_submission

NEVER = any_stats()


def after_days(*days: int) -> DancerStats:
    """Return the stats after dancing so many days from today on."""
    stats = NEVER
    for day in days:
        submission = any_scored(80, submitted_at=NOW + timedelta(days=day))
        stats = stats.with_submission(submission, new_badges=0)
    return stats


def test_the_first_submission_is_counted() -> None:
    stats = NEVER.with_submission(any_scored(87.25), new_badges=2)

    assert stats.total_challenges_completed == 1
    assert stats.total_badges == 2
    assert stats.average_score == 87.25
    assert (stats.current_streak, stats.max_streak) == (1, 1)
    assert stats.last_challenge_date == TODAY
    assert stats.version == 1


def test_counting_a_submission_twice_changes_nothing() -> None:
    submission = any_scored()
    once = NEVER.with_submission(submission, new_badges=1)

    assert once.with_submission(submission, new_badges=1) is once


def test_a_submission_without_a_score_changes_nothing() -> None:
    assert NEVER.with_submission(any_submission(), new_badges=0) is NEVER


def test_an_average_without_submissions_is_nought() -> None:
    assert NEVER.average_score == 0


def test_the_average_is_in_hundredths() -> None:
    stats = NEVER
    for total in (80, 80, 81):
        stats = stats.with_submission(any_scored(total), new_badges=0)

    assert stats.average_score == 80.33


@pytest.mark.parametrize(
    ("days", "streak", "longest"),
    [
        ((0,), 1, 1),
        ((0, 1, 2), 3, 3),
        ((0, 0), 1, 1),
        ((0, 1, 3), 1, 2),
        ((0, 1, 1, 2), 3, 3),
        ((0, 1, -5), 2, 2),
        ((0, 2, 1), 1, 1),
    ],
)
def test_a_streak_is_of_days_in_a_row(days: tuple[int, ...], streak: int, longest: int) -> None:
    stats = after_days(*days)

    assert (stats.current_streak, stats.max_streak) == (streak, longest)


def test_late_news_does_not_move_the_last_day_back() -> None:
    assert after_days(1, 0).last_challenge_date == TODAY + timedelta(days=1)


def test_points_are_added_to_every_period_the_submission_was_made_in() -> None:
    stats = NEVER.with_submission(any_scored(87.25, challenge_points=150), new_badges=0)

    assert set(stats.totals) == {"d:2026-11-21", "w:2026W47", "m:2026-11", "all"}
    assert {total.points for total in stats.totals.values()} == {130.88}
    assert {total.at for total in stats.totals.values()} == {NOW}


def test_a_total_is_as_late_as_the_last_submission_in_it() -> None:
    later, earlier = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
    stats = NEVER
    for moment in (NOW, later, earlier):
        stats = stats.with_submission(any_scored(50, submitted_at=moment), new_badges=0)

    assert stats.totals["all"].at == later
    assert stats.totals["all"].points == 225.0


def test_only_the_newest_periods_are_kept() -> None:
    stats = after_days(*range(0, 120, 7))

    assert len([key for key in stats.totals if key.startswith("d:")]) == 3
    assert len([key for key in stats.totals if key.startswith("w:")]) == 2
    assert sorted(key for key in stats.totals if key.startswith("m:")) == ["m:2027-02", "m:2027-03"]
    assert stats.totals["all"].points == round(120.0 * len(range(0, 120, 7)), 2)


def test_the_item_does_not_grow_with_the_years() -> None:
    assert len(after_days(*range(40)).applied) == 16


@given(st.lists(st.integers(0, 100_00), max_size=12), st.randoms())
def test_totals_do_not_depend_on_the_order_of_submissions_in_a_day(
    hundredths: list[int],
    random: Random,
) -> None:
    submissions = [any_scored(points / 100) for points in hundredths]
    shuffled = random.sample(submissions, len(submissions))

    assert counted(submissions) == counted(shuffled)


def counted(submissions: list[Submission]) -> tuple[float, float, date | None]:
    stats = NEVER
    for submission in submissions:
        stats = stats.with_submission(submission, new_badges=0)
    total = stats.totals["all"].points if stats.totals else 0.0
    return total, stats.average_score, stats.last_challenge_date
