"""How often a body turns about itself."""

import numpy as np

from pose.landmarks import Landmark
from pose.motion import FloatArray, Motion


def turns(across: FloatArray) -> float:
    """Return the net number of turns of a line seen from above.

    Parameters
    ----------
    across
        Shape (T, 2): from one side of the body to the other, on two horizontal axes, any unit. At
        most half a turn between samples: 2.5 turns a second need some 20 samples.

    Returns
    -------
    float
        Positive from the first axis towards the second; the unwrapped angle over 2 pi.
    """
    angle = np.unwrap(np.arctan2(across[:, 1], across[:, 0]))
    return float(angle[-1] - angle[0]) / (2 * np.pi)


def body_turns(motion: Motion) -> float:
    """Return the net turns of the shoulders, from world landmarks; 0 if they are not seen.

    Positive is to the dancer's own left, counter-clockwise seen from above.
    """
    line = motion.world[:, Landmark.LEFT_SHOULDER] - motion.world[:, Landmark.RIGHT_SHOULDER]
    known = line[np.isfinite(line).all(axis=1)]
    return turns(known[:, [0, 2]]) if len(known) else 0.0
