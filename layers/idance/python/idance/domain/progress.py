"""A dancer's progress: how their scores have moved, over all and metric by metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Final

from idance.domain.model import Model
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus

LATELY: Final = 5
"""Dances that make up the latest form, and the form before it."""


class ScoreTrend(Model):
    """How one number has gone.

    Attributes
    ----------
    lately : float
        Mean of the last five dances, 0–100.
    change : float or None
        By how much that is more than the mean of the five before; None while there are none.
    best : float
        The highest of all.
    """

    lately: float
    change: float | None
    best: float


class Progress(Model):
    """What a dancer's submissions say together; those held or hidden do not count."""

    submissions: int
    scored: int
    failed: int
    total: ScoreTrend | None
    metrics: dict[str, ScoreTrend]


def progress_of(submissions: Iterable[Submission]) -> Progress:
    """Return what submissions say together, in any order."""
    made = sorted((one.ranked for one in submissions), key=lambda one: one.submitted_at)
    scored = [one for one in made if one.status is SubmissionStatus.SCORED]
    by_metric: dict[str, list[float]] = {}
    for one in scored:
        for metric in one.score.metrics if one.score else ():
            by_metric.setdefault(metric.name, []).append(metric.score)
    return Progress(
        submissions=len(made),
        scored=len(scored),
        failed=sum(one.status is SubmissionStatus.FAILED for one in made),
        total=_trend([one.total for one in scored]) if scored else None,
        metrics={name: _trend(scores) for name, scores in by_metric.items()},
    )


def _trend(scores: Sequence[float]) -> ScoreTrend:
    lately, before = scores[-LATELY:], scores[-2 * LATELY : -LATELY]
    change = round(fmean(lately) - fmean(before), 2) if before else None
    return ScoreTrend(lately=round(fmean(lately), 2), change=change, best=max(scores))
