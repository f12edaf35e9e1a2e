"""What a metric says about a motion."""

from collections.abc import Mapping
from dataclasses import dataclass

Evidence = Mapping[str, float | list[float] | str]


@dataclass(frozen=True, slots=True)
class MetricResult:
    """One metric's verdict on one clip.

    Attributes
    ----------
    name
        Of the metric, as in a challenge's criteria.
    value
        What was measured, in `unit`, before calibration.
    unit
        Of the value.
    score
        In [0, 100], after calibration.
    confidence
        In [0, 1]: how much of what the metric needs was there to be measured.
    evidence
        What the verdict rests on, by name: numbers, times in seconds, words.
    """

    name: str
    value: float
    unit: str
    score: float
    confidence: float
    evidence: Evidence
