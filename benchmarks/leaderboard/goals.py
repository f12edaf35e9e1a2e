"""What the measurements must come to."""

from __future__ import annotations

from statistics import median
from typing import Final

from benchmarks.leaderboard.report import BARE, LIBRARY, OURS, POSTGRES, SINGLE, Rows
from benchmarks.leaderboard.timing import ratio

LEAST_SUBMISSION: Final = 20
LEAST_RANK: Final = 500
LEAST_TOP: Final = 10
MOST_OVERHEAD: Final = 0.15
MOST_BYTES: Final = 130
LEAST_REBUILD: Final = 3
MOST_GROWTH: Final = 1.5


Goals = list[tuple[str, bool | None]]


def judged(rows: Rows) -> Goals:
    """Return every goal with its value, and whether it is met (None: it was not measured)."""
    goals = [
        _ratio(rows, "submission", SINGLE, LEAST_SUBMISSION),
        _ratio(rows, "rank", f"{POSTGRES} COUNT", LEAST_RANK),
        _ratio(rows, "top 100", LIBRARY, LEAST_TOP),
        _ratio(rows, "top 100", POSTGRES, 1),
        _ratio(rows, "rebuild", SINGLE, LEAST_REBUILD),
    ]
    for row, arms in rows.items():
        if BARE in arms and row != "bytes per member":
            over = ratio(arms, OURS, BARE) - 1
            text = f"{row}: {over:+.0%} over bare redis-py, at most {MOST_OVERHEAD:.0%}"
            goals.append((text, over <= MOST_OVERHEAD))
    size, growth = median(rows["bytes per member"][OURS]), rows["rank growth"]
    goals.append((f"{size:.1f} bytes a member, at most {MOST_BYTES}", size <= MOST_BYTES))
    few, many = growth
    grown = ratio(growth, many, few)
    text = f"rank grows {grown:.2f}× from {few} to {many} members, at most {MOST_GROWTH}×"
    return [*goals, (text, grown <= MOST_GROWTH)]


def _ratio(rows: Rows, row: str, peer: str, least: float) -> tuple[str, bool | None]:
    if peer not in rows[row]:
        return f"{row}: not measured against {peer}, at least {least:g}×", None
    times = ratio(rows[row], peer, OURS)
    return f"{row}: {times:.1f}× {peer}, at least {least:g}×", times >= least
