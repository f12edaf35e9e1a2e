"""What stands under the picture of a clip that could not be scored: why not."""

from textwrap import wrap
from typing import Final

import numpy as np

from pose.pictures.palette import BACKGROUND, BRIGHT, FAINT
from pose.pictures.strokes import Image, words, words_width

_WIDE: Final = 700
_SIZE, _ROW = 1.25, 2.5


class Notice:
    """A panel that says why there is no score.

    Parameters
    ----------
    reason
        What was missing, for the dancer.
    width
        Pixels, even.
    """

    def __init__(self, reason: str, width: int) -> None:
        unit = width / (72.0 if width >= _WIDE else 50.0)
        letters = int((width - 4 * unit) / words_width("n", _SIZE * unit))
        lines = wrap(reason, letters)
        self.width, self.height = width, 2 * round((4.2 + _ROW * len(lines)) * unit / 2)
        self._image = np.full((self.height, width, 3), BACKGROUND, np.uint8)
        words(self._image, "not scored", (2 * unit, 2.6 * unit), 1.05 * unit, FAINT)
        for row, text in enumerate(lines):
            place = (2 * unit, (5.1 + _ROW * row) * unit)
            words(self._image, text, place, _SIZE * unit, BRIGHT)

    def at(self, _time_s: float) -> Image:
        """Return the panel, shape (height, width, 3): it is the same at every time."""
        return self._image
