"""Where in a picture a body is, how large, and the picture without it or without all else."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pose.clip.frame import RgbImage
from pose.landmarks import HIPS, SHOULDERS
from pose.sequence import FloatArray
from pose.tracker.landmarker import Detection

BoolArray = npt.NDArray[np.bool_]

_SEEN: Final = 0.5
_LEAST_SHARE: Final = 0.25
"""Of the body's height: a torso is no shorter than that, however it is bent or turned."""
_BLANK: Final = 128
_MARGIN: Final = 0.3
"""Torsos around the seen landmarks: hair, hands, and where they may go next."""
_ROOM: Final = 0.75
"""Torsos around a body within which it will be found in the next picture."""


class Outline(NamedTuple):
    """A body's place.

    Attributes
    ----------
    low, high
        Shape (2,), the corners of the box around its seen landmarks, right and down, in heights of
        the picture.
    middle
        Shape (2,), of shoulders and hips.
    torso
        Its length, in heights of the picture.
    aspect
        Width of the picture over its height.
    """

    low: FloatArray
    high: FloatArray
    middle: FloatArray
    torso: float
    aspect: float

    @classmethod
    def of(cls, body: Detection, aspect: float) -> "Outline":
        """Outline a body that was found."""
        places = body.image[:, :2] * np.array([aspect, 1.0])
        seen = body.visibility > _SEEN
        counted = places[seen] if seen.any() else places
        low, high = counted.min(axis=0), counted.max(axis=0)
        above, below = places[list(SHOULDERS)].mean(axis=0), places[list(HIPS)].mean(axis=0)
        torso = max(float(np.hypot(*(above - below))), _LEAST_SHARE * float((high - low).max()))
        return cls(low, high, (above + below) / 2, torso, aspect)

    def window(self, shape: tuple[int, ...], margin: float = _MARGIN) -> tuple[slice, slice]:
        """Return the rows and columns of a picture that hold the body and so many torsos around."""
        height, width = shape[:2]
        sides = np.array([width / self.aspect, height])
        room = np.array([width, height]) - 2
        first = np.clip(np.floor((self.low - margin * self.torso) * sides), 0, room).astype(int)
        last = np.maximum(np.ceil((self.high + margin * self.torso) * sides), first + 2).astype(int)
        columns, rows = (slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
        return rows, columns

    def cells(self, shape: tuple[int, ...]) -> BoolArray:
        """Return which pixels of a picture the body may fill."""
        inside = np.zeros(shape[:2], dtype=bool)
        inside[self.window(shape)] = True
        return inside

    def hidden(self, rgb: RgbImage) -> RgbImage:
        """Return a picture without the body."""
        blanked = rgb.copy()
        blanked[self.window(rgb.shape)] = _BLANK
        return blanked

    def alone(self, rgb: RgbImage) -> RgbImage:
        """Return a picture with nothing but the body and where it may go next."""
        blanked = np.full_like(rgb, _BLANK)
        window = self.window(rgb.shape, _ROOM)
        blanked[window] = rgb[window]
        return blanked
