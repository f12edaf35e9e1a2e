"""What a contest may be, and what entries make together in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.board import EXACT
from idance.domain.contest import Contest
from idance.domain.errors import InvalidError
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_contest, any_scored

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def entry(total: float, minutes: int) -> Submission:
    return any_scored(
        total,
        submitted_at=NOW + minutes * MINUTE,
        challenge_id=f"ch_number{minutes}",
        challenge_points=200,
        challenge_type="spin",
    )


def spins(**known: object) -> Contest:
    return any_contest(**({"challenge_type": "spin"} | known))


def danced() -> list[Submission]:
    return [entry(40, 0), entry(90, 1), entry(60, 2)]


@pytest.mark.parametrize(
    ("operator", "counted", "points", "minutes"),
    [
        ("best", "score", 90, 1),
        ("best", "points", 180, 1),
        ("set", "score", 60, 2),
        ("set", "points", 120, 2),
        ("incr", "score", 190, 2),
        ("incr", "points", 380, 2),
    ],
)
def test_an_operator_says_what_entries_make_together(
    operator: str, counted: str, points: float, minutes: int
) -> None:
    contest = spins(operator=operator, counted=counted)
    for order in (danced(), danced()[::-1]):
        assert contest.achieved(contest.counting(order)) == (points, NOW + minutes * MINUTE)


def test_of_equal_entries_the_earlier_is_the_best() -> None:
    contest = spins(operator="best")
    assert contest.achieved(contest.counting([entry(50, 2), entry(50, 1)])) == (100, NOW + MINUTE)


def test_nobody_has_more_than_the_most() -> None:
    contest = spins(operator="incr", max_points=300)
    assert contest.achieved(contest.counting(danced())) == (300, NOW + 2 * MINUTE)


def test_only_what_is_scored_in_time_in_its_challenges_counts() -> None:
    contest = any_contest(challenge_ids=("ch_number1", "ch_number5"), end_time=NOW + 5 * MINUTE)
    hidden = entry(80, 1).at_status(SubmissionStatus.HIDDEN, NOW)
    assert contest.counting([entry(80, 1)])
    assert contest.counting([hidden, entry(80, 2), entry(80, 5)]) == []
    assert contest.achieved([]) is None


@pytest.mark.parametrize(
    ("known", "code", "field"),
    [
        ({"start_time": NOW}, "CONTEST_TOO_LATE", "startTime"),
        ({"end_time": NOW + HOUR}, "INVALID_CONTEST", "endTime"),
        ({"challenge_type": None}, "INVALID_CONTEST", "challengeIds"),
        ({"challenge_ids": ("ch_number1",)}, "INVALID_CONTEST", "challengeIds"),
        ({"max_points": 10**9}, "BOARD_NOT_EXACT", "tickMs"),
    ],
)
def test_a_contest_that_cannot_be_is_refused(
    known: dict[str, object], code: str, field: str
) -> None:
    usual = {"start_time": NOW + HOUR, "end_time": NOW + 25 * HOUR}
    with pytest.raises(InvalidError) as refused:
        spins(**(usual | known)).check(NOW)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_largest_contest_that_is_exact_is_taken_and_one_tick_more_is_not() -> None:
    points = 1_000_000
    ticks = EXACT // (points * 100 + 1)
    start = NOW + HOUR
    ends = [start + timedelta(milliseconds=ticks + more) for more in (0, 1)]
    fits, not_any_more = (spins(start_time=start, end_time=end, max_points=points) for end in ends)

    fits.check(NOW)
    board = fits.board
    top = board.pack(points, start)
    assert top < EXACT
    assert (board.points(top), board.moment(top)) == (points, start)
    with pytest.raises(InvalidError, match="at least 2 ms"):
        not_any_more.check(NOW)
