"""The names of the chart's lines, in as many rows as they need."""

from collections.abc import Iterable
from typing import Final

from pose.pictures.svg import path, text, text_width

ROW: Final = 22.0
TOTAL: Final = "score so far"

_SIZE: Final = 14.0
_STROKE, _AFTER_STROKE, _AFTER_NAME = 18.0, 7.0, 20.0


def legend_rows(metrics: Iterable[str], width: float) -> list[list[str]]:
    """Return the names of the total and of the metrics in rows, none wider than that."""
    rows, left = [[TOTAL]], _width(TOTAL)
    for name in metrics:
        if left + _width(name) - _AFTER_NAME > width:
            rows.append([])
            left = 0.0
        rows[-1].append(name)
        left += _width(name)
    return rows


def legend(rows: Iterable[Iterable[str]], left: float, y: float) -> str:
    """Return rows of names, each behind a piece of its line, the first on base line y."""
    parts = []
    for row, names in enumerate(rows):
        x, base = left, y + ROW * row
        for name in names:
            manner = "line total" if name == TOTAL else f"line line-{name}"
            parts += [
                path([(x, base - 5), (x + _STROKE, base - 5)], class_=manner, stroke_width=4),
                text(name, x + _STROKE + _AFTER_STROKE, base, size=_SIZE, manner="soft"),
            ]
            x += _width(name)
    return "".join(parts)


def _width(name: str) -> float:
    return _STROKE + _AFTER_STROKE + text_width(name, _SIZE) + _AFTER_NAME
