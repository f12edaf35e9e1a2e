"""The plots of the benchmark, as SVG: how scores fall with faults, and how still they keep."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from benchmarks.scoring.verdicts import MOST_POINTS, Course, Moved

_WIDTH: Final = 960
_LEFT: Final = 56
_PLOT: Final = (236, 150)
_STEP: Final = (304, 232)
_TOP: Final = 128
_COLUMNS: Final = 3
_ROW: Final = 26
_INK, _PALE, _GRID = "#1a202c", "#718096", "#e2e8f0"
_OWN, _TOTAL, _MISSED, _BAND = "#c2410c", "#1e4e8c", "#b91c1c", "#f0f7f1"
_REAL, _DRAWN = "#2f855a", "#805ad5"


def chart(courses: Sequence[Course], same: Sequence[Moved], counts: Mapping[str, str]) -> str:
    """Return a plot a fault, and a line of dots for every way in which a dance was filmed again.

    Parameters
    ----------
    counts
        By part of the benchmark, how many bars it meets.
    """
    rows = (len(courses) + _COLUMNS - 1) // _COLUMNS
    below = _TOP + rows * _STEP[1]
    ways = list(dict.fromkeys(moved.way for moved in same))
    height = below + 96 + _ROW * len(ways)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            f'width="{_WIDTH}" height="{height}" font-family="Helvetica, Arial, sans-serif">'
        ),
        '<rect width="100%" height="100%" fill="white"/>',
        *_head(counts),
    ]
    for index, course in enumerate(courses):
        column, row = index % _COLUMNS, index // _COLUMNS
        parts += _course(course, _LEFT + column * _STEP[0], _TOP + 34 + row * _STEP[1])
    return "\n".join([*parts, *_sameness(same, ways, below + 20), "</svg>", ""])


def _head(counts: Mapping[str, str]) -> Iterator[str]:
    yield _text(24, 34, "Is the score true?", 22, weight="bold")
    listed = "   ·   ".join(f"{part} {count}" for part, count in counts.items())
    yield _text(24, 58, f"bars met:   {listed}", 13, _PALE)
    yield _text(24, 98, "Faults put into drawn dancers, through MediaPipe", 16, weight="bold")
    x = 495.0
    for colour, words in ((_OWN, "the metric it should lower"), (_TOTAL, "the total")):
        yield _line((x, 93), (x + 26, 93), colour, 3)
        yield _text(x + 34, 98, words, 12, _PALE)
        x += 200
    yield _line((x - 70, 93), (x - 44, 93), _PALE, 1)
    yield _text(x - 36, 98, "each dancer", 12, _PALE)


def _course(course: Course, left: float, top: float) -> Iterator[str]:
    """Draw how the scores of one fault fall with its strength."""
    wide, high = _PLOT
    yield _text(left, top - 10, course.name, 14, weight="bold")
    yield _text(left + wide, top - 10, course.fault.metric, 12, _OWN, anchor="end")
    for level in (0, 25, 50, 75, 100):
        y = top + high * (1 - level / 100)
        yield _line((left, y), (left + wide, y), _GRID, 1)
        if level % 50 == 0:
            yield _text(left - 8, y + 4, str(level), 11, _PALE, anchor="end")
    steps = np.linspace(left + 8, left + wide - 8, len(course.fault.strengths))
    for x, strength in zip(steps, course.fault.strengths, strict=True):
        yield _text(x, top + high + 16, f"{strength:g}", 11, _PALE, anchor="middle")
    yield _text(left + wide / 2, top + high + 33, course.fault.scale, 11, _PALE, anchor="middle")
    for rows, colour in ((course.total, _TOTAL), (course.own, _OWN)):
        for row in rows:
            yield _polyline(steps, [top + high * (1 - y / 100) for y in row], colour, 0.9, 0.4)
        means = np.mean(rows, axis=0)
        heights = [top + high * (1 - float(y) / 100) for y in means]
        yield _polyline(steps, heights, colour, 2.8, 1)
        yield from (_dot(x, y, 3.2, colour, 1) for x, y in zip(steps, heights, strict=True))


def _sameness(same: Sequence[Moved], ways: Sequence[str], top: float) -> Iterator[str]:
    """Draw by how many points the total of each dance moves, a way a line."""
    middle, scale = 520.0, 78.0
    yield _text(24, top, "The same dance filmed again", 16, weight="bold")
    x = 304.0
    for colour, words in ((_DRAWN, "drawn dancers"), (_REAL, "real clips"), (_MISSED, "too far")):
        yield _dot(x, top - 5, 5, colour, 0.7)
        yield _text(x + 12, top, words, 12, _PALE)
        x += 112
    yield _text(_WIDTH - 24, top, "points by which the total moves", 12, _PALE, anchor="end")
    high, first = _ROW * len(ways), top + 18
    most = MOST_POINTS * scale
    yield (
        f'<rect x="{middle - most}" y="{first}" width="{2 * most}" height="{high}" fill="{_BAND}"/>'
    )
    for edge in np.arange(-MOST_POINTS, MOST_POINTS + 1):
        x = middle + scale * float(edge)
        yield _line((x, first), (x, first + high), _GRID if edge else _PALE, 1)
        yield _text(
            x, first + high + 18, f"{edge:+.0f}" if edge else "0", 11, _PALE, anchor="middle"
        )
    for row, way in enumerate(ways):
        yield from _way([one for one in same if one.way == way], way, first + _ROW * (row + 0.5))


def _way(some: Sequence[Moved], way: str, y: float) -> Iterator[str]:
    middle, scale = 520.0, 78.0
    yield _text(24, y + 4, way, 13)
    refused = sum(one.points is None for one in some)
    for one in some:
        if one.points is not None:
            x = middle + scale * float(np.clip(one.points, -MOST_POINTS - 0.5, MOST_POINTS + 0.5))
            colour = (_REAL if one.real else _DRAWN) if one.met else _MISSED
            yield _dot(x, y, 5, colour, 0.55)
    count = f"{len(some) - refused} dances" + (f", {refused} not scored" if refused else "")
    yield _text(_WIDTH - 24, y + 4, count, 11, _PALE, anchor="end")


def _polyline(
    xs: Sequence[float] | np.ndarray, ys: Sequence[float], colour: str, width: float, opacity: float
) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-opacity="{opacity}" stroke-linejoin="round"/>'
    )


def _line(one: tuple[float, float], other: tuple[float, float], colour: str, width: float) -> str:
    (x1, y1), (x2, y2) = one, other
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width}"/>'
    )


def _dot(x: float, y: float, radius: float, colour: str, opacity: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" fill-opacity="{opacity}"/>'
    )


def _text(  # noqa: PLR0913  what SVG asks of a word
    x: float,
    y: float,
    words: str,
    size: int,
    colour: str = _INK,
    *,
    anchor: str = "start",
    weight: str = "normal",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
        f'text-anchor="{anchor}" font-weight="{weight}">{words}</text>'
    )
