"""What a process has read a moment ago, for keys that everybody reads at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Recent:
    """Remembers values by key for some seconds.

    Parameters
    ----------
    seconds : float
        For how long.
    clock : callable
        Returns seconds that never run backwards.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: dict[Hashable, tuple[float, Any]] = {}

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return a value that was read at most so many seconds ago; what raises is not kept."""
        now = self._clock()
        until, value = self._kept.get(key, (now, None))
        if now < until:
            kept: T = value
            return kept
        fresh = read()
        self._keep(key, fresh, now)
        return fresh

    def find(self, key: Hashable) -> Any:  # noqa: ANN401 (whatever was kept)
        """Return what was kept at most so many seconds ago, None if nothing was."""
        now = self._clock()
        until, value = self._kept.get(key, (now, None))
        return value if now < until else None

    def keep(self, key: Hashable, value: object) -> None:
        """Remember a value that was read just now."""
        self._keep(key, value, self._clock())

    def _keep(self, key: Hashable, value: object, now: float) -> None:
        # What is over goes at each reading, so that nothing piles up in a process that lives long.
        self._kept = {one: kept for one, kept in self._kept.items() if now < kept[0]}
        self._kept[key] = now + self._seconds, value

    def forget(self) -> None:
        """Have everything read anew."""
        self._kept.clear()
