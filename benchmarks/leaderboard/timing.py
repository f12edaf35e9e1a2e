"""Arms in turn, round after round: what else the machine does meets them all alike.

A figure is the median over rounds of the median of a round's calls; a ratio is the median over
rounds of the ratio within each.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any, Final, TypeVar

T = TypeVar("T")
Timed = Callable[[Sequence[int]], list[float]]
Rounds = dict[str, list[float]]
"""By arm what each round came to: seconds, or bytes."""

ROUNDS: Final = 12
CALLS: Final = 100
SHARE_S: Final = 0.4
"""What an arm may take of a round; a slow one makes fewer calls."""


def timed(act: Callable[[T], Any], named: Callable[[int], T]) -> Timed:
    """Return what does something for dancers and says how long each took.

    Whom it is done for is there before the clock runs: each arm names dancers as it is told them.
    """

    def clocked(indices: Sequence[int]) -> list[float]:
        seconds: list[float] = []
        for one in [named(index) for index in indices]:
            start = time.perf_counter()
            act(one)
            seconds.append(time.perf_counter() - start)
        return seconds

    return clocked


def interleaved(arms: Mapping[str, Timed], *, count: int) -> Rounds:
    """Return the seconds of a call by arm and round; dancers are drawn from the first so many."""
    chosen = random.Random(5)  # noqa: S311 (a sample)
    took = {name: arm([0]) for name, arm in arms.items()}
    # A million dancers in memory are the benchmark's, not a server's: no arm pays for looking
    # through them for garbage.
    gc.collect()
    gc.freeze()
    calls = {name: max(1, min(CALLS, int(SHARE_S / one[0]))) for name, one in took.items()}
    rounds: Rounds = {name: [] for name in arms}
    for _ in range(ROUNDS):
        indices = [chosen.randrange(count) for _ in range(CALLS)]
        for name, arm in arms.items():
            rounds[name].append(median(arm(indices[: calls[name]])))
    return rounds


def in_turn(arms: Mapping[str, Callable[[], float]], *, rounds: int) -> Rounds:
    """Return what arms say of themselves, so many times in turn."""
    told: Rounds = {name: [] for name in arms}
    for _ in range(rounds):
        for name, arm in arms.items():
            told[name].append(arm())
    return told


def ratio(arms: Rounds, peer: str, ours: str) -> float:
    """Return how many times as long a peer takes; round by round where both were in each."""
    theirs, own = arms[peer], arms[ours]
    if len(theirs) != len(own):
        return median(theirs) / median(own)
    return median(one / other for one, other in zip(theirs, own, strict=True))


def seconds_of(act: Callable[[], Any]) -> float:
    """Return how long something takes, once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
