"""How far a body has moved between two pictures, told from the pictures alone.

It costs next to nothing, and decides whether the networks need to look.
"""

from typing import Final, NamedTuple

import numpy as np

from pose.clip.thumbnail import SIDE, Thumbnail
from pose.tracker.landmarker import Detection
from pose.tracker.outline import Outline

_FLAT: Final = 1e-3


class Watched(NamedTuple):
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
        outline = Outline.of(body, aspect)
        rows, columns = outline.window(thumbnail.shape)
        down, right = np.gradient(thumbnail[rows, columns])
        # Cells are as wide as the picture is: a torso spans other numbers of them either way.
        across, along = outline.torso * SIDE / np.array([aspect, 1.0])
        contrast = float(np.hypot(right * across, down * along).sum())
        return cls(thumbnail, rows, columns, max(contrast, _FLAT))

    def moved(self, later: Thumbnail) -> float:
        """Return how far the body has moved by a later picture, in torsos, as a mean over it.

        Brightness changes by its slope times the way; so the way is the change over the slope.
        Source: Horn and Schunck 1981, determining optical flow: the normal component.
        """
        change = np.abs(later - self.thumbnail)[self.rows, self.columns]
        return float(change.sum()) / self.contrast
