"""Pictures made small enough to compare by the thousand: grey, square, noise averaged away."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pose.clip.opencv import cv2

SIDE: Final = 64
_ROWS_READ: Final = 180
"""Rows of a picture that are read; more would not change a mean over a 64th of it."""

_STEPS: Final = 256
"""Stored steps in one level of brightness."""

Thumbnail = npt.NDArray[np.float32]


class Thumbnails(NamedTuple):
    """A stretch of a clip, picture by picture, as far as its traits are concerned.

    Attributes
    ----------
    times
        Shape (T,), s after the clip's first picture.
    steps
        Shape (T, 64, 64), brightness in 256ths of a level.
    """

    times: npt.NDArray[np.float64]
    steps: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, times: Sequence[float], thumbnails: Sequence[Thumbnail]) -> "Thumbnails":
        """Return pictures rounded as they are stored: what is measured never depends on that."""
        stacked = np.stack(thumbnails) if thumbnails else np.zeros((0, SIDE, SIDE))
        return cls(np.array(times, np.float64), np.rint(stacked * _STEPS).astype(np.uint16))

    @classmethod
    def joined(cls, stretches: Sequence["Thumbnails"]) -> "Thumbnails":
        """Return stretches that follow one another as one."""
        return cls(
            np.concatenate([one.times for one in stretches]),
            np.concatenate([one.steps for one in stretches]),
        )

    @property
    def pictures(self) -> Thumbnail:
        """The brightness, shape (T, 64, 64), in [0, 255]."""
        return np.asarray(self.steps / np.float32(_STEPS), dtype=np.float32)


def thumbnail(luma: npt.NDArray[np.unsignedinteger]) -> Thumbnail:
    """Return the mean brightness of each cell of a 64 x 64 grid laid over a picture.

    Parameters
    ----------
    luma
        Shape (height, width), brightness of the upright picture, 8 bits.

    Returns
    -------
    Thumbnail
        Shape (64, 64), in [0, 255].
    """
    step = max(1, min(luma.shape) // _ROWS_READ)
    read = luma[::step, ::step].astype(np.float32)
    return np.asarray(cv2.resize(read, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)


def halved(thumbnails: Thumbnail) -> Thumbnail:
    """Return thumbnails (T, 2n, 2n) at half their size."""
    upper, lower = thumbnails[:, ::2], thumbnails[:, 1::2]
    return np.asarray((upper[..., ::2] + upper[..., 1::2] + lower[..., ::2] + lower[..., 1::2]) / 4)
