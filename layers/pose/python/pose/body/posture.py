"""The shape of a body, whichever way it faces: the angles of its joints."""

from typing import Final

import numpy as np

from pose.landmarks import Landmark as L  # noqa: N817  a table of 36 landmarks reads better so
from pose.motion import FloatArray, Motion

ANGLES: Final = (
    (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST),
    (L.RIGHT_SHOULDER, L.RIGHT_ELBOW, L.RIGHT_WRIST),
    (L.LEFT_ELBOW, L.LEFT_SHOULDER, L.LEFT_HIP),
    (L.RIGHT_ELBOW, L.RIGHT_SHOULDER, L.RIGHT_HIP),
    (L.LEFT_ELBOW, L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.RIGHT_ELBOW, L.RIGHT_SHOULDER, L.LEFT_SHOULDER),
    (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    (L.RIGHT_SHOULDER, L.RIGHT_HIP, L.RIGHT_KNEE),
    (L.LEFT_KNEE, L.LEFT_HIP, L.RIGHT_HIP),
    (L.RIGHT_KNEE, L.RIGHT_HIP, L.LEFT_HIP),
    (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE),
    (L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE),
)
"""Twelve angles, each between the arms of the middle landmark: elbows, shoulders against trunk and
against each other, hips against trunk and against each other, knees."""


def joint_angles(motion: Motion) -> FloatArray:
    """Return the twelve joint angles over time, shape (T, 12), radians in [0, pi].

    From world landmarks, so that they do not depend on where the camera stands.
    """
    first, middle, last = (motion.world[:, list(points)] for points in zip(*ANGLES, strict=True))
    one, other = first - middle, last - middle
    across = np.linalg.norm(np.cross(one, other), axis=2)
    return np.asarray(np.arctan2(across, (one * other).sum(axis=2)))
