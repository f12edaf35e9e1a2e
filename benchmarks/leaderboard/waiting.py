"""How long processes stood in line for a core: what else a machine does, seen from inside.

Linux counts for each process the nanoseconds it ran and those in which it could have run and no
core was free. On a machine of our own the second are next to none; where they are not, the row is
contended. An arm that computes for milliseconds shares its core then, one that mostly waits for
replies gets it at once: such arms are not to be compared by the clock on the wall.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

CONTENDED: Final = 0.25
"""The share of waiting from which on a row is called contended: waking up alone is some of it."""
_OURS: Final = "self"

Waits = dict[str, float]
"""By row the share of its time that our process waited for a core; without Linux there is none."""


@contextmanager
def noted(row: str, waits: Waits) -> Iterator[None]:
    """Note how much of a row was waited for a core."""
    before = _counts(_OURS)
    yield
    ran, waited = (now - then for now, then in zip(_counts(_OURS), before, strict=True))
    if ran:
        waits[row] = waited / (ran + waited)


def seconds_at_work(act: Callable[[], Any], server: int) -> float:
    """Return how long something takes that a server has a part in, without standing in line.

    That is the time on the clock, less what we and the server (a process by its number) waited for
    a core, but no less than both of them ran; and never more than the time on the clock. Where
    nothing else wants the cores it is the clock's; where we and the server could have worked at
    the same time and had to take turns, it is the sum: to the disadvantage of who works in batches.
    """
    before, start, ran = (
        (*_counts(_OURS), *_counts(server)),
        time.perf_counter(),
        time.thread_time(),
    )
    act()
    ran, clock = time.thread_time() - ran, time.perf_counter() - start
    after = (*_counts(_OURS), *_counts(server))
    _, waited, their_run, their_wait = (
        (now - then) / 1e9 for now, then in zip(after, before, strict=True)
    )
    return min(clock, max(ran + their_run, clock - waited - their_wait))


def told(waits: Waits) -> list[str]:
    """Return the sentence about other work, and the rows that met some."""
    contended = {row: share for row, share in waits.items() if share >= CONTENDED}
    if not contended:
        return [
            "quiet: nothing else wanted the cores" if waits else "whether it was quiet: unknown"
        ]
    rows = ", ".join(f"{row} {share:.0%}" for row, share in contended.items())
    return [
        f"contended: we waited for a core for {rows} of our time; run it again on a quiet machine"
    ]


def _counts(process: int | str) -> tuple[int, int]:
    """Return the nanoseconds a process ran and waited; none where the system does not count."""
    counts = Path(f"/proc/{process}/schedstat")
    if not counts.exists():
        return 0, 0
    ran, waited, _ = map(int, counts.read_text().split())
    return ran, waited
