"""Laying one dance over another as a whole: at which tempo, and how much later."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.limbs import limb_weights, mean_directions
from pose.motion import FloatArray

SLOWEST: Final = 0.75
FASTEST: Final = 1 / SLOWEST
DRIFT_S: Final = 0.5
"""By which dances at two neighbouring tempos part from end to end."""
COARSE: Final = 2
"""Every other sample is enough to find the line."""
LIKELY_LAG_S: Final = 8.0
"""Seconds of lag that make a line e times less likely: film and music begin at about one time."""
LIKELY_TEMPO: Final = 0.3
"""Octaves by which dancers leave the tempo, one standard deviation: most follow the music."""


@dataclass(frozen=True, slots=True)
class Line:
    """The attempt's time = lag + the reference's time / tempo.

    Attributes
    ----------
    tempo
        Of the attempt as a share of the reference's; 0.9 is slower.
    lag_s
        How much later than the reference the attempt begins, s.
    """

    tempo: float
    lag_s: float

    def at(self, times: FloatArray) -> FloatArray:
        """Return the attempt's times, s, that belong to the reference's."""
        return np.asarray(self.lag_s + times / self.tempo)


def best_line(reference: FloatArray, attempt: FloatArray, rate: float) -> Line:
    """Return the line along which two dances resemble each other most.

    The cross-correlation of the limbs' deviations from the reference's mean pose, summed over the
    limbs, at every lag and at tempos from 3/4 to 4/3, times how likely that lag and that tempo are
    beforehand: else a dance that is another altogether would be laid where chance likes it best.
    The sum favours lines with much overlap.

    Parameters
    ----------
    reference, attempt
        Limb vectors, shape (T, 9, 3), at `rate` samples a second.
    """
    weights = np.sqrt(limb_weights(reference, attempt))[:, None]
    mean = mean_directions(reference)
    mine, theirs = (_deviations(limbs, mean, weights) for limbs in (reference, attempt))
    size = 2 ** int(np.ceil(np.log2(len(mine) + FASTEST * len(theirs) + 2)))
    spectrum = np.conj(np.fft.rfft(mine, size, axis=0))
    shifts = np.arange(size)
    shifts[shifts > size - len(mine)] -= size
    best, line = 0.0, Line(1.0, 0.0)
    for tempo in _tempos(len(reference) / rate):
        paced = np.fft.rfft(_paced(theirs, tempo), size, axis=0)
        lags = shifts * COARSE / rate / tempo
        likeness = np.fft.irfft((paced * spectrum).sum(axis=1), size) * _likely(tempo, lags)
        found = int(np.argmax(likeness))
        if likeness[found] > best:
            best, line = likeness[found], Line(tempo, float(lags[found]))
    return line


def _likely(tempo: float, lags: FloatArray) -> FloatArray:
    """Return how likely lines are before anything is seen of the dance, 1 for the plain one."""
    paced = np.exp(-0.5 * (np.log2(tempo) / LIKELY_TEMPO) ** 2)
    return np.asarray(paced * np.exp(-np.abs(lags) / LIKELY_LAG_S))


def _deviations(limbs: FloatArray, mean: FloatArray, weights: FloatArray) -> FloatArray:
    """Return weighted deviations from a mean pose, shape (T / 2, 27); 0 where not seen."""
    away = np.nan_to_num((limbs[::COARSE] - mean) * weights)
    return np.asarray(away.reshape(len(away), -1))


def _tempos(seconds: float) -> list[float]:
    """Return the tempos to try, evenly spaced in proportion, 1 in their middle."""
    pairs = int(np.ceil(np.log(FASTEST) * seconds / DRIFT_S))
    return [float(tempo) for tempo in np.geomspace(SLOWEST, FASTEST, 2 * pairs + 1)]


def _paced(signals: FloatArray, tempo: float) -> FloatArray:
    """Return signals (T, C) as a dance at another tempo would have shown them."""
    last = len(signals) - 1
    index = np.arange(int(last * tempo) + 1) / tempo
    before = np.minimum(index.astype(int), last)
    share = (index - before)[:, None]
    return np.asarray(signals[before] * (1 - share) + signals[np.minimum(before + 1, last)] * share)
