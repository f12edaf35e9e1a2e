"""A score: what the scoring engine found in a clip, as the rest of the house keeps it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from idance.domain.model import Model

Hundredths = Annotated[float, Field(ge=0, le=100)]


class Metric(Model):
    """One metric of a score.

    Attributes
    ----------
    points : float
        What it adds to the total: 0 up to its weight in the challenge's criteria.
    score : float
        0–100, before weighting.
    value, unit
        The measured quantity behind it (e.g. a SPARC value, milliseconds).
    confidence : float
        0–1, how much of what the metric needs was seen.
    """

    name: str
    weight: int
    points: Hundredths
    score: Hundredths
    value: float
    unit: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class Score(Model):
    """The result of scoring one clip for one challenge; exact hundredths throughout."""

    total: Hundredths
    metrics: tuple[Metric, ...]
    confidence: Annotated[float, Field(ge=0, le=1)]
    feedback: tuple[str, ...]
    frames: int
    seconds: float
    scoring_version: str
    pose_version: str

    @property
    def breakdown(self) -> dict[str, float]:
        """Points per metric, as the requirements' ``scoreBreakdown``."""
        return {metric.name: metric.points for metric in self.metrics}
