"""How far a new scoring version moves a challenge: what is looked at before anything is written."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import StatisticsError, correlation, fmean, median, quantiles
from typing import Any, Final

ALARMING_PSI: Final = 0.2
"""A population stability index above it says that scores are not the same population any more."""
TOP: Final = 100
_BINS: Final = 10
_EMPTY: Final = 1e-4
"""The share of a bin that nobody is in: the index has a logarithm of it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One score before and after, and when the dance was entered (ISO, UTC): it decides ties."""

    before: float
    after: float
    submitted_at: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What becomes of a challenge's scores (points, 0\u2013100).

    Attributes
    ----------
    moved
        How many scores change by a hundredth or more.
    percentiles
        Of the shifts, by name: p5, p25, p50, p75, p95.
    psi
        Population stability index over ten bins, deciles of the old scores.
    rank_correlation
        Spearman's, ties sharing the mean of their ranks; 1 where nothing can be compared.
    top_churn
        How many of the first hundred are no longer among them.
    """

    scores: int
    moved: int
    mean_shift: float
    median_shift: float
    percentiles: dict[str, float]
    largest_rise: float
    largest_fall: float
    psi: float
    rank_correlation: float
    top_churn: int

    @property
    def is_alarming(self) -> bool:
        """Whether somebody should look before it is written."""
        return self.psi > ALARMING_PSI

    def document(self) -> dict[str, Any]:
        """Return it for a file."""
        return asdict(self) | {"is_alarming": self.is_alarming}


def drift_of(moves: Sequence[Move]) -> Drift:
    """Return how far scores drift; of none, not at all."""
    before, after = [one.before for one in moves], [one.after for one in moves]
    shifts = [round(one.after - one.before, 2) for one in moves] or [0.0]
    return Drift(
        scores=len(moves),
        moved=sum(shift != 0 for shift in shifts),
        mean_shift=round(fmean(shifts), 4),
        median_shift=round(median(shifts), 4),
        percentiles=_percentiles(shifts),
        largest_rise=max(0.0, *shifts),
        largest_fall=min(0.0, *shifts),
        psi=round(stability_index(before, after), 4),
        rank_correlation=round(rank_correlation(before, after), 6),
        top_churn=_churn(moves),
    )


def stability_index(before: Sequence[float], after: Sequence[float]) -> float:
    """Return the population stability index: sum of (q - p) ln(q / p) over the bins.

    The bins are the deciles of ``before``; equal deciles make fewer bins.
    """
    if len(before) < 2:  # noqa: PLR2004 (deciles of a single score are none)
        return 0.0
    edges = sorted(set(quantiles(before, n=_BINS)))
    old, new = _shares(before, edges), _shares(after, edges)
    return sum((q - p) * math.log(q / p) for p, q in zip(old, new, strict=True))


def rank_correlation(before: Sequence[float], after: Sequence[float]) -> float:
    """Return Spearman's rank correlation: Pearson's of the ranks."""
    try:
        return correlation(_ranks(before), _ranks(after))
    except StatisticsError:  # fewer than two, or all alike
        return 1.0


def _percentiles(shifts: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(shifts, n=20, method="inclusive") if len(shifts) > 1 else [shifts[0]] * 19
    return {f"p{percent}": round(cuts[percent // 5 - 1], 4) for percent in (5, 25, 50, 75, 95)}


def _shares(scores: Sequence[float], edges: Sequence[float]) -> list[float]:
    counts = [0] * (len(edges) + 1)
    for score in scores:
        counts[bisect_right(edges, score)] += 1
    return [max(count / len(scores), _EMPTY) for count in counts]


def _ranks(scores: Sequence[float]) -> list[float]:
    """Return ranks from 1; equal scores share the mean of theirs."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, first = [0.0] * len(scores), 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and scores[order[last + 1]] == scores[order[first]]:
            last += 1
        for place in range(first, last + 1):
            ranks[order[place]] = (first + last) / 2 + 1
        first = last + 1
    return ranks


def _churn(moves: Sequence[Move]) -> int:
    indices = range(len(moves))
    old = sorted(indices, key=lambda at: (-moves[at].before, moves[at].submitted_at))[:TOP]
    new = sorted(indices, key=lambda at: (-moves[at].after, moves[at].submitted_at))[:TOP]
    return len(set(old) - set(new))
