"""Undo the tracker's confusion of left and right."""

from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from pose.landmarks import SHOULDERS, Landmark
from pose.motion import BoolArray, FloatArray

Scalar = TypeVar("Scalar", bound=np.generic)

MIRRORED: Final = tuple(
    Landmark[name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")].value
    for name in Landmark.__members__
)
"""For each landmark the row of its partner on the other side of the body."""

NEARER_BY: Final = 0.3
"""Shoulder widths by which the swapped pose must be nearer to the one before."""
CONTINUES: Final = 0.5
"""Shoulder widths within which the swapped pose must follow the one before. A fast turn, too, can
bring the body nearer to its mirrored self, but not that near: it is 0.65 or more in depth."""
LEAST_FRAMES: Final = 3
_LIMBS: Final = tuple(range(Landmark.LEFT_SHOULDER, Landmark.LEFT_ANKLE + 2))


def swapped_frames(points: FloatArray) -> BoolArray:
    """Find the frames in which left and right are exchanged.

    A jump to the mirrored pose opens a stretch, a jump back closes it; the stretch counts if it
    lasts at least three frames. A dancer who turns round crosses over smoothly and is left alone.

    Parameters
    ----------
    points
        Shape (T, 33, 3), world landmarks in any unit, may hold gaps. In the picture alone a fast
        turn looks much like an exchange.

    Returns
    -------
    BoolArray
        Shape (T,).
    """
    limbs = points[:, _LIMBS]
    other = points[:, [MIRRORED[landmark] for landmark in _LIMBS]]
    across = points[:, SHOULDERS[0]] - points[:, SHOULDERS[1]]
    width = np.linalg.norm(np.nan_to_num(across), axis=1)
    kept = np.linalg.norm(np.nan_to_num(limbs[1:] - limbs[:-1]), axis=2).mean(axis=1)
    crossed = np.linalg.norm(np.nan_to_num(other[1:] - limbs[:-1]), axis=2).mean(axis=1)
    usual = np.percentile(width, 90)
    nearer = (kept - crossed > NEARER_BY * usual) & (crossed < CONTINUES * usual)
    jumps = np.flatnonzero(nearer) + 1
    swapped = np.zeros(len(points), dtype=np.bool_)
    for start, stop in zip(jumps[::2], jumps[1::2], strict=False):
        swapped[start:stop] = stop - start >= LEAST_FRAMES
    return swapped


def unswapped(values: npt.NDArray[Scalar], swapped: BoolArray) -> npt.NDArray[Scalar]:
    """Return values (T, 33, ...) with left and right exchanged back in the frames given."""
    out = values.copy()
    out[swapped] = values[swapped][:, list(MIRRORED)]
    return out
