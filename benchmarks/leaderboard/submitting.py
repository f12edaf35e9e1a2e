"""Submissions, each to ten boards, each a higher score than the last: three arms that write them.

Every arm has boards of its own, the challenge's with all its members. Batches keep a core busy,
single writes mostly wait: hence neither is charged for the time that others took their cores
(`benchmarks.leaderboard.waiting`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Final

from benchmarks.leaderboard.bare import BareRedis
from benchmarks.leaderboard.dancers import Dancers
from benchmarks.leaderboard.ours import OurService, boards_of, submissions_of
from benchmarks.leaderboard.report import BARE, OURS, SINGLE
from benchmarks.leaderboard.timing import Timed
from benchmarks.leaderboard.waiting import seconds_at_work
from idance.domain.board import BoardEntry
from idance.store.board_rows import member_of

BATCH: Final = 1_000
BATCHES: Final = 6
"""How many of these an arm writes in a round."""


def submissions(field: Dancers, ours: OurService, bare: BareRedis) -> dict[str, Timed]:
    """Return arms that write submissions: in batches of a thousand, or each by itself."""
    server = bare.process_id()
    names = [board.name for board in boards_of(field)]
    keys = {arm: {name: f"{arm} {name}" for name in names} for arm in (BARE, SINGLE)}
    for arm, of_arm in keys.items():
        of_arm[field.board.name] = arm

    def one_by_one(indices: Sequence[int]) -> list[float]:
        step = next(steps)
        took: list[float] = []
        for index in indices:
            entries = submissions_of(field, range(index, index + 1), step=step)
            writes = [
                (keys[SINGLE][one.board.name], member_of(one.user_id), one.packed)
                for one in entries
            ]
            took.append(seconds_at_work(partial(bare.one_by_one, writes), server))
        return took

    steps = count()
    return {
        OURS: _by_batch(field, ours.lift, server),
        BARE: _by_batch(field, lambda entries: bare.batched(entries, keys[BARE]), server),
        SINGLE: one_by_one,
    }


def _by_batch(field: Dancers, write: Callable[[list[BoardEntry]], None], server: int) -> Timed:
    steps = count()

    def clocked(indices: Sequence[int]) -> list[float]:
        took: list[float] = []
        for _ in indices[:BATCHES]:
            entries = submissions_of(field, range(BATCH), step=next(steps))
            took.append(seconds_at_work(partial(write, entries), server) / BATCH)
        return took

    return clocked
