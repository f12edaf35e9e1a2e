"""How long our process stood in line for a core: what else a machine does, seen from inside.

Linux counts for each process the nanoseconds it ran and those in which it could have run and no
core was free. On a machine of our own the second are next to none; where they are not, the row is
contended, and figures of arms that compute suffer more than of those that wait for replies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

CONTENDED: Final = 0.1
"""The share of waiting from which on a row is called contended."""
_COUNTS: Final = Path("/proc/self/schedstat")

Waits = dict[str, float]
"""By row the share of its time that our process waited for a core; without Linux there is none."""


@contextmanager
def noted(row: str, waits: Waits) -> Iterator[None]:
    """Note how much of a row was waited for a core."""
    if not _COUNTS.exists():
        yield
        return
    ran, waited = _counts()
    yield
    ran, waited = (after - before for after, before in zip(_counts(), (ran, waited), strict=True))
    waits[row] = waited / max(1, ran + waited)


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


def _counts() -> tuple[int, int]:
    ran, waited, _ = map(int, _COUNTS.read_text().split())
    return ran, waited
