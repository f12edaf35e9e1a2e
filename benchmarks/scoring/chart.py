"""The plots of the benchmark, as SVG: how scores fall with faults, and how still they keep."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.scoring.verdicts import MOST_POINTS, Course, Verdict

_WIDTH: Final = 900
_PLOT: Final = (250, 170)
_GAP: Final = 50
_TOP: Final = 70
_GREEN, _RED, _GREY = "#2e7d32", "#c0392b", "#9e9e9e"


def chart(courses: Sequence[Course], same: Sequence[Verdict]) -> str:
    """Return a plot a fault, and a dot for every way in which a dance was filmed again."""
    rows = (len(courses) + 2) // 3
    below = _TOP + rows * (_PLOT[1] + _GAP)
    subjects = list(dict.fromkeys(verdict.subject.partition(":")[0] for verdict in same))
    height = below + 60 + 22 * len(subjects)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
            'font-family="sans-serif" font-size="12">'
        ),
        '<rect width="100%" height="100%" fill="white"/>',
        _text(20, 28, "Drawn dancers through MediaPipe: score against the strength of a fault", 16),
        _text(20, 48, "thick: the metric it should lower; thin: the total; one line a seed"),
    ]
    for index, course in enumerate(courses):
        left = 40 + index % 3 * (_PLOT[0] + 40)
        parts += _course(course, left, _TOP + 20 + index // 3 * (_PLOT[1] + _GAP))
    parts += _sameness(same, subjects, below + 20)
    return "\n".join([*parts, "</svg>", ""])


def _course(course: Course, left: float, top: float) -> list[str]:
    wide, high = _PLOT[0], _PLOT[1] - 20
    parts = [
        f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="none" stroke="{_GREY}"/>',
        _text(left + 6, top - 6, f"{course.name} ({course.fault.metric})"),
    ]
    parts += [
        _text(left - 26, top + high * (1 - level / 100) + 4, str(level)) for level in (0, 50, 100)
    ]
    for rows, width in ((course.own, 2.2), (course.total, 0.8)):
        for row in rows:
            steps = np.linspace(left, left + wide, len(row))
            points = " ".join(
                f"{x:.1f},{top + high * (1 - y / 100):.1f}" for x, y in zip(steps, row, strict=True)
            )
            colour = _RED if width > 1 else _GREY
            stroke = f'stroke="{colour}" stroke-width="{width}"'
            parts.append(f'<polyline points="{points}" fill="none" {stroke}/>')
    return parts


def _sameness(same: Sequence[Verdict], subjects: Sequence[str], top: float) -> list[str]:
    middle, scale = 560.0, 50.0
    parts = [_text(20, top, "The same dance filmed again: points by which the total moves", 16)]
    for edge in (-MOST_POINTS, 0.0, MOST_POINTS):
        x = middle + scale * edge
        parts.append(
            f'<line x1="{x}" y1="{top + 14}" x2="{x}" y2="{top + 24 + 22 * len(subjects)}" '
            f'stroke="{_GREY}"/>'
        )
        parts.append(_text(x - 8, top + 38 + 22 * len(subjects), f"{edge:+.0f}"))
    for row, subject in enumerate(subjects):
        y = top + 32 + 22 * row
        parts.append(_text(20, y + 4, subject))
        for verdict in same:
            if verdict.subject.partition(":")[0] == subject and verdict.found[0] in "+-":
                x = middle + scale * float(np.clip(float(verdict.found), -6, 6))
                colour = _GREEN if verdict.met else _RED
                parts.append(
                    f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="{colour}" fill-opacity="0.6"/>'
                )
    return parts


def _text(x: float, y: float, words: str, size: int = 12) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}">{words}</text>'
