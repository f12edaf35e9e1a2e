"""The table, and the plot as SVG."""

from __future__ import annotations

import math
from statistics import median
from typing import Final

from benchmarks.leaderboard.timing import Rounds, ratio

OURS: Final = "our service"
BARE: Final = "bare redis-py"
SINGLE: Final = "one by one, redis-py"
LIBRARY: Final = "leaderboard (PyPI)"
POSTGRES: Final = "PostgreSQL"
NAKAMA: Final = "Nakama's way"
SQLITE: Final = "SQLite"

Rows = dict[str, Rounds]
"""By row, arm and round: seconds, or bytes."""

_LEFT: Final = 190
_WIDTH: Final = 520
_LINE: Final = 18


def lines(rows: Rows) -> list[str]:
    """Return the table: what each arm takes, and how many times what we take."""
    told: list[str] = []
    for row, arms in rows.items():
        told.append(row)
        for arm, rounds in arms.items():
            times = f"{ratio(arms, arm, OURS):10.2f}×" if OURS in arms else ""
            told.append(f"  {arm:24}{amount(row, median(rounds)):>14}{times}")
    return told


def amount(row: str, value: float) -> str:
    """Return a value with its unit."""
    if row.startswith("bytes"):
        return f"{value:.1f} B"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e6:,.1f} µs"


def chart(rows: Rows, title: str) -> str:
    """Return a picture of every row: logarithmic bars, the shorter the better."""
    parts: list[str] = []
    top = 40
    for row, arms in rows.items():
        parts.append(f'<text x="12" y="{top + 12}" font-weight="bold">{row}</text>')
        top += _LINE
        values = {arm: median(rounds) for arm, rounds in arms.items()}
        least = min(values.values()) / 2
        widest = math.log(max(values.values()) / least)
        for arm, value in values.items():
            width = _WIDTH * math.log(value / least) / widest
            colour = "#c0392b" if arm == OURS else "#999999"
            parts.append(
                f'<text x="24" y="{top + 12}">{arm}</text>'
                f'<rect x="{_LEFT}" y="{top + 2}" width="{width:.0f}" height="12" fill="{colour}"/>'
                f'<text x="{_LEFT + width + 6:.0f}" y="{top + 12}">{amount(row, value)}</text>'
            )
            top += _LINE
        top += 8
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 110}" height="{top}"'
        ' font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        f'<text x="12" y="24" font-size="15">{title}</text>'
    )
    return "\n".join([head, *parts, "</svg>", ""])
