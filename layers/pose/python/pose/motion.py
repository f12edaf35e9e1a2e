"""A dancer's motion, clean enough to measure: what preprocessing hands to every metric."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pose.landmarks import HIPS

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

USED_ABOVE: Final = 0.7
"""Share of the clip a landmark must be seen in before a metric relies on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Filtered landmarks of one dancer on an even time grid.

    Attributes
    ----------
    rate
        Samples per second of the grid.
    image
        Shape (T, 33, 2), torso units (TU), x to the right and y up, in the camera's frame. Not a
        number where the landmark was not seen for longer than a gap can be bridged.
    world
        Shape (T, 33, 3), torso units, origin between the hips, y up, z away from the camera.
    heading
        Shape (T,), radians, unwrapped: how far the dancer has turned to the own left.
    coverage
        Shape (33,), in [0, 1]: share of the clip in which each landmark is known.
    native_fps
        Frames per second of the source.
    """

    rate: float
    image: FloatArray
    world: FloatArray
    heading: FloatArray
    coverage: FloatArray
    native_fps: float

    @property
    def seconds(self) -> float:
        """Length of the grid in seconds."""
        return (len(self.image) - 1) / self.rate

    @property
    def hips(self) -> FloatArray:
        """Where the dancer is: the point between the hips, shape (T, 2), TU."""
        return self.middle(HIPS)

    def middle(self, landmarks: Sequence[int]) -> FloatArray:
        """Return the mean point of some landmarks in the image, shape (T, 2), TU."""
        return np.asarray(self.image[:, list(landmarks)].mean(axis=1))

    def seen(self, landmarks: Sequence[int]) -> float:
        """Return the coverage of the least seen of some landmarks, in [0, 1]."""
        return float(self.coverage[list(landmarks)].min())

    def velocity(self, path: FloatArray) -> FloatArray:
        """Return the time derivative of a path sampled on this grid, in its unit per second."""
        return np.asarray(np.gradient(path, 1 / self.rate, axis=0))

    def speed(self, path: FloatArray) -> FloatArray:
        """Return how fast a path of shape (T, 2) is travelled, shape (T,), TU/s."""
        return np.asarray(np.linalg.norm(self.velocity(path), axis=-1))
