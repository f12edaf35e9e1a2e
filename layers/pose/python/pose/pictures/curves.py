"""A score over time: what pictures of a dance show beside the dance."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fault:
    """The weakest stretch of one metric.

    Attributes
    ----------
    begin_s, end_s
        On the clip's clock, seconds.
    metric
        Name of the metric.
    caption
        What is amiss, in two or three words.
    """

    begin_s: float
    end_s: float
    metric: str
    caption: str


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCurves:
    """How a clip's score came about.

    Attributes
    ----------
    times
        Shape (n,), seconds on the clip's clock, rising; n is at least 2.
    total
        Shape (n,), in [0, 100]: the score of the clip up to each time; not a number while that is
        too short to be scored.
    metrics
        By metric, shape (n,), in [0, 100]: the score of the seconds around each time; not a number
        where they cannot be scored.
    beats
        Shape (m,), seconds, rising: the beats of the music, none if they are not known.
    faults
        In order of time.
    unscored
        Why the clip has no score, for its dancer; None if it has one.

    Raises
    ------
    ValueError
        If shapes disagree or times do not rise.
    """

    times: FloatArray
    total: FloatArray
    metrics: Mapping[str, FloatArray]
    beats: FloatArray
    faults: tuple[Fault, ...]
    unscored: str | None = None

    def __post_init__(self) -> None:
        curves = [self.total, *self.metrics.values()]
        if len(self.times) < 2 or any(curve.shape != self.times.shape for curve in curves):  # noqa: PLR2004
            raise ValueError("curves need one value for each of two or more times")
        if not (np.all(np.diff(self.times) > 0) and np.all(np.diff(self.beats) > 0)):
            raise ValueError("times and beats must rise")

    def total_at(self, time_s: float) -> float:
        """Return the score so far at a time, not a number where there is none yet."""
        return float(np.interp(time_s, self.times, self.total))

    def metrics_at(self, time_s: float) -> dict[str, float]:
        """Return each metric's score around a time, not a number where there is none."""
        return {
            name: float(np.interp(time_s, self.times, curve))
            for name, curve in self.metrics.items()
        }

    def faults_at(self, time_s: float) -> tuple[Fault, ...]:
        """Return the faults that a time falls into."""
        return tuple(fault for fault in self.faults if fault.begin_s <= time_s <= fault.end_s)

    def since_beat(self, time_s: float) -> float:
        """Return the seconds since the last beat, infinite before the first one."""
        place = int(np.searchsorted(self.beats, time_s, side="right"))
        return time_s - float(self.beats[place - 1]) if place else np.inf
