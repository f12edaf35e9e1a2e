"""The head of the report: the score as a ring, what it is made of, and what was said."""

from collections.abc import Sequence
from math import cos, pi, sin
from textwrap import wrap
from typing import Final

from pose.pictures.outcome import Outcome
from pose.pictures.svg import path, tag, text, text_width

RING: Final = 56.0
ROW: Final = 62.0
LINE: Final = 24.0

_FULL: Final = 100.0
_THICKNESS: Final = 13.0
_BAR: Final = 12.0
_BULLET: Final = "•"
_INDENT: Final = 18.0


def ring(outcome: Outcome, x: float, y: float) -> str:
    """Return the total in a ring around a centre, a part of it for each metric's points."""
    parts = [tag("circle", cx=x, cy=y, r=RING, class_="arc ring", stroke_width=_THICKNESS)]
    begin = 0.0
    for measure in outcome.measures:
        end = begin + measure.points / _FULL
        manner = f"arc line-{measure.name}"
        parts.append(path(_arc(x, y, begin, end), class_=manner, stroke_width=_THICKNESS))
        begin = end
    parts += [
        text(f"{outcome.total:.1f}", x, y + 8, size=32, anchor="middle"),
        text("of 100", x, y + 27, size=13, manner="soft", anchor="middle"),
    ]
    return "".join(parts)


def _arc(x: float, y: float, begin: float, end: float) -> list[tuple[float, float]]:
    steps = max(2, round(90 * (end - begin)) + 1)
    turns = [2 * pi * (begin + (end - begin) * step / (steps - 1)) for step in range(steps)]
    return [(x + RING * sin(turn), y - RING * cos(turn)) for turn in turns]


def breakdown(outcome: Outcome, x: float, y: float, width: float) -> str:
    """Return a row for each metric: its score as a bar, its points, how sure it is."""
    parts = []
    for row, metric in enumerate(outcome.measures):
        base = y + ROW * row
        points = f"{metric.points:.1f} of {metric.weight} points"
        sure = f"{metric.confidence:.0%} sure"
        length = max(_BAR, width * metric.score / _FULL)
        parts += [
            text(metric.name, x, base, size=16),
            text(f"{metric.score:.0f}", x + width, base, size=16, anchor="end"),
            _bar(x, base + 8, width, "track"),
            _bar(x, base + 8, length, f"fill-{metric.name}"),
            text(points, x, base + 34, size=13, manner="soft"),
            text(sure, x + width, base + 34, size=13, manner="soft", anchor="end"),
        ]
    return "".join(parts)


def _bar(x: float, y: float, width: float, manner: str) -> str:
    return tag("rect", x=x, y=y, width=width, height=_BAR, rx=_BAR / 2, class_=manner)


def said(sentences: Sequence[str], width: float, *, size: float = 16) -> list[tuple[str, str]]:
    """Return the feedback's lines, none wider than that, each with the mark before it or none."""
    letters = int((width - _INDENT) / text_width("n", size))
    return [
        (_BULLET if first == 0 else "", line)
        for sentence in sentences
        for first, line in enumerate(wrap(sentence, letters))
    ]


def feedback(lines: Sequence[tuple[str, str]], x: float, y: float) -> str:
    """Return lines from `said`, the first on base line y."""
    return "".join(
        text(mark, x, y + LINE * row, size=16, manner="soft")
        + text(line, x + _INDENT, y + LINE * row, size=16)
        for row, (mark, line) in enumerate(lines)
    )
