"""What every call came to, and what a phase of them comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

PERCENTS: Final = (50, 95, 99)


class Outcome(StrEnum):
    """How a call ended.

    LIVE: answered from Redis. PUBLISHED: the board as last published, and said so. AWAY: a 503
    that says when to come again. TAKEN: a clip was entered. FAILED: anything else.
    """

    LIVE = "live"
    PUBLISHED = "published"
    AWAY = "away"
    TAKEN = "taken"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what it was for, when it began (seconds of the test), and how long it took."""

    what: str
    at: float
    seconds: float
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A phase's calls of one kind: how many, how long by percent of them, and how they ended."""

    count: int
    milliseconds: dict[int, float]
    outcomes: dict[Outcome, int]


def figures(calls: Iterable[Call]) -> Figures:
    """Return what some calls come to."""
    told = list(calls)
    took = sorted(call.seconds for call in told)
    outcomes = {one: sum(call.outcome is one for call in told) for one in Outcome}
    return Figures(
        count=len(told),
        milliseconds={percent: 1000 * _percentile(took, percent) for percent in PERCENTS},
        outcomes={one: count for one, count in outcomes.items() if count},
    )


def _percentile(ascending: Sequence[float], percent: int) -> float:
    """Return the smallest of some values that so many percent are no greater than."""
    return ascending[max(0, ceil(len(ascending) * percent / 100) - 1)] if ascending else 0.0
