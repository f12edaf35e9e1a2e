"""Where a recording repeats itself: forwards as a loop does, backwards as a boomerang does.

A dancer who drills a step repeats it too, but never exactly: never along the same paths, to the
pixel, for a whole second. So every second of the recording is laid over every other one, and what
is left between them is compared with how much the recording changes around them anyway. The same
arithmetic serves pictures and poses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

SHORTEST_LAG_S: Final = 0.8
"""Nearer in time, everything resembles itself (SCORING section 7)."""
WINDOW_S: Final = 1.0
"""A match must last this long: shorter ones happen to anyone who repeats a step."""
COPIED_SHARE: Final = 25
"""Per cent of the moving samples that must be copies for the whole to count as one."""
UNLIKE: Final = 2.0
"""What is reported where nothing can be compared: well beyond any likeness."""
_REACH_S: Final = 1.0
_MOVING: Final = 0.35
_BLOCK: Final = 256

Float32 = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Repetition:
    """How nearly a recording is a copy of itself.

    Attributes
    ----------
    distance
        What differs between the likest quarter of the moving samples and what they repeat, in
        units of what changes within a second there: 0 is an exact copy, about 1 no likeness.
    at_s
        The lag of the loop or the pivot of the boomerang, in seconds.
    """

    distance: float
    at_s: float


class Recording(NamedTuple):
    """A recording, compared with itself.

    Attributes
    ----------
    rate
        Samples per second.
    apart
        Shape (T, T): root mean square difference between any two samples.
    change
        Shape (T,): how far a sample is from those within a second of it, as a median.
    moving
        Shape (T,): where there is enough change to recognise a copy by.
    """

    rate: float
    apart: Float32
    change: Float32
    moving: Bools

    @classmethod
    def of(cls, samples: npt.NDArray[np.floating], rate: float, *, floor: float) -> "Recording":
        """Compare samples of shape (T, C); rows with gaps are left out, less than floor is rest."""
        known = np.isfinite(samples).all(axis=1)
        apart = differences(np.where(known[:, None], samples, 0))
        change = _local_change(apart, known, round(_REACH_S * rate))
        usual = float(np.median(change[known])) if known.any() else 0.0
        return cls(rate, apart, change, known & (change > max(floor, _MOVING * usual)))

    def loop(self) -> Repetition:
        """Return how nearly stretches repeat earlier ones."""
        least = round(SHORTEST_LAG_S * self.rate)
        lags = np.arange(least, len(self.apart) - round(WINDOW_S * self.rate))
        return self._likest(lags, lambda lag, sample: sample - lag)

    def reversal(self) -> Repetition:
        """Return how nearly stretches repeat earlier ones backwards, about any pivot."""
        least = round(SHORTEST_LAG_S * self.rate)
        sums = np.arange(least, 2 * len(self.apart) - least)
        found = self._likest(sums, lambda total, sample: total - sample)
        return Repetition(found.distance, found.at_s / 2)

    def _likest(
        self, rows: Integers, partner: Callable[[Integers, Integers], Integers]
    ) -> Repetition:
        """Lay every sample over its partner in each row, and keep the likest second around it."""
        best = np.full(len(self.apart), UNLIKE, dtype=np.float32)
        where = np.zeros(len(self.apart), dtype=np.int64)
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            ratio = self._windowed(block, partner)
            row = ratio.argmin(axis=0)
            least = ratio[row, np.arange(ratio.shape[1])]
            nearer = least < best
            best[nearer], where[nearer] = least[nearer], block[row[nearer]]
        if self.moving.sum() < WINDOW_S * self.rate:
            return Repetition(UNLIKE, 0.0)
        distance = float(np.percentile(best[self.moving], COPIED_SHARE))
        copies = where[self.moving & (best <= distance)]
        return Repetition(distance, float(np.bincount(copies).argmax() / self.rate))

    def _windowed(
        self, rows: Integers, partner: Callable[[Integers, Integers], Integers]
    ) -> Float32:
        """Return for each row and sample the least ratio of any full window that holds it."""
        here = np.broadcast_to(np.arange(len(self.apart)), (len(rows), len(self.apart)))
        there = partner(rows[:, None], here)
        paired = (there >= 0) & (here - there >= round(SHORTEST_LAG_S * self.rate))
        there = np.where(paired, there, 0)
        counted = paired & (self.moving[here] | self.moving[there])
        apart = np.where(counted, self.apart[here, there], 0)
        usual = np.where(counted, (self.change[here] + self.change[there]) / 2, 0)
        size = max(2, round(WINDOW_S * self.rate))
        whole = _windows(paired, size) > 1 - 0.5 / size
        enough = _windows(counted, size) > 0.5  # noqa: PLR2004  half the window moves
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = _windows(apart, size) / _windows(usual, size)
        ratio = np.where(whole & enough, ratio, UNLIKE).astype(np.float32)
        # The least of the windows that hold a sample: those that begin up to a window before it.
        ratio = np.pad(ratio, ((0, 0), (size - 1, 0)), constant_values=UNLIKE)
        return _running_least(ratio, size)


def differences(samples: npt.NDArray[np.floating]) -> Float32:
    """Return the root mean square difference between all pairs of samples (T, C), shape (T, T)."""
    centred = (samples - samples.mean(axis=0)).astype(np.float32)
    squares = np.einsum("tc,tc->t", centred, centred)
    gaps = squares[:, None] + squares[None] - 2 * centred @ centred.T
    return np.asarray(np.sqrt(np.maximum(gaps, 0) / samples.shape[1]), dtype=np.float32)


def _windows(values: npt.NDArray[np.generic], size: int) -> Float32:
    """Return the mean of so many samples from each one on, along the second axis; 0 beyond it."""
    padded = np.pad(values.astype(np.float64), ((0, 0), (1, size - 1)))
    sums = np.cumsum(padded, axis=1)
    return np.asarray(np.maximum(sums[:, size:] - sums[:, :-size], 0) / size, dtype=np.float32)


def _running_least(values: Float32, size: int) -> Float32:
    """Return the least of so many samples from each one on; fewer by size - 1."""
    least, reach = values, 1
    while reach < size:
        step = min(reach, size - reach)
        least = np.minimum(least[:, : least.shape[1] - step], least[:, step:])
        reach += step
    return least


def _local_change(apart: Float32, known: Bools, reach: int) -> Float32:
    samples = np.arange(len(apart))
    around = samples[:, None] + np.arange(-reach, reach + 1)
    inside = (around >= 0) & (around < len(apart))
    around = np.clip(around, 0, len(apart) - 1)
    near = np.where(inside & known[around], apart[samples[:, None], around], np.nan)
    near[~known] = 0
    return np.asarray(np.nanmedian(near, axis=1), dtype=np.float32)
