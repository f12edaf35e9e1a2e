"""How often a body turns about itself."""

from typing import Final

import numpy as np

from pose.motion import FloatArray, Motion

TURN: Final = 2 * np.pi
SWAPPED: Final = 0.4
"""Turns between two samples from which it is no turn: at 15 samples a second that were 6 turns a
second. About half a turn at once is the tracker's exchange of left and right."""


def heading(across: FloatArray) -> FloatArray:
    """Return how far a line seen from above has turned, shape (T,), radians, unwrapped.

    Parameters
    ----------
    across
        Shape (T, 2), all known: from one side of the body to the other, on two horizontal axes,
        any unit. 2.5 turns a second need some 12 samples a second.

    Returns
    -------
    FloatArray
        Positive from the first axis towards the second. Exchanges of the two sides do not count.
    """
    angle = np.arctan2(across[:, 1], across[:, 0])
    steps = np.remainder(np.diff(angle) + np.pi, TURN) - np.pi
    swapped = np.abs(steps) > SWAPPED * TURN
    steps = steps - np.where(swapped, np.sign(steps) * np.pi, 0.0)
    return np.asarray(angle[0] + np.concatenate([[0.0], np.cumsum(steps)]))


def turns(across: FloatArray) -> float:
    """Return the net number of turns of a line (T, 2) seen from above, as `heading` takes it."""
    angle = heading(across)
    return float(angle[-1] - angle[0]) / TURN


def body_turns(motion: Motion) -> float:
    """Return the net turns of hips and shoulders.

    Positive is to the dancer's own left, counter-clockwise seen from above.
    """
    return float(motion.heading[-1] - motion.heading[0]) / TURN
