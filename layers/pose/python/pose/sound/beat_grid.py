"""Beats, as music has them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BeatGrid:
    """Where the beats of a clip's music fall.

    Attributes
    ----------
    times
        Shape (n,), seconds on the clip's clock, rising; n is at least 4.
    bpm
        Beats a minute over the whole clip.
    confidence
        In (0, 1]: how sure it is that there is music with this beat or an octave of it.
    octaves_bpm
        Half and double the tempo, where people might as well tap to that.
    """

    times: FloatArray
    bpm: float
    confidence: float
    octaves_bpm: tuple[float, ...]

    @property
    def first_beat_s(self) -> float:
        """When a beat of the steady grid falls nearest to the clip's start, s: all beats agree."""
        period = 60 / self.bpm
        phase = float(np.angle(np.mean(np.exp(2j * np.pi * self.times / period))))
        return phase / (2 * np.pi) * period % period
