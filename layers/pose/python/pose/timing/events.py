"""When a dancer's body marks a beat: three streams of events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from pose.landmarks import HIPS, Landmark
from pose.motion import FloatArray, Motion

DEEP: Final = 0.012
"""Torso units a bounce must go down: about 6 mm, above the tracker's filtered jitter."""
SLOWER: Final = 0.06
"""TU/s by which the body must slow down for a pause to count."""
_HEIGHT_SPREAD_S: Final = 0.05
_SPEED_SPREAD_S: Final = 5 / 60
_TURN_REACH_S: Final = 0.1
_TURNED: Final = 0.8
"""Change of the cosine over which a bend of the path becomes a way back."""
_HALF: Final = 0.5
_WRISTS: Final = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)
_MOVERS: Final = (
    *_WRISTS,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
    *HIPS,
)


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Moments in which a body marks something.

    Attributes
    ----------
    times
        Shape (n,), s, rising.
    weights
        Shape (n,), in (0, 1]: how clearly each stands out. Nothing begins to count at once: of two
        takes of one dance, one may hold a bounce that in the other is a hair too shallow.
    """

    times: FloatArray
    weights: FloatArray

    @property
    def clear(self) -> FloatArray:
        """Return the times of those that stand out more than they do not."""
        return self.times[self.weights >= _HALF]


def event_streams(motion: Motion) -> Mapping[str, Events]:
    """Return the events of each stream: bounces of the hips, pauses of the body, turns of a hand.

    On motion capture bounces carry the beat best (R = .93 against .62 of the pauses), but not
    every dance bounces. Pauses are the kinematic beats of Siyao et al. 2022 (Bailando), made anew
    from the formula.
    """
    return {
        "bounces": bounces(motion),
        "pauses": pauses(motion),
        "hand turns": hand_turns(motion),
    }


def bounces(motion: Motion) -> Events:
    """Return when the hips are lowest."""
    height = bridged(motion.hips[:, 1])
    smooth = gaussian_filter1d(height, _HEIGHT_SPREAD_S * motion.rate)
    return _dips(smooth, DEEP, motion.rate)


def pauses(motion: Motion) -> Events:
    """Return when the body as a whole moves least."""
    smooth = gaussian_filter1d(body_speed(motion), _SPEED_SPREAD_S * motion.rate)
    return _dips(smooth, SLOWER, motion.rate)


def hand_turns(motion: Motion) -> Events:
    """Return when either hand reverses its direction."""
    reach = round(_TURN_REACH_S * motion.rate)
    found: list[Events] = []
    for wrist in _WRISTS:
        path = np.stack([bridged(axis) for axis in motion.image[:, wrist].T], axis=1)
        speed = gaussian_filter1d(motion.speed(path), _HEIGHT_SPREAD_S * motion.rate)
        dips = _dips(speed, SLOWER, motion.rate)
        middle = np.clip(
            np.rint(dips.times * motion.rate).astype(int), reach, len(path) - 1 - reach
        )
        before, after = path[middle] - path[middle - reach], path[middle + reach] - path[middle]
        found.append(_standing_out(dips.times, dips.weights * _reversed(before, after)))
    times, weights = (
        np.concatenate([getattr(events, name) for events in found]) for name in ("times", "weights")
    )
    order = np.argsort(times, kind="stable")
    return Events(times[order], weights[order])


def _reversed(before: FloatArray, after: FloatArray) -> FloatArray:
    """Return how far steps (n, 2) are taken back by the next, shape (n,), in [0, 1]."""
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    back = -np.sum(before * after, axis=1) / np.maximum(lengths, 1e-12)
    return np.asarray(np.clip(_HALF + back / _TURNED, 0, 1))


def body_speed(motion: Motion, movers: Sequence[int] = _MOVERS) -> FloatArray:
    """Return the mean speed of the limbs that are seen, shape (T,), TU/s; 0 if none is."""
    seen = [motion.speed(motion.image[:, joint]) for joint in movers]
    known = [bridged(speed) for speed in seen if np.isfinite(speed).any()]
    return np.asarray(np.mean(known, axis=0)) if known else np.zeros(len(motion.image))


def bridged(signal: FloatArray) -> FloatArray:
    """Return a signal (T,) with straight lines over its gaps: no event is ever found there."""
    known = np.isfinite(signal)
    if not known.any():
        return np.zeros_like(signal)
    index = np.arange(len(signal))
    return np.asarray(np.interp(index, index[known], signal[known]))


def _dips(signal: FloatArray, depth: float, rate: float) -> Events:
    """Return the minima, placed between samples by a parabola, each by its depth.

    One of half the depth begins to count, one of one and a half counts fully.
    """
    index, found = find_peaks(-signal, prominence=_HALF * depth)
    before, here, after = signal[index - 1], signal[index], signal[index + 1]
    bend = before - 2 * here + after
    shift = np.where(bend > 0, 0.5 * (before - after) / np.where(bend > 0, bend, 1), 0)
    weights = np.clip(found["prominences"] / depth - _HALF, 0, 1)
    return _standing_out((index + shift) / rate, weights)


def _standing_out(times: FloatArray, weights: FloatArray) -> Events:
    return Events(times[weights > 0], weights[weights > 0])
