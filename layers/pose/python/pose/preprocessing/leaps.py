"""Find the moments in which the tracker lost the body and found it again at once."""

from typing import Final

import numpy as np

from pose.landmarks import SHOULDERS, Landmark
from pose.motion import BoolArray, FloatArray

FAR: Final = 0.5
"""Shoulder widths, mean over the joints, that nobody goes and comes back within two samples."""
BACK: Final = 0.5
"""Share of the way away within which the body must be where it was."""
AT_ONCE_S: Final = 0.2
_JOINTS: Final = tuple(range(Landmark.LEFT_SHOULDER, Landmark.LEFT_FOOT_INDEX + 2))


def leaping_frames(points: FloatArray, times: FloatArray) -> BoolArray:
    """Find single frames that lie far from both neighbours, which lie near each other.

    Small dancers are drawn for one frame as their mirrored selves, or as something in the room.
    Such a frame says nothing about the dance, and as speed it outweighs a whole bar of it.

    Parameters
    ----------
    points
        Shape (T, 33, 3), world landmarks in any unit, may hold gaps.
    times
        Shape (T,), s.

    Returns
    -------
    BoolArray
        Shape (T,); frames beside a gap are left alone.
    """
    joints = points[:, _JOINTS]
    usual = np.linalg.norm(points[:, SHOULDERS[0]] - points[:, SHOULDERS[1]], axis=1)
    leaps = np.zeros(len(points), dtype=np.bool_)
    if len(points) < 3 or not np.isfinite(usual).any():  # noqa: PLR2004  two frames have no middle
        return leaps
    width = float(np.nanpercentile(usual, 90))
    steps = _apart(joints[:-1], joints[1:])
    away = np.minimum(steps[:-1], steps[1:])
    around = _apart(joints[:-2], joints[2:])
    brief = times[2:] - times[:-2] <= AT_ONCE_S
    leaps[1:-1] = (away > FAR * width) & (around < BACK * away) & brief
    return leaps


def _apart(before: FloatArray, after: FloatArray) -> FloatArray:
    """Return the mean distance of joints (T, J, 3), shape (T,); not a number beside a gap."""
    return np.asarray(np.linalg.norm(after - before, axis=2).mean(axis=1))
