"""The report's page: its parts one below the other, each on a card."""

from collections.abc import Callable
from html import escape
from textwrap import shorten
from typing import Final

from pose.pictures import strip, summary
from pose.pictures.chart import Chart
from pose.pictures.curves import ScoreCurves
from pose.pictures.legend import ROW as LEGEND_ROW
from pose.pictures.legend import legend, legend_rows
from pose.pictures.outcome import Outcome
from pose.pictures.palette import hues
from pose.pictures.style import style_sheet
from pose.pictures.svg import tag, text, text_width
from pose.sequence import PoseSequence

WIDTH: Final = 480.0
"""About a phone's own width in points: there the type keeps the size it is given here."""

_MARGIN, _PADDING, _GAP = 12.0, 22.0, 12.0
_LEFT: Final = _MARGIN + _PADDING
_INSIDE: Final = WIDTH - 2 * _LEFT
_RING_ROOM: Final = 154.0
_HEADLINE: Final = 22.0
_IMPRINT_ROW: Final = 18.0
_Part = tuple[float, Callable[[float], str]]
"""Height of a card, and what draws its content, given the card's top."""


def report_svg(
    outcome: Outcome, curves: ScoreCurves, sequence: PoseSequence, *, title: str = "Your dance"
) -> str:
    """Return a still report as an SVG document: readable on light and on dark, without scripts.

    Parameters
    ----------
    outcome
        The score.
    curves
        How it came about.
    sequence
        The landmarks, for the strip of figures.
    title
        What is written above.
    """
    drawn, y = [text(_headline(title), _LEFT, 44, size=_HEADLINE)], 62.0
    for height, content in (_score(outcome), _words(outcome), _course(curves), _strip(sequence)):
        drawn += [_sheet(y, height), content(y)]
        y += height + _GAP
    drawn += [
        text(line, _LEFT, y + 10 + _IMPRINT_ROW * row, size=12, manner="soft")
        for row, line in enumerate(_imprint(outcome, sequence))
    ]
    height = y + 52
    description = f"{title}: {outcome.total:.1f} of 100. {' '.join(outcome.feedback)}"
    return tag(
        "svg",
        tag("title", escape(description)),
        tag("style", style_sheet(hues(measure.name for measure in outcome.measures))),
        tag("rect", width=WIDTH, height=height, class_="page"),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        role="img",
    )


def _headline(title: str) -> str:
    letters = int(_INSIDE / text_width("n", _HEADLINE))
    return shorten(title, max(letters, 1), placeholder="…")


def _sheet(y: float, height: float) -> str:
    width = WIDTH - 2 * _MARGIN
    return tag("rect", x=_MARGIN, y=y, width=width, height=height, rx=14, class_="card")


def _score(outcome: Outcome) -> _Part:
    rows = summary.ROW * len(outcome.measures)
    height = max(2 * summary.RING + 50, rows + 30)

    def drawn(y: float) -> str:
        rows_y = y + (height - rows) / 2 + 18
        left = _LEFT + _RING_ROOM
        return summary.ring(outcome, _LEFT + 62, y + height / 2) + summary.breakdown(
            outcome, left, rows_y, _INSIDE - _RING_ROOM
        )

    return height, drawn


def _words(outcome: Outcome) -> _Part:
    lines = summary.said(outcome.feedback, _INSIDE)
    height = summary.LINE * len(lines) + 34
    return height, lambda y: summary.feedback(lines, _LEFT, y + 34)


def _course(curves: ScoreCurves) -> _Part:
    rows = legend_rows(curves.metrics, _INSIDE)
    below = 32 + LEGEND_ROW * len(rows)

    def chart(y: float) -> Chart:
        return Chart(curves, _LEFT, y + below, _INSIDE)

    height = below + chart(0).height + 14
    return height, lambda y: legend(rows, _LEFT, y + 32) + chart(y).drawn()


def _strip(sequence: PoseSequence) -> _Part:
    return strip.HEIGHT + 36, lambda y: strip.strip(sequence, _LEFT, y + 18, _INSIDE)


def _imprint(outcome: Outcome, sequence: PoseSequence) -> tuple[str, str]:
    scoring, clip = outcome.scoring_version, sequence.video_sha256[:12]
    return (
        f"measured with a confidence of {outcome.confidence:.0%}",
        f"scoring {scoring} · pose {sequence.pose_version} · clip {clip}",
    )
