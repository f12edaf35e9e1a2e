"""The whole clip as a line: its metrics, its beats, its weak stretches, and how far it is."""

from typing import Final

import numpy as np

from pose.pictures.curves import FloatArray, ScoreCurves
from pose.pictures.palette import BRIGHT, FAINT, RAISED, Rgb, hues
from pose.pictures.strokes import Box, Image, area, disc, line

_FULL: Final = 100.0
_TICK: Final = 0.9


class Timeline:
    """A chart of curves in a box of a picture.

    Parameters
    ----------
    curves
        What it shows.
    box
        Where, pixels.
    unit
        Pixels that the strokes are measured in.
    """

    def __init__(self, curves: ScoreCurves, box: Box, unit: float) -> None:
        self._curves, self._box, self._unit = curves, box, unit
        self._hues = hues(curves.metrics)

    def draw_ground(self, image: Image) -> None:
        """Draw what is the same at every time."""
        _, top, _, height = self._box
        curves, unit, bottom = self._curves, self._unit, top + height
        self._draw_strip(image, 0.0, float(curves.times[-1]), RAISED)
        for level in (0.0, _FULL / 2, _FULL):
            rule = self._path(curves.times[[0, -1]], np.array([level, level]))
            line(image, rule, FAINT, 1, alpha=0.25)
        for fault in curves.faults:
            colour = self._hues[fault.metric].dark
            self._draw_strip(image, fault.begin_s, fault.end_s, colour, alpha=0.16)
        for x in map(self._x, curves.beats):
            line(image, [(x, bottom - _TICK * unit), (x, bottom)], FAINT, 1, 0.8)
        for name, curve in curves.metrics.items():
            path = self._path(curves.times, curve)
            if len(path) > 1:
                line(image, path, self._hues[name].dark, 0.15 * unit, alpha=0.8)

    def draw_now(self, image: Image, time_s: float) -> None:
        """Draw the total's line up to now, and where now is."""
        _, top, _, height = self._box
        gone = self._curves.times <= time_s
        times = np.append(self._curves.times[gone], time_s)
        path = self._path(times, np.append(self._curves.total[gone], self._curves.total_at(time_s)))
        x = self._x(time_s)
        line(image, [(x, top), (x, top + height)], BRIGHT, 1, alpha=0.5)
        if len(path) > 1:
            line(image, path, BRIGHT, 0.28 * self._unit)
        if len(path):
            disc(image, (path[-1][0], path[-1][1]), 0.5 * self._unit, BRIGHT)

    def _draw_strip(
        self, image: Image, begin_s: float, end_s: float, colour: Rgb, alpha: float = 1
    ) -> None:
        _, top, _, height = self._box
        first, last, bottom = self._x(begin_s), self._x(end_s), top + height
        corners = [(first, top), (last, top), (last, bottom), (first, bottom)]
        area(image, corners, colour, alpha)

    def _x(self, time_s: float) -> float:
        left, _, width, _ = self._box
        return left + width * min(1.0, float(time_s / self._curves.times[-1]))

    def _path(self, times: FloatArray, scores: FloatArray) -> FloatArray:
        """Return the points of a curve, shape (n, 2), pixels, where it is known."""
        _, top, _, height = self._box
        usable = height - (_TICK + 1.2) * self._unit
        x = np.array([self._x(time) for time in times])
        y = top + 0.7 * self._unit + usable * (1 - scores / _FULL)
        return np.asarray(np.stack([x, y], axis=1)[np.isfinite(scores)])
