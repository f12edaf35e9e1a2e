"""What a metric says about a motion."""

from collections.abc import Mapping
from dataclasses import dataclass

from pose.motion import FloatArray

Evidence = Mapping[str, float | list[float] | str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was measured in one stretch of a clip: where a verdict comes from.

    Attributes
    ----------
    start_s, stop_s
        On the clip's clock, s.
    value
        In `unit`.
    part
        Of the body; empty if it is about all of it.
    bar
        Number of the bar it is, the first is 1; 0 if it is not one.
    """

    start_s: float
    stop_s: float
    value: float
    unit: str
    part: str = ""
    bar: int = 0


def seconds_of(signal: FloatArray, rate: float, unit: str) -> tuple[Stretch, ...]:
    """Return the mean of a signal (T,), all known, in every whole second."""
    size = round(rate)
    return tuple(
        Stretch(start / rate, start / rate + 1, float(signal[start : start + size].mean()), unit)
        for start in range(0, len(signal) - size + 1, size)
    )


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
    stretches
        What was measured when, in order of time.
    """

    name: str
    value: float
    unit: str
    score: float
    confidence: float
    evidence: Evidence
    stretches: tuple[Stretch, ...] = ()
