"""Laying one performance over another: at which offset and speed, mirrored or not, how nearly."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from pose.matching.fingerprint import FINGERPRINT_HZ, mirror_limbs
from pose.motion import FloatArray

LEAST_S: Final = 2.0
LEAST_SHARE: Final = 0.5
"""Share of the shorter performance that must be laid over the other."""
MOST_RETIMED: Final = 1.12
_DRIFT_S: Final = 0.25
_CANDIDATES: Final = 3
_PHASES: Final = (-0.4, -0.2, 0.2, 0.4)
"""Parts of a sample by which two clips may be out of step."""
_FORESHORTENED: Final = 0.25
_WINDOW: Final = 20
_LAGS: Final = 3
_LEAST_WINDOWS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Superposition:
    """Two performances, one over the other.

    Attributes
    ----------
    first, second
        Shape (T, 9, 2) and (U, 9, 2): all limbs of both, the second as fast as the first and
        mirrored if that fits better.
    offset
        Sample of the first at which the second begins; may lie before it.
    phase
        Part of a sample by which the second was shifted to keep step.
    speed
        How many times as fast as the second the first one runs.
    flip
        Whether the second was mirrored.
    """

    first: FloatArray
    second: FloatArray
    offset: int
    phase: float
    speed: float
    flip: bool

    @property
    def pairs(self) -> tuple[FloatArray, FloatArray]:
        """Return the moments that both hold, shape (V, 9, 2) each."""
        start = max(0, self.offset)
        stop = min(len(self.first), len(self.second) + self.offset)
        return self.first[start:stop], self.second[start - self.offset : stop - self.offset]

    @property
    def offset_s(self) -> float:
        """Return where the second begins in the first, in seconds."""
        return (self.offset - self.phase) / FINGERPRINT_HZ

    @property
    def angle(self) -> float:
        """Return the mean angle between the limbs, degrees."""
        return mean_angle(*self.pairs)

    def residual(self) -> float:
        """Return the median angle once each limb's own is taken out, degrees."""
        first, second = self.pairs
        weights = angles(first, second)[1]
        cross = first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
        turned = np.degrees(np.arctan2(cross, (first * second).sum(axis=2)))
        known = np.where(weights > 0, turned, np.nan)[:, weights.any(axis=0)]
        if not known.size:
            return float("inf")
        return float(np.nanmedian(np.abs(known - np.nanmedian(known, axis=0))))

    def timing_spread(self, least_swing: float) -> float:
        """Return how much the lag varies from one two-second window to the next, s, about a line.

        Windows count as much as they move, and not at all if they swing by less than so many
        degrees. Infinite if fewer than three are left: nothing is proven then.
        """
        start = max(0, self.offset) + _LAGS
        stop = min(len(self.first), len(self.second) + self.offset) - _WINDOW - _LAGS
        windows = []
        for here in range(start, stop + 1, _WINDOW // 4):
            window = self.first[here : here + _WINDOW]
            moved = swing(window)
            if moved >= least_swing:
                around = self.second[here - self.offset - _LAGS :][: _WINDOW + 2 * _LAGS]
                windows.append((here / FINGERPRINT_HZ, _lag(window, around), np.sqrt(moved)))
        if len(windows) < _LEAST_WINDOWS:
            return float("inf")
        at, lags, weights = np.array(windows).T
        off = lags - np.polyval(np.polyfit(at, lags, 1, w=weights), at)
        fitted = len(windows) / (len(windows) - 2)
        return float(np.sqrt(fitted * np.average(off**2, weights=weights**2)))


def superposed(first: FloatArray, second: FloatArray) -> Superposition | None:
    """Find how two performances (T, 9, 2) fit best; None if they share too little time."""
    found = [
        Superposition(first, moved, offset, 0.0, speed, flip)
        for flip, speed, moved in _versions(second)
        for offset in _likely_offsets(first, moved)
    ]
    if not found:
        return None
    best = min(found, key=lambda fit: fit.angle)
    in_step = [
        replace(
            best, second=_retimed(_seen(second, flip=best.flip), best.speed, phase), phase=phase
        )
        for phase in _PHASES
    ]
    return min([best, *in_step], key=lambda fit: fit.angle)


def mean_angle(first: FloatArray, second: FloatArray) -> float:
    """Return the mean angle between limbs (T, 9, 2), degrees, foreshortened ones counting less."""
    between, weights = angles(first, second)
    return float((between * weights).sum() / weights.sum()) if weights.any() else float("inf")


def angles(first: FloatArray, second: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the angles between limbs (T, 9, 2), degrees, and what each counts, both (T, 9)."""
    lengths = [np.linalg.norm(limbs, axis=2) for limbs in (first, second)]
    cosine = (first * second).sum(axis=2) / np.maximum(lengths[0] * lengths[1], 1e-9)
    weights = np.minimum(np.minimum(*lengths), 1.0)
    between = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    return np.asarray(between), np.where(weights > _FORESHORTENED, weights, 0.0)


def swing(limbs: FloatArray) -> float:
    """Return how far limbs (T, 9, 2) swing about their mean direction, degrees; 0 if unseen."""
    about = mean_angle(limbs, np.broadcast_to(limbs.mean(axis=0), limbs.shape))
    return about if np.isfinite(about) else 0.0


def correlated(
    first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return sum first(t) second(t - lag) over time and channels, for lags from -(U - 1) on.

    Parameters
    ----------
    first, second
        Shape (T, C) and (U, C).
    """
    length = len(first) + len(second) - 1
    size = 2 ** int(np.ceil(np.log2(max(length, 2))))
    spectra = np.fft.rfft(first, size, axis=0) * np.fft.rfft(second[::-1], size, axis=0)
    return np.asarray(np.fft.irfft(spectra.sum(axis=1), size)[:length])


def _versions(limbs: FloatArray) -> Iterator[tuple[bool, float, FloatArray]]:
    """Yield a performance plain and mirrored, at speeds whose ends lie a quarter second apart."""
    pairs = int(np.ceil(np.log(MOST_RETIMED) * len(limbs) / FINGERPRINT_HZ / _DRIFT_S))
    for speed in np.geomspace(1 / MOST_RETIMED, MOST_RETIMED, 2 * pairs + 1).tolist():
        for flip in (False, True):
            yield flip, speed, _retimed(_seen(limbs, flip=flip), speed, 0.0)


def _seen(limbs: FloatArray, *, flip: bool) -> FloatArray:
    return mirror_limbs(limbs) if flip else limbs


def _retimed(limbs: FloatArray, speed: float, phase: float) -> FloatArray:
    """Return limbs (T, 9, 2) at every `speed`-th sample from `phase` on, between the samples."""
    last = len(limbs) - 1
    at = np.clip(phase + np.arange(0, last + 1e-9, speed), 0, last)
    before = np.minimum(at.astype(int), max(last - 1, 0))
    share = (at - before)[:, None, None]
    return np.asarray(limbs[before] * (1 - share) + limbs[np.minimum(before + 1, last)] * share)


def _likely_offsets(first: FloatArray, second: FloatArray) -> list[int]:
    """Return the offsets with the greatest mean cosine between limbs, by Fourier transform."""
    if not len(first) or not len(second):
        return []
    cosines = correlated(first.reshape(len(first), -1), second.reshape(len(second), -1))
    weights = correlated(*(np.linalg.norm(limbs, axis=2) for limbs in (first, second)))
    lags = np.arange(len(cosines)) - len(second) + 1
    overlap = np.minimum(len(first), len(second) + lags) - np.maximum(0, lags)
    least = max(LEAST_S * FINGERPRINT_HZ, LEAST_SHARE * min(len(first), len(second)))
    likely = np.where(overlap >= least, cosines / np.maximum(weights, 1e-6), -1)
    return [int(lags[index]) for index in np.argsort(-likely)[:_CANDIDATES] if likely[index] > 0]


def _lag(window: FloatArray, around: FloatArray) -> float:
    """Return by how much a window comes late within what surrounds it, s, between the samples."""
    errors = []
    for lag in range(2 * _LAGS + 1):
        between, weights = angles(window, around[lag : lag + len(window)])
        errors.append(float((between**2 * weights).sum() / max(weights.sum(), 1e-9)))
    best = min(max(int(np.argmin(errors)), 1), 2 * _LAGS - 1)
    before, here, after = errors[best - 1 : best + 2]
    bend = before - 2 * here + after
    shift = 0.5 * (before - after) / bend if bend > 0 else 0.0
    return (best + float(np.clip(shift, -1, 1)) - _LAGS) / FINGERPRINT_HZ
