"""How far a body has moved between two pictures, told from the pictures alone.

It costs next to nothing, and decides whether the networks need to look.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.clip.thumbnail import SIDE, Thumbnail
from pose.motion import HIPS, SHOULDERS, FloatArray
from pose.tracker.landmarker import Detection

_MARGIN: Final = 0.3
"""Torsos around the seen landmarks: hair, hands, and where they may go next."""
_SEEN: Final = 0.5
_LEAST_SHARE: Final = 0.25
"""Of the body's height: a torso is no shorter than that, however it is bent or turned."""
_FLAT: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Watched:
    """A picture that the networks have looked at, and where in it the body is.

    Attributes
    ----------
    thumbnail
        Shape (64, 64).
    rows, columns
        The cells that the body fills.
    contrast
        Levels of brightness, summed over those cells, by which the picture would change if
        everything in it moved by one torso.
    """

    thumbnail: Thumbnail
    rows: slice
    columns: slice
    contrast: float

    @classmethod
    def of(cls, thumbnail: Thumbnail, body: Detection, aspect: float) -> "Watched":
        """Find the body's cells.

        Parameters
        ----------
        thumbnail
            Shape (64, 64).
        body
            As found in that picture.
        aspect
            Width of the upright picture over its height.
        """
        square = np.array([aspect, 1.0])
        places = body.image[:, :2]
        low, high, torso = _extent(places * square, body.visibility > _SEEN)
        first = np.clip(np.floor((low - _MARGIN * torso) / square * SIDE), 0, SIDE - 2).astype(int)
        last = np.clip(np.ceil((high + _MARGIN * torso) / square * SIDE), first + 2, SIDE)
        columns, rows = (slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
        down, right = np.gradient(thumbnail[rows, columns])
        # Cells are as wide as the picture is: a torso spans other numbers of them either way.
        across, along = torso * SIDE / square
        contrast = float(np.hypot(right * across, down * along).sum())
        return cls(thumbnail, rows, columns, max(contrast, _FLAT))

    def moved(self, later: Thumbnail) -> float:
        """Return how far the body has moved by a later picture, in torsos, as a mean over it.

        Brightness changes by its slope times the way; so the way is the change over the slope.
        Source: Horn and Schunck 1981, determining optical flow: the normal component.
        """
        change = np.abs(later - self.thumbnail)[self.rows, self.columns]
        return float(change.sum()) / self.contrast


def _extent(places: FloatArray, seen: np.ndarray) -> tuple[FloatArray, FloatArray, float]:
    """Return the corners of the body's box and the length of a torso, in heights of the picture."""
    counted = places[seen] if seen.any() else places
    low, high = counted.min(axis=0), counted.max(axis=0)
    middle = places[list(SHOULDERS)].mean(axis=0) - places[list(HIPS)].mean(axis=0)
    torso = max(float(np.hypot(*middle)), _LEAST_SHARE * float((high - low).max()))
    return low, high, torso
