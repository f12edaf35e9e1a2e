"""Holds: stretches in which a body keeps its weight still above the feet it stands on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import uniform_filter1d

from pose.body.pace import limb_speed
from pose.body.spins import TURNING, turn_rate
from pose.body.support import FEET, closed, long_enough, stretches
from pose.motion import BoolArray, FloatArray, Motion
from pose.timing.events import bridged

HELD: Final = 0.3
"""TU/s of the centre of mass above its support below which the body holds: about 15 cm/s."""
CALM: Final = 0.4
"""TU/s of the limbs against the hips below which the body holds its pose."""
JOINED_S: Final = 0.3
"""A twitch so short does not end a hold."""
LEAST_S: Final = 0.5
RAISED: Final = 0.25
"""TU by which an ankle is above the other when its foot does not stand."""
DOWN: Final = 0.1
"""TU above the other ankle at which a raised foot has come down."""
STEP: Final = 0.8
"""TU/s of a standing ankle that make a step of it."""
BRIEF_S: Final = 0.1
RETRY_S: Final = 1.0
"""Within which a hold that was broken off must be taken up again to be the same."""
_SPREAD_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class Stance:
    """What a body stands on.

    Attributes
    ----------
    standing
        Rows of `FEET` that carry it: both, or the one whose ankle is lower.
    raised
        The row of the foot that is held up, or None.
    """

    standing: tuple[int, ...]
    raised: int | None


def stance(motion: Motion, held: BoolArray) -> Stance:
    """Return what carries the body for most of the moments given, shape (T,)."""
    lift = _ankle_height(motion, 0) - _ankle_height(motion, 1)
    usual = float(np.median(lift[held])) if held.any() else float(np.median(lift))
    if abs(usual) < RAISED:
        return Stance(standing=(0, 1), raised=None)
    raised = 0 if usual > 0 else 1
    return Stance(standing=(1 - raised,), raised=raised)


def above_support(motion: Motion, centre: FloatArray, stood: Stance) -> FloatArray:
    """Return a centre of mass (T, 2) seen from the standing ankles, shape (T, 2), TU.

    So that a hand-held camera does not make the body sway.
    """
    ankles = motion.middle([FEET[foot][0] for foot in stood.standing])
    return np.stack([bridged(axis) for axis in (centre - ankles).T], axis=1)


def holding(motion: Motion, above: FloatArray) -> BoolArray:
    """Return when the body holds, shape (T,): weight and limbs hardly move, and it does not turn.

    Parameters
    ----------
    above
        Shape (T, 2), TU, from `above_support`.
    """
    spread = round(_SPREAD_S * motion.rate)
    weight = uniform_filter1d(motion.speed(above), spread, mode="nearest")
    limbs = uniform_filter1d(limb_speed(motion), spread, mode="nearest")
    calm = (weight < HELD) & (limbs < CALM) & (np.abs(turn_rate(motion)) < TURNING)
    held = closed(calm, round(JOINED_S * motion.rate))
    return long_enough(held, round(LEAST_S * motion.rate))


def best_try(held: BoolArray, rate: float) -> slice:
    """Return the stretch with the longest time of holding in it, breaks up to a second allowed."""
    tries = stretches(closed(held, round(RETRY_S * rate)))
    start, stop = max(tries, key=lambda part: held[slice(*part)].sum(), default=(0, 0))
    return slice(start, stop)


def corrections(motion: Motion, stood: Stance, during: slice) -> FloatArray:
    """Return when a raised foot touches down or a standing one steps, s, rising."""
    faults = np.zeros(len(motion.image), dtype=np.bool_)
    for foot in stood.standing:
        faults |= bridged(motion.speed(motion.image[:, FEET[foot][0]])) > STEP
    if stood.raised is not None:
        lift = _ankle_height(motion, stood.raised) - _ankle_height(motion, stood.standing[0])
        faults |= lift < DOWN
    brief = long_enough(faults[during], max(round(BRIEF_S * motion.rate), 1))
    return np.array([(during.start + start) / motion.rate for start, _ in stretches(brief)])


def _ankle_height(motion: Motion, foot: int) -> FloatArray:
    return bridged(motion.image[:, FEET[foot][0], 1])
