"""Every call over time, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from benchmarks.load.calls import Call, Outcome

_COLOURS: Final = {
    Outcome.LIVE: "#2e86c1",
    Outcome.PUBLISHED: "#e67e22",
    Outcome.AWAY: "#7d3c98",
    Outcome.TAKEN: "#1e8449",
    Outcome.FAILED: "#c0392b",
}
_LEFT, _TOP, _WIDTH, _HEIGHT = 60, 50, 760, 300
_LEAST_S, _MOST_S = 0.01, 30.0


def chart(calls: Sequence[Call], *, away: tuple[float, float], healed: float, title: str) -> str:
    """Return a picture: when each call began, how long it took (logarithmic), how it ended.

    Parameters
    ----------
    away : (float, float)
        When Redis was stopped and started again.
    healed : float
        When boards were read live and whole again.
    """
    last = max([call.at for call in calls] + [healed])

    def x(at: float) -> float:
        return _LEFT + _WIDTH * at / last

    def y(seconds: float) -> float:
        held = min(max(seconds, _LEAST_S), _MOST_S)
        return _TOP + _HEIGHT * (1 - math.log(held / _LEAST_S) / math.log(_MOST_S / _LEAST_S))

    parts = [
        _band(x(away[0]), x(away[1]), "#f5b7b1", "Redis is stopped"),
        _band(x(away[1]), x(healed), "#fdebd0", "it heals"),
        *(_line(y(seconds), f"{seconds:g} s") for seconds in (0.01, 0.1, 1.0, 10.0)),
        *(_tick(x(at), f"{at:.0f} s") for at in (0.0, away[0], away[1], healed, last)),
        *(
            f'<circle cx="{x(call.at):.1f}" cy="{y(call.seconds):.1f}" '
            f'r="{4 if call.what == "enter" else 2}" fill="{_COLOURS[call.outcome]}"/>'
            for call in calls
        ),
        *(
            f'<circle cx="{_LEFT + 12 + 120 * index}" cy="{_TOP + _HEIGHT + 40}" r="4" '
            f'fill="{colour}"/><text x="{_LEFT + 20 + 120 * index}" y="{_TOP + _HEIGHT + 44}">'
            f"{outcome.value}</text>"
            for index, (outcome, colour) in enumerate(_COLOURS.items())
        ),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 40}" '
        f'height="{_TOP + _HEIGHT + 60}" font-family="sans-serif" font-size="12">'
        '<rect width="100%" height="100%" fill="white"/>'
        f'<text x="12" y="24" font-size="15">{title}</text>'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _band(left: float, right: float, colour: str, text: str) -> str:
    return (
        f'<rect x="{left:.0f}" y="{_TOP}" width="{right - left:.0f}" height="{_HEIGHT}" '
        f'fill="{colour}"/><text x="{left + 4:.0f}" y="{_TOP - 6}">{text}</text>'
    )


def _line(height: float, text: str) -> str:
    return (
        f'<line x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{height:.0f}" y2="{height:.0f}" '
        f'stroke="#cccccc"/><text x="12" y="{height + 4:.0f}">{text}</text>'
    )


def _tick(left: float, text: str) -> str:
    return f'<text x="{left:.0f}" y="{_TOP + _HEIGHT + 16}" text-anchor="middle">{text}</text>'
