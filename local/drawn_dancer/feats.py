"""What the puppet can do besides dancing moves: stand on one leg, and spin."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from local.drawn_dancer.moves import ON_ONE_LEG, REST, SPINNING, FloatArray

TURN_S: Final = 1.1
"""Seconds that a turn takes."""
GATHERING_S: Final = 0.35
"""Before and after a spin, from dancing to turning and back."""
LANDING_S: Final = 1.2
RAISING_S: Final = 0.8
HELD_FROM_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Feat:
    """What replaces the dance for a while.

    Attributes
    ----------
    share
        Shape (T,): how much of the body it takes, from 0, dancing on, to 1.
    body
        Shape (T, columns): what it adds to the body at rest.
    heading
        Shape (T,), radians: how far the whole body has turned to its left.
    stray
        Shape (T,), metres: where the body goes on its feet if it does not keep its place.
    """

    share: FloatArray
    body: FloatArray
    heading: FloatArray
    stray: FloatArray


def no_feat(times: FloatArray) -> Feat:
    """Return what leaves a dance as it is."""
    nothing = np.zeros_like(times)
    return Feat(nothing, np.zeros((len(times), len(REST))), nothing, nothing)


def held(times: FloatArray, seconds: float) -> Feat:
    """Return a stand on the right leg, from the first second on."""
    until = HELD_FROM_S + seconds
    up = _eased((times - HELD_FROM_S + RAISING_S) / RAISING_S) - _eased((times - until) / RAISING_S)
    nothing = np.zeros_like(times)
    return Feat(up, up[:, None] * (ON_ONE_LEG - REST), nothing, nothing)


def spun(times: FloatArray, turns: float, *, start_s: float) -> Feat:
    """Return whole turns from a moment on, and a stand until the landing is seen."""
    lasts = TURN_S * abs(turns)
    stop = start_s + lasts
    gathered = _eased((times - start_s + GATHERING_S) / GATHERING_S)
    share = gathered - _eased((times - stop - LANDING_S) / GATHERING_S)
    spinning = gathered - _eased((times - stop) / GATHERING_S)
    done = np.clip((times - start_s) / lasts, 0, 1)
    stray = 0.3 * np.sin(2.5 * np.pi * abs(turns) * done)
    heading = 2 * np.pi * turns * _started(done, GATHERING_S / lasts)
    return Feat(share, spinning[:, None] * (SPINNING - REST), heading, stray)


def _started(done: FloatArray, ramp: float) -> FloatArray:
    """Return the way of a turn that gathers pace, keeps it, and brakes; 0 to 1 as `done` goes."""
    speeding = done**2 / (2 * ramp)
    braking = 1 - ramp - (1 - done) ** 2 / (2 * ramp)
    middle = done - ramp / 2
    way = np.where(done < ramp, speeding, np.where(done > 1 - ramp, braking, middle))
    return np.asarray(way / (1 - ramp))


def _eased(share: FloatArray) -> FloatArray:
    """Return a minimum-jerk way from 0 to 1."""
    done = np.clip(share, 0, 1)
    return np.asarray(done**3 * (10 - 15 * done + 6 * done**2))
