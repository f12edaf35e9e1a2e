"""What of a picture's change the camera alone explains: it moved, turned or came nearer.

Behind a photo that is shaken in front of the lens, or panned over by a program, nothing is left
once the camera's motion is undone. Behind a person something always is.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, map_coordinates

from pose.clip.thumbnail import SIDE, Thumbnail

PAIRS: Final = 32
"""Pairs of pictures looked at in a clip, however long: a constant cost of some 60 ms."""
APART_S: Final = 1 / 15
_BLUR_CELLS: Final = 2.0
_MARGIN: Final = SIDE // 10
_STEPS: Final = 3
_INSIDE: Final = slice(_MARGIN, -_MARGIN)
_NOTHING: Final = 0.1
"""Levels of brightness below which a blurred picture has not changed at all."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CameraMotion:
    """How the camera moved over a clip.

    Attributes
    ----------
    speed
        Mean speed of the picture's middle, in frame sides per second.
    unexplained
        In [0, 1]: share of the pictures' change that is left once the camera's motion is undone.
        1 where nothing changes.
    """

    speed: float
    unexplained: float


def camera_motion(thumbnails: Thumbnail, rate: float) -> CameraMotion:
    """Measure the camera's motion between some pairs of successive pictures.

    Parameters
    ----------
    thumbnails
        Shape (T, 64, 64).
    rate
        Thumbnails per second.
    """
    step = max(1, round(APART_S * rate))
    last = len(thumbnails) - 1 - step
    starts = np.unique(np.linspace(0, last, PAIRS).astype(int)) if last >= 0 else ()
    shifts, before, after = [], 0.0, 0.0
    for start in starts:
        blurred = gaussian_filter(
            thumbnails[[start, start + step]].astype(np.float64), (0, _BLUR_CELLS, _BLUR_CELLS)
        )
        motion, left = _registered(*blurred)
        shifts.append(float(np.hypot(motion[0], motion[1])))
        before += _spread(blurred[1] - blurred[0])
        after += left
    if not shifts or before < _NOTHING * len(shifts):
        return CameraMotion(speed=0.0, unexplained=1.0)
    return CameraMotion(
        speed=float(np.mean(shifts)) * rate / step, unexplained=min(1.0, after / before)
    )


def _registered(first: FloatArray, second: FloatArray) -> tuple[FloatArray, float]:
    """Find the similarity that carries one picture onto another, and what it does not explain.

    Least squares on the brightness gradient, repeated on the picture moved so far.

    Source: Lucas and Kanade 1981, an iterative image registration technique, IJCAI.

    Returns
    -------
    tuple
        Shift right, shift down, growth and turn, in sides of the frame; and the root mean square
        of the rest, in levels of brightness.
    """
    motion, moved = np.zeros(4), first
    for _ in range(_STEPS):
        down, right = (
            np.gradient((moved + second) / 2, axis=axis)[_INSIDE, _INSIDE] for axis in (0, 1)
        )
        slopes = (right, down, right * _X + down * _Y, down * _X - right * _Y, np.ones_like(down))
        design = -(SIDE - 1) * np.stack(slopes, axis=-1).reshape(-1, 5)
        change = (second - moved)[_INSIDE, _INSIDE].ravel()
        step, *_ = np.linalg.lstsq(design.T @ design, design.T @ change, rcond=None)
        motion = motion + step[:4]
        moved = _moved(first, motion)
    return motion, _spread(second - moved)


def _moved(picture: FloatArray, motion: FloatArray) -> FloatArray:
    right, down, growth, turn = motion
    x = _GRID - right - growth * _GRID + turn * _GRID.T
    y = _GRID.T - down - growth * _GRID.T - turn * _GRID
    places = (np.stack([y, x]) + 0.5) * (SIDE - 1)
    return np.asarray(map_coordinates(picture, places, order=1, mode="nearest"))


def _spread(change: FloatArray) -> float:
    """Return the standard deviation away from the border: a change of exposure is no motion."""
    return float(np.std(change[_INSIDE, _INSIDE]))


_GRID: Final = np.broadcast_to(np.linspace(-0.5, 0.5, SIDE), (SIDE, SIDE))
"""How far right of the middle each cell lies, in sides of the frame; transposed, how far down."""
_X: Final = _GRID[_INSIDE, _INSIDE]
_Y: Final = _GRID.T[_INSIDE, _INSIDE]
