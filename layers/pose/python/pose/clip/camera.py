"""What of a picture's change the camera alone explains: it moved, turned or came nearer.

Behind a photo that is shaken in front of the lens, or panned over by a program, nothing is left
once the camera's motion is undone. Behind a person something always is.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

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
    if last < 0:
        return _NO_MOTION
    starts = np.unique(np.linspace(0, last, PAIRS).astype(int))
    first, second = _blurred(thumbnails[starts]), _blurred(thumbnails[starts + step])
    motion, rest = _registered(first, second)
    before, after = _spread(second - first).sum(), _spread(rest).sum()
    if before < _NOTHING * len(starts):
        return _NO_MOTION
    return CameraMotion(
        speed=float(np.hypot(motion[:, 0], motion[:, 1]).mean()) * rate / step,
        unexplained=min(1.0, float(after / before)),
    )


def _registered(first: FloatArray, second: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Find the similarities that carry pictures onto others, and what they do not explain.

    Least squares on the brightness gradient, repeated on the picture moved so far.

    Parameters
    ----------
    first, second
        Shape (N, 64, 64).

    Returns
    -------
    tuple
        Shifts right and down, growths and turns, shape (N, 4), in sides of the frame; and the rest,
        shape (N, 64, 64), in levels of brightness.

    Source: Lucas and Kanade 1981, an iterative image registration technique, IJCAI.
    """
    motion, moved = np.zeros((len(first), 4)), first
    for _ in range(_STEPS):
        mean = (moved + second) / 2
        right, down = _slope(mean.transpose(0, 2, 1)).transpose(0, 2, 1), _slope(mean)
        slopes = (right, down, right * _X + down * _Y, down * _X - right * _Y, np.ones_like(down))
        turned = -(SIDE - 1) * np.stack(slopes, axis=1).reshape(len(first), len(slopes), -1)
        change = (second - moved)[:, _INSIDE, _INSIDE].reshape(len(first), -1, 1)
        # Where nothing has a slope there is no one answer: the inverse then gives the least.
        step = np.linalg.pinv(turned @ turned.transpose(0, 2, 1), hermitian=True) @ (
            turned @ change
        )
        motion = motion + step[:, :4, 0]
        moved = _moved(first, motion)
    return motion, second - moved


def _moved(pictures: FloatArray, motion: FloatArray) -> FloatArray:
    """Return pictures (N, 64, 64) moved by as many similarities, straight between the cells."""
    right, down, growth, turn = motion.T[:, :, None, None]
    x = _GRID - right - growth * _GRID + turn * _GRID.T
    y = _GRID.T - down - growth * _GRID.T - turn * _GRID
    x, y = (np.clip((place + 0.5) * (SIDE - 1), 0, SIDE - 1) for place in (x, y))
    left, top = (np.minimum(place.astype(np.intp), SIDE - 2) for place in (x, y))
    flat = pictures.ravel()
    at = np.arange(0, flat.size, SIDE**2)[:, None, None] + top * SIDE + left

    def corner(offset: int) -> FloatArray:
        return np.asarray(flat.take(at + offset))

    x, y = x - left, y - top
    above = corner(0) * (1 - x) + corner(1) * x
    below = corner(SIDE) * (1 - x) + corner(SIDE + 1) * x
    return np.asarray(above * (1 - y) + below * y)


def _slope(pictures: FloatArray) -> FloatArray:
    """Return how brightness changes from one row to the next, away from the border."""
    return (
        pictures[:, _MARGIN + 1 : SIDE - _MARGIN + 1, _INSIDE]
        - pictures[:, _MARGIN - 1 : SIDE - _MARGIN - 1, _INSIDE]
    ) / 2


def _blurred(thumbnails: Thumbnail) -> FloatArray:
    return np.asarray(_BLUR @ thumbnails.astype(np.float64) @ _BLUR.T)


def _blurring() -> FloatArray:
    """Return the weights, shape (64, 64), of a Gaussian along a line mirrored at its ends."""
    cells = np.arange(SIDE)
    reach = round(4 * _BLUR_CELLS)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _BLUR_CELLS) ** 2)
    sources = np.pad(cells, reach, mode="symmetric")
    weights = np.zeros((SIDE, SIDE))
    for cell in cells:
        np.add.at(weights[cell], sources[cell : cell + 2 * reach + 1], bell / bell.sum())
    return weights


def _spread(change: FloatArray) -> FloatArray:
    """Return the standard deviations away from the border: a change of exposure is no motion."""
    return np.asarray(np.std(change[:, _INSIDE, _INSIDE], axis=(1, 2)))


_NO_MOTION: Final = CameraMotion(speed=0.0, unexplained=1.0)
_BLUR: Final = _blurring()
_GRID: Final = np.broadcast_to(np.linspace(-0.5, 0.5, SIDE), (SIDE, SIDE))
"""How far right of the middle each cell lies, in sides of the frame; transposed, how far down."""
_X: Final = _GRID[_INSIDE, _INSIDE]
_Y: Final = _GRID.T[_INSIDE, _INSIDE]
