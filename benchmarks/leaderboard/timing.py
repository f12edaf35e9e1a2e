"""Arms in turn, and the median of what each call took."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any, Final

Timed = Callable[[Sequence[int]], list[float]]
ROUNDS: Final = 12
CALLS: Final = 25
SHARE_S: Final = 0.4
"""What an arm may take of a round; a slow one makes fewer calls."""


def timed(act: Callable[[int], Any]) -> Timed:
    """Return what does something for dancers by number and says how long each took."""

    def clocked(indices: Sequence[int]) -> list[float]:
        seconds: list[float] = []
        for index in indices:
            start = time.perf_counter()
            act(index)
            seconds.append(time.perf_counter() - start)
        return seconds

    return clocked


def interleaved(arms: Mapping[str, Timed], *, count: int) -> dict[str, float]:
    """Return the median seconds of a call by arm; dancers are drawn from the first so many."""
    chosen = random.Random(5)  # noqa: S311 (a sample)
    took: dict[str, list[float]] = {name: arm([0]) for name, arm in arms.items()}
    calls = {name: max(1, min(CALLS, int(SHARE_S / one[0]))) for name, one in took.items()}
    took = {name: [] for name in arms}
    for _ in range(ROUNDS):
        indices = [chosen.randrange(count) for _ in range(CALLS)]
        for name, arm in arms.items():
            took[name] += arm(indices[: calls[name]])
    return {name: median(seconds) for name, seconds in took.items()}


def seconds_of(act: Callable[[], Any]) -> float:
    """Return how long something takes, once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
