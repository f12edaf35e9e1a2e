"""How a dancer's scores have moved."""

from __future__ import annotations

from datetime import timedelta

from idance.domain.progress import progress_of
from idance.domain.submission import Submission
from tests.builders import NOW, any_held_score, any_scored, any_submission


def danced(*totals: float) -> list[Submission]:
    return [
        any_scored(total, submitted_at=NOW + timedelta(days=day))
        for day, total in enumerate(totals)
    ]


def test_who_has_not_danced_has_no_trend() -> None:
    progress = progress_of([any_submission()])

    assert (progress.submissions, progress.scored, progress.total) == (1, 0, None)
    assert progress.metrics == {}


def test_form_is_the_last_five_dances_against_the_five_before() -> None:
    progress = progress_of(reversed(danced(10, *[40] * 5, *[60] * 5)))

    assert progress.total
    assert (progress.total.lately, progress.total.change, progress.total.best) == (60, 20, 60)
    assert progress.metrics["rhythm"].change == 20


def test_the_first_dances_have_nothing_to_be_compared_with() -> None:
    progress = progress_of(danced(50, 70))

    assert progress.total
    assert (progress.total.lately, progress.total.change, progress.total.best) == (60, None, 70)


def test_what_is_held_does_not_count_and_the_best_attempt_does() -> None:
    held = any_submission().scored(any_held_score(99), at=NOW)
    (best,) = danced(80)
    again = any_submission(best=best)
    progress = progress_of([held, again])

    assert (progress.submissions, progress.scored) == (2, 1)
    assert progress.total
    assert progress.total.best == 80
