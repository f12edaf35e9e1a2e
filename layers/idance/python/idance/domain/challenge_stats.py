"""What a challenge's scores look like together."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import Final

from pydantic import AwareDatetime

from idance.domain.model import Model

WIDTH: Final = 10
_WHOLE: Final = 10_000
"""Hundredths of a perfect score."""


class Bucket(Model):
    """How many scores are at least so much and below so much; the last one holds 100 as well."""

    at_least: int
    below: int
    count: int


class ChallengeStats(Model):
    """The scores of a challenge, each dancer's best, at a moment.

    Attributes
    ----------
    total_submissions : int
        Dancers with a score.
    average_score, median_score, top_score : float
        Exact to the hundredth; 0 while nobody has a score.
    histogram : tuple of Bucket
        Ten buckets of ten points each.
    completion_rate : float or None
        Share of the dancers whose entry has ended that have a score; None while none has ended.
    """

    challenge_id: str
    total_submissions: int
    average_score: float
    median_score: float
    top_score: float
    histogram: tuple[Bucket, ...]
    as_of: AwareDatetime
    completion_rate: float | None = None


class ScoreCounts:
    """Counts scores by hundredths: exact figures of any number of them in little room."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._unscored = 0

    def add(self, score: float | None) -> None:
        """Count one entry that has ended, with its score or without one."""
        if score is None:
            self._unscored += 1
        else:
            self._counts[round(score * 100)] += 1

    def stats(self, challenge_id: str, *, as_of: AwareDatetime) -> ChallengeStats:
        """Return the figures."""
        scored = self._counts.total()
        ended = scored + self._unscored
        whole = sum(hundredths * count for hundredths, count in self._counts.items())
        return ChallengeStats(
            challenge_id=challenge_id,
            total_submissions=scored,
            average_score=round(whole / max(1, scored) / 100, 2),
            median_score=self._median(scored),
            top_score=max(self._counts, default=0) / 100,
            histogram=tuple(self._buckets()),
            completion_rate=round(scored / ended, 4) if ended else None,
            as_of=as_of,
        )

    def _median(self, scored: int) -> float:
        """Return the middle score, or the mean of the middle two."""
        if not scored:
            return 0.0
        ordered = sorted(self._counts)
        reached = list(accumulate(self._counts[hundredths] for hundredths in ordered))
        lower, upper = (
            next(one for one, count in zip(ordered, reached, strict=True) if count > middle)
            for middle in ((scored - 1) // 2, scored // 2)
        )
        return round((lower + upper) / 200, 2)

    def _buckets(self) -> list[Bucket]:
        counts: Counter[int] = Counter()
        for hundredths, count in self._counts.items():
            counts[min(hundredths, _WHOLE - 1) // (WIDTH * 100)] += count
        return [
            Bucket(at_least=WIDTH * number, below=WIDTH * (number + 1), count=counts[number])
            for number in range(_WHOLE // 100 // WIDTH)
        ]
