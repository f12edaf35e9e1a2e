"""Spins: stretches of a dance in which the body keeps turning one way."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from pose.body.support import closed, stretches
from pose.body.turning import TURN
from pose.motion import FloatArray, Motion

TURNING: Final = 0.1
"""Turns per second above which a body is turning: 36 degrees a second."""
LEAST: Final = 0.75
"""Turns below which a stretch is a look round, no spin."""
JOINED_S: Final = 0.4
"""A halt so short does not end a spin."""
_SPREAD_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Spin:
    """One spin.

    Attributes
    ----------
    start, stop
        Samples of the grid, `stop` excluded.
    turns
        How many; positive to the dancer's own left.
    """

    start: int
    stop: int
    turns: float


def spins(motion: Motion) -> tuple[Spin, ...]:
    """Return the spins of a dance in their order."""
    heading, rate = smooth_heading(motion), turn_rate(motion)
    found = []
    for way in (1.0, -1.0):
        turning = closed(way * rate > TURNING, round(JOINED_S * motion.rate))
        found += [
            Spin(start, stop, float(heading[stop - 1] - heading[start]))
            for start, stop in stretches(turning)
        ]
    return tuple(sorted((s for s in found if abs(s.turns) >= LEAST), key=lambda spin: spin.start))


def smooth_heading(motion: Motion) -> FloatArray:
    """Return where the body faces without the tracker's jitter, shape (T,), turns."""
    return np.asarray(gaussian_filter1d(motion.heading, _SPREAD_S * motion.rate) / TURN)


def turn_rate(motion: Motion) -> FloatArray:
    """Return how fast the body turns to its left, shape (T,), turns per second."""
    return np.asarray(np.gradient(smooth_heading(motion), 1 / motion.rate))


def stray_per_turn(spin: Spin, heading: FloatArray, aside: FloatArray) -> float:
    """Return how far a body strays sideways within one turn of a spin, on average.

    Parameters
    ----------
    heading
        Shape (T,), radians.
    aside
        Shape (T,): where the body is, any unit, all known.

    Returns
    -------
    float
        Unit of `aside`: the mean over the turns of greatest minus least.
    """
    angle = np.abs(heading[spin.start : spin.stop] - heading[spin.start]) / TURN
    turn = np.minimum(angle.astype(int), max(round(abs(spin.turns)) - 1, 0))
    path = aside[spin.start : spin.stop]
    return float(np.mean([np.ptp(path[turn == number]) for number in np.unique(turn)]))


def settled_after(spin: Spin, speed: FloatArray, below: float, samples: int) -> int | None:
    """Return how many samples after a spin a speed (T,) falls for good below a bound.

    For so many samples at least; None if it does not before the clip ends.
    """
    quiet = stretches(speed[spin.stop :] < below)
    return next((start for start, stop in quiet if stop - start >= samples), None)
