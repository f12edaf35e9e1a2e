"""An entry of several attempts: what stands when they are scored again, and what it counts for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.entry import Entry
from idance.domain.score import Score
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_held_score, any_score, any_stats, any_submission, any_user_id

HIDDEN = SubmissionStatus.HIDDEN
TOTALS = st.lists(st.integers(0, 5), min_size=1, max_size=3)
"""Of three days at most: so many are remembered."""


def entry_of(*scores: Score) -> Entry:
    """Return the entry of a dancer who was scored so, an attempt a day."""
    user_id = any_user_id()
    stats, stands = any_stats(user_id=user_id), None
    attempts: list[Submission] = []
    for day, score in enumerate(scores):
        at = NOW + timedelta(days=day)
        entered = any_submission(
            user_id=user_id, challenge_id="ch_1", session_id=f"sess_{day}", submitted_at=at
        )
        attempt = entered.after(stands).scored(score, at=at)
        attempts.append(attempt)
        if attempt.status is SubmissionStatus.SCORED:
            stats = stats.with_submission(attempt, new_badges=0)
        stands = attempt.concluded()
    assert stands
    return Entry(stands, tuple(attempts), stats)


def totals(*values: float) -> list[Score]:
    return [any_score(value) for value in values]


def again(*values: float | None) -> dict[str, Score]:
    """Return another version's scores by session; None: not scored again."""
    return {
        f"sess_{day}": any_score(value).model_copy(update={"scoring_version": "new"})
        for day, value in enumerate(values)
        if value is not None
    }


def points(entry: Entry) -> dict[str, float]:
    return {name: total.points for name, total in entry.stats.board_totals.items() if total.points}


@pytest.mark.parametrize(
    ("new", "stands", "session"),
    [
        ((70, 80), 80, "sess_1"),
        ((95, 80), 95, "sess_0"),
        ((85, 85), 85, "sess_0"),
        ((90, 60), 90, "sess_0"),
        ((None, 60), 75, "sess_0"),
        ((20, 10), 20, "sess_0"),
    ],
)
def test_the_best_attempt_by_the_new_scores_stands_whole(
    new: tuple[float | None, ...], stands: float, session: str
) -> None:
    before = entry_of(*totals(75, 90))
    after = before.rescored(again(*new), at=NOW).submission
    assert (after.total, after.session_id, after.best) == (stands, session, None)
    assert (after.attempt, after.status, after.history) == (
        before.submission.attempt,
        before.submission.status,
        before.submission.history,
    )


@given(TOTALS, st.data())
def test_scored_again_counts_as_if_it_had_always_been_scored_so(
    old: list[int], data: st.DataObject
) -> None:
    same = st.lists(st.integers(0, 5), min_size=len(old), max_size=len(old))
    new = [20.0 * one for one in data.draw(same)]
    before, fresh = entry_of(*totals(*(20.0 * one for one in old))), entry_of(*totals(*new))
    after = before.rescored(again(*new), at=NOW)
    assert points(after) == points(fresh)
    assert after.submission.session_id == fresh.submission.session_id
    assert after.stats.score_sum == fresh.stats.score_sum
    assert [one.session_id for one in after.counted] == [one.session_id for one in fresh.counted]
    assert after.rescored(again(*new), at=NOW) is after


@given(TOTALS, st.data())
def test_off_the_boards_and_back_is_the_same_whether_scored_again_before_or_between(
    old: list[int], data: st.DataObject
) -> None:
    same = st.lists(st.integers(0, 5), min_size=len(old), max_size=len(old))
    new = again(*(20.0 * one for one in data.draw(same)))
    before = entry_of(*totals(*(20.0 * one for one in old)))
    hidden = before.withheld(HIDDEN, at=NOW).rescored(new, at=NOW)
    assert hidden.submission.status is HIDDEN
    assert points(hidden) == {}
    back = hidden.restored(at=NOW)
    assert points(back) == points(before.rescored(new, at=NOW))
    assert set(hidden.stats.withdrawn) == {one.session_id for one in back.counted}
    assert back.stats.withdrawn == ()


def test_the_score_before_is_known_by_the_moment_it_was_replaced() -> None:
    before = entry_of(*totals(60, 80))
    after = before.rescored(again(70, 50), at=NOW)
    assert after.submission.session_id == "sess_0"
    old, now = after.score_before(NOW), after.score_before(NOW + timedelta(seconds=1))
    assert (old and old.total, now and now.total) == (80, 70)


def test_an_attempt_that_waits_for_a_reviewer_is_scored_again_beside_the_best() -> None:
    before = entry_of(any_score(60), any_held_score(95))
    held = any_held_score(40).model_copy(update={"scoring_version": "new"})
    after = before.rescored(again(70) | {"sess_1": held}, at=NOW)
    known = after.submission
    assert (known.status, known.total) == (SubmissionStatus.HELD, 40)
    assert known.best
    assert (known.best.total, known.best.status) == (70, SubmissionStatus.SCORED)
    assert set(points(after).values()) == {105}
    assert after.score_before(NOW) == any_held_score(95)


def test_what_was_taken_away_before_is_not_compared_any_more() -> None:
    hidden = entry_of(*totals(90)).withheld(HIDDEN, at=NOW)
    at = NOW + timedelta(days=1)
    second = any_submission(
        user_id=hidden.submission.user_id,
        challenge_id="ch_1",
        session_id="sess_1",
        submitted_at=at,
    )
    attempt = second.after(hidden.submission).scored(any_score(50), at=at)
    stats = hidden.stats.with_submission(attempt, new_badges=0)
    entry = Entry(attempt.concluded(), (*hidden.attempts, attempt), stats)
    after = entry.rescored(again(99, 40), at=at)
    assert (after.submission.session_id, after.submission.total) == ("sess_1", 40)
    assert [one.total for one in after.line] == [40]


def test_what_is_on_no_board_is_neither_taken_off_nor_put_back() -> None:
    held = entry_of(any_held_score(90))
    assert held.withheld(HIDDEN, at=NOW) is held
    assert held.restored(at=NOW) is held
    assert held.counted == ()
    free = entry_of(*totals(50))
    assert free.restored(at=NOW) is free
