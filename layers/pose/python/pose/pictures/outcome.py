"""A score as the report tells it: the one that stands, whatever has become of it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from pose.scoring import ScoreCard


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric of a score.

    Attributes
    ----------
    name
        Of the metric.
    score
        In [0, 100].
    points, weight
        What it adds to the total, and what it could add at most.
    confidence
        In [0, 1].
    """

    name: str
    score: float
    points: float
    weight: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A score and its reasons.

    Attributes
    ----------
    total
        In [0, 100]; what the measures' points add up to.
    measures
        In the order of the challenge's criteria.
    confidence
        In [0, 1].
    feedback
        Sentences for the dancer.
    scoring_version
        Version of definitions and calibration.
    """

    total: float
    measures: Sequence[Measure]
    confidence: float
    feedback: Sequence[str]
    scoring_version: str

    @classmethod
    def of(cls, card: ScoreCard) -> Self:
        """Return a score as it was just measured."""
        points = card.breakdown
        return cls(
            total=card.total,
            measures=[
                Measure(
                    metric.name,
                    metric.score,
                    points[metric.name],
                    card.weights[metric.name],
                    metric.confidence,
                )
                for metric in card.metrics
            ],
            confidence=card.confidence,
            feedback=card.feedback,
            scoring_version=card.scoring_version,
        )
