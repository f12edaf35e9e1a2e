"""How much a body changes its shape, apart from being moved, turned or enlarged as a whole.

What a shaken photo does to a picture is a shift, a turn and a change of size, the same for every
joint. A body that dances does more: that rest is what is measured here, with the picture's plane
taken as the plane of complex numbers, in which turning and enlarging is one multiplication.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pose.landmarks import Landmark
from pose.motion import USED_ABOVE, FloatArray, Motion

JOINTS: Final = tuple(range(Landmark.LEFT_SHOULDER, Landmark.RIGHT_WRIST + 1)) + tuple(
    range(Landmark.LEFT_HIP, Landmark.RIGHT_ANKLE + 1)
)
"""Shoulders, elbows, wrists, hips, knees and ankles."""
_FEWEST: Final = 4
"""Joints below which a shape says nothing: any triangle nearly fits any other."""
_ROUNDS: Final = 3

Complex = npt.NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Deformation:
    """How a body's shape changes over a clip.

    Attributes
    ----------
    extent
        Root mean square distance of the joints from the clip's mean shape, each frame laid over it
        by the best similarity, in torso units. Not a number where too few joints are seen.
    share
        Share of the joints' movement from frame to frame that no similarity explains: near 1 for a
        body that stays in its place, near 0 for a photo that is waved about.
    whole_speed
        Mean speed of the body as a whole, torso units per second.
    """

    extent: float
    share: float
    whole_speed: float


def deformation(motion: Motion) -> Deformation:
    """Measure how a body changes its shape.

    Source: Procrustes superimposition, Gower 1975, Psychometrika 40:33, in two dimensions.
    """
    shapes, centres = _shapes(motion)
    if not len(shapes):
        return Deformation(extent=np.nan, share=np.nan, whole_speed=np.nan)
    mean = shapes[0]
    for _ in range(_ROUNDS):
        mean = _laid_over(shapes, mean[None]).mean(axis=0)
    off = np.abs(_laid_over(shapes, mean[None]) - mean)
    moved = np.abs(np.diff(shapes + centres[:, None], axis=0)).mean()
    bent = np.abs(_laid_over(shapes[:-1], shapes[1:]) - shapes[1:]).mean()
    return Deformation(
        extent=float(np.sqrt(np.mean(off**2))),
        share=float(bent / moved) if moved > 0 else 1.0,
        whole_speed=float(np.abs(np.diff(centres)).mean() * motion.rate),
    )


def seen_joints(motion: Motion) -> tuple[int, ...]:
    """Return those of `JOINTS` that are seen in most of the clip."""
    return tuple(joint for joint in JOINTS if motion.coverage[joint] >= USED_ABOVE)


def centred_joints(motion: Motion) -> FloatArray:
    """Return the seen joints' places around their middle, shape (T, 2 x joints), torso units.

    Not a number where one of them is missing.
    """
    points = motion.image[:, list(seen_joints(motion))]
    if not points.size:
        return np.full((len(motion.image), 2), np.nan)
    around = points - points.mean(axis=1, keepdims=True)
    return np.asarray(around.reshape(len(around), -1))


def _shapes(motion: Motion) -> tuple[Complex, Complex]:
    """Return the centred shapes of the frames with all seen joints, and their middles."""
    points = motion.image[:, list(seen_joints(motion))]
    points = points[np.isfinite(points).all(axis=(1, 2))]
    plane = np.asarray(points[..., 0] + 1j * points[..., 1])
    if len(plane) < motion.rate or plane.shape[1] < _FEWEST:
        return np.empty((0, 0), dtype=np.complex128), np.empty(0, dtype=np.complex128)
    centres = plane.mean(axis=1)
    return plane - centres[:, None], centres


def _laid_over(shapes: Complex, targets: Complex) -> Complex:
    """Turn and enlarge each centred shape so that it fits its target best."""
    fit = np.sum(shapes.conj() * targets, axis=1) / np.maximum(
        np.sum(np.abs(shapes) ** 2, axis=1), 1e-12
    )
    return np.asarray(shapes * fit[:, None])
