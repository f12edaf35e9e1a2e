"""The panel under the picture: score so far, a gauge for each metric, the whole clip as a line."""

from math import isfinite
from typing import Final

import numpy as np

from pose.pictures.curves import ScoreCurves
from pose.pictures.palette import BACKGROUND, BRIGHT, FAINT, RAISED, hues
from pose.pictures.strokes import Box, Image, bar, words, words_width
from pose.pictures.timeline import Timeline

_WIDE: Final = 700
_FULL: Final = 100.0


class Panel:
    """A panel of a given width; its height follows from what it shows.

    Parameters
    ----------
    curves
        What it shows.
    width
        Pixels, even.
    """

    def __init__(self, curves: ScoreCurves, width: int) -> None:
        self._curves = curves
        self._hues = hues(curves.metrics)
        wide = width >= _WIDE
        self._unit = unit = width / (72.0 if wide else 50.0)
        self._columns = max(1, len(curves.metrics)) if wide else 2
        rows = -(-len(curves.metrics) // self._columns)
        upper = max(7.6, 3.6 * rows + 0.4) * unit
        self._gauges_top = (upper / unit - 3.6 * rows) / 2 + 0.5
        chart = (2 * unit, upper + 1.2 * unit, width - 4 * unit, 9.0 * unit)
        self._timeline = Timeline(curves, chart, unit)
        self.width, self.height = width, 2 * round((upper + 11.9 * unit) / 2)
        self._ground = self._background()

    def at(self, time_s: float) -> Image:
        """Return the panel at a time, shape (height, width, 3)."""
        image = self._ground.copy()
        self._draw_total(image, time_s)
        for box, (name, value) in zip(
            self._gauges(), self._curves.metrics_at(time_s).items(), strict=True
        ):
            self._draw_gauge(image, box, name, value)
        self._timeline.draw_now(image, time_s)
        return image

    def _background(self) -> Image:
        image = np.full((self.height, self.width, 3), BACKGROUND, np.uint8)
        words(image, "score so far", (2 * self._unit, 2.4 * self._unit), 1.05 * self._unit, FAINT)
        self._timeline.draw_ground(image)
        return image

    def _draw_total(self, image: Image, time_s: float) -> None:
        total, unit = self._curves.total_at(time_s), self._unit
        if isfinite(total):
            words(image, f"{total:.1f}", (1.9 * unit, 6.9 * unit), 3.3 * unit, BRIGHT)
        else:
            words(image, "...", (2.0 * unit, 6.5 * unit), 2.0 * unit, FAINT)

    def _gauges(self) -> list[Box]:
        """Return a box for each metric, beside the total."""
        unit, count = self._unit, len(self._curves.metrics)
        left = 15.5 * unit
        width = (self.width - 2 * unit - left + 2 * unit) / self._columns
        return [
            (
                left + index % self._columns * width,
                (self._gauges_top + 3.6 * (index // self._columns)) * unit,
                width - 2 * unit,
                3.0 * unit,
            )
            for index in range(count)
        ]

    def _draw_gauge(self, image: Image, box: Box, name: str, value: float) -> None:
        left, top, width, height = box
        unit, hue = self._unit, self._hues[name].dark
        text = f"{value:.0f}" if isfinite(value) else "-"
        base, size = top + 0.5 * height, 1.05 * unit
        words(image, name, (left, base), size, FAINT)
        words(image, text, (left + width - words_width(text, size), base), size, BRIGHT)
        track = (left, top + 0.73 * height, width, 0.62 * unit)
        bar(image, track, RAISED)
        if isfinite(value):
            bar(image, (*track[:2], max(track[3], width * value / _FULL), track[3]), hue)
