"""One picture of a clip, upright: its brightness at once, its colours only where asked for."""

from typing import Final, NamedTuple

import av
import numpy as np
import numpy.typing as npt
from av.video.plane import VideoPlane

from pose.clip.opencv import cv2

Image = npt.NDArray[np.uint8]
RgbImage = Image

_ROWS_READ: Final = 180
"""Rows of brightness that are enough for what is measured on it."""
_BYTE: Final = 8


class Frame(NamedTuple):
    """One sampled picture.

    Attributes
    ----------
    time_s
        Presentation time after the first picture, in seconds.
    picture
        As it was decoded: not upright, its memory the decoder's.
    short_side
        Pixels of the shorter side of `rgb`, at most.
    for_pose
        Whether landmarks are wanted of it.
    """

    time_s: float
    picture: av.VideoFrame
    short_side: int
    for_pose: bool

    @property
    def luma(self) -> Image:
        """The brightness, shape (height, width), upright, of every n-th pixel: 180 rows or more."""
        picture = self.picture
        if picture.format.is_rgb:
            picture = picture.reformat(format="yuv420p")
        bits = picture.format.components[0].bits
        rows = _rows(picture.planes[0], np.uint8 if bits <= _BYTE else np.uint16)
        step = max(1, min(rows.shape) // _ROWS_READ)
        luma = rows[::step, ::step]
        eight = (
            luma.astype(np.uint8) if bits <= _BYTE else (luma >> (bits - _BYTE)).astype(np.uint8)
        )
        return np.rot90(eight, k=quarter_turns(picture))

    @property
    def rgb(self) -> RgbImage:
        """The colours, shape (height, width, 3), upright and small; made anew at each call."""
        # Shrunk before it is converted: the planes hold half the numbers.
        scale = min(1.0, self.short_side / min(self.picture.width, self.picture.height))
        sides = (self.picture.width, self.picture.height)
        half_width, half_height = (round(side * scale / 2) for side in sides)
        width, height = 2 * half_width, 2 * half_height
        luma, *chroma = self.picture.reformat(format="yuv420p").planes
        planes = [
            _shrunk(luma, width, height),
            *(_shrunk(c, half_width, half_height) for c in chroma),
        ]
        stacked = np.concatenate([plane.ravel() for plane in planes]).reshape(-1, width)
        rgb = cv2.cvtColor(stacked, cv2.COLOR_YUV2RGB_I420)
        return np.ascontiguousarray(np.rot90(rgb, k=quarter_turns(self.picture)))


def quarter_turns(picture: av.VideoFrame) -> int:
    """Return the counter-clockwise quarter turns, 0 to 3, that make a picture upright."""
    return round(picture.rotation / 90) % 4


def _rows(plane: VideoPlane, kind: type[np.unsignedinteger]) -> npt.NDArray[np.unsignedinteger]:
    """Return a plane's numbers without what pads its rows."""
    numbers = np.frombuffer(memoryview(plane), kind)
    rows = numbers.reshape(plane.height, plane.line_size // numbers.itemsize)
    return rows[:, : plane.width]


def _shrunk(plane: VideoPlane, width: int, height: int) -> Image:
    """Return one colour plane at another size."""
    # Averaging is fast at exactly half the size only; elsewhere it costs five times as much as
    # interpolating, and the landmarks are no nearer to those of the full picture.
    halves = (plane.width, plane.height) == (2 * width, 2 * height)
    method = cv2.INTER_AREA if halves else cv2.INTER_LINEAR
    shrunk = cv2.resize(_rows(plane, np.uint8), (width, height), interpolation=method)
    return shrunk.astype(np.uint8, copy=False)
