"""The middle of the report: how the score and its metrics went over the clip, and the beats."""

from typing import Final

import numpy as np

from pose.feedback.wording import clock
from pose.pictures.curves import FloatArray, ScoreCurves
from pose.pictures.svg import path, text, text_width

_FULL: Final = 100.0
_HEIGHT, _TIMES, _CAPTION = 176.0, 30.0, 18.0
_BEATS: Final = 14.0
_SIZE: Final = 13.0
_MOST_MARKS: Final = 7
_STEPS_S: Final = (1, 2, 5, 10, 15, 30)


class Chart:
    """A chart of curves in a box.

    Parameters
    ----------
    curves
        What it shows.
    x, y, width
        The box's left and top, and its width.

    Attributes
    ----------
    height
        Of the box: captions of what is amiss, the lines, beats and times below one another.
    """

    def __init__(self, curves: ScoreCurves, x: float, y: float, width: float) -> None:
        self._curves = curves
        self._left, self._width = x + 34, width - 34
        self._top = y + _CAPTION * len(curves.faults)
        self._bottom = self._top + _HEIGHT
        self.height = self._bottom + _TIMES - y

    def drawn(self) -> str:
        """Return the chart."""
        curves = self._curves
        lines = [
            self._curve(curve, f"line line-{name}", 2.0) for name, curve in curves.metrics.items()
        ]
        return "".join(
            [self._faults(), self._axes(), *lines, self._curve(curves.total, "line total", 3.5)]
        )

    def _axes(self) -> str:
        parts = []
        for level in (0, 50, 100):
            y = self._y(level)
            ends = [(self._left, y), (self._left + self._width, y)]
            parts += [
                path(ends, class_="line rule", stroke_width=1),
                text(str(level), self._left - 8, y + 4, size=13, manner="soft", anchor="end"),
            ]
        end_s = float(self._curves.times[-1])
        step = next((s for s in _STEPS_S if end_s / s <= _MOST_MARKS), _STEPS_S[-1])
        for second in range(0, int(end_s) + 1, step):
            y = self._bottom + _BEATS + 16
            mark = text(clock(second), self._x(second), y, size=13, manner="soft", anchor="middle")
            parts.append(mark)
        low, high = self._bottom + 3, self._bottom + _BEATS - 3
        if len(self._curves.beats):
            x, y = self._left - 8, self._bottom + _BEATS + 3
            parts.append(text("beats", x, y, size=12, manner="soft", anchor="end"))
        parts += [
            path([(x, low), (x, high)], class_="line tick", stroke_width=1.5, opacity=0.6)
            for x in (self._x(float(beat)) for beat in self._curves.beats if beat <= end_s)
        ]
        return "".join(parts)

    def _faults(self) -> str:
        parts, faults = [], self._curves.faults
        for row, fault in enumerate(faults):
            left, right = self._x(fault.begin_s), self._x(fault.end_s)
            base = self._top - 8 - _CAPTION * (len(faults) - 1 - row)
            high, low = base - 13, self._bottom
            corners = [(left, high), (left, low), (right, low), (right, high)]
            half = text_width(fault.caption, _SIZE) / 2
            middle = min(max((left + right) / 2, half), self._left + self._width - half)
            manner = f"fill-{fault.metric}"
            parts += [
                path(corners, class_=manner, opacity=0.2),
                text(fault.caption, middle, base, size=_SIZE, manner=manner, anchor="middle"),
            ]
        return "".join(parts)

    def _curve(self, curve: FloatArray, manner: str, width: float) -> str:
        known = np.isfinite(curve)
        places = zip(self._curves.times[known], curve[known], strict=True)
        return path(
            [(self._x(float(time)), self._y(float(score))) for time, score in places],
            class_=manner,
            stroke_width=width,
        )

    def _x(self, time_s: float) -> float:
        return self._left + self._width * time_s / float(self._curves.times[-1])

    def _y(self, score: float) -> float:
        return self._bottom - (self._bottom - self._top) * score / _FULL
