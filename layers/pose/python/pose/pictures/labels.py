"""What is written on the picture itself: which side is which, the beat, and what is amiss."""

from math import exp
from typing import Final

import numpy as np

from pose.pictures.curves import Fault, ScoreCurves
from pose.pictures.palette import BACKGROUND, BRIGHT, LEFT, RIGHT, hues
from pose.pictures.strokes import Image, bar, disc, line, words, words_width

FLASH_S: Final = 0.1
"""Time in which a beat's flash falls to a third."""
_FAINTEST: Final = 0.03


class Labels:
    """The labels of a clip.

    Parameters
    ----------
    curves
        Its beats and faults.
    width, height
        Pixels of the picture.
    """

    def __init__(self, curves: ScoreCurves, width: int, height: int) -> None:
        self._curves = curves
        self._hues = hues(curves.metrics)
        self._width, self._height = width, height
        self._unit = min(width, height) / 48
        beats = curves.beats
        self._tempo = f"{60 / float(np.median(np.diff(beats))):.0f} BPM" if len(beats) > 1 else ""

    def draw(self, image: Image, time_s: float) -> None:
        """Draw what applies at a time."""
        self._draw_sides(image)
        if self._tempo:
            self._draw_beat(image, exp(-self._curves.since_beat(time_s) / FLASH_S))
        faults = self._curves.faults_at(time_s)
        for row, fault in enumerate(reversed(faults)):
            self._draw_fault(image, fault, row)

    def _draw_sides(self, image: Image) -> None:
        unit, left = self._unit, 2 * self._unit
        pill = (0.9 * unit, 0.9 * unit, 14.2 * unit, 2.7 * unit)
        bar(image, pill, BACKGROUND, alpha=0.55)
        for name, hue in (("left", LEFT), ("right", RIGHT)):
            disc(image, (left + 0.3 * unit, 2.25 * unit), 0.55 * unit, hue.dark)
            words(image, name, (left + 1.3 * unit, 2.8 * unit), 1.1 * unit, BRIGHT)
            left += 6 * unit

    def _draw_beat(self, image: Image, flash: float) -> None:
        unit, size = self._unit, 1.1 * self._unit
        width = words_width(self._tempo, size) + 4.0 * unit
        left = self._width - width - 0.9 * unit
        bar(image, (left, 0.9 * unit, width, 2.7 * unit), BACKGROUND, alpha=0.55)
        words(image, self._tempo, (left + 3.0 * unit, 2.8 * unit), size, BRIGHT)
        place = (left + 1.6 * unit, 2.25 * unit)
        disc(image, place, 0.45 * unit, BRIGHT, alpha=0.5)
        if flash > _FAINTEST:
            disc(image, place, (0.45 + 0.55 * flash) * unit, BRIGHT, alpha=flash)
            x, y = self._width - 1, self._height - 1
            frame = [(0, 0), (x, 0), (x, y), (0, y), (0, 0)]
            line(image, frame, BRIGHT, 1.1 * unit, alpha=0.8 * flash)

    def _draw_fault(self, image: Image, fault: Fault, row: int) -> None:
        unit, size = self._unit, 1.4 * self._unit
        text = f"{fault.metric}: {fault.caption}"
        width = words_width(text, size) + 5.2 * unit
        left, top = (self._width - width) / 2, self._height - (4.6 + 4.0 * row) * unit
        bar(image, (left, top, width, 3.4 * unit), BACKGROUND, alpha=0.7)
        disc(
            image, (left + 2.0 * unit, top + 1.7 * unit), 0.6 * unit, self._hues[fault.metric].dark
        )
        words(image, text, (left + 3.4 * unit, top + 2.35 * unit), size, BRIGHT)
