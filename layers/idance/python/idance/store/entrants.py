"""Who has entered a challenge, by packed score: what the core table's only index tells."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

from idance.domain.submission_status import SubmissionStatus
from idance.store import core
from idance.store.core import BY_CHALLENGE, CoreItem
from idance.store.table import Table


class EntrantStore:
    """Dancers by challenge: those with a score first, the best before the others."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(CoreItem, table_name)

    def scored(self, challenge_id: str, *, below: int | None = None) -> Iterator[tuple[str, int]]:
        """Return the dancers and packed scores of a challenge, from the highest down.

        Parameters
        ----------
        challenge_id : str
            Which challenge.
        below : int, optional
            The packed score to begin with; None: the very highest.
        """
        shards = (self._shard(challenge_id, shard, below) for shard in range(core.SHARDS))
        yield from merge(*shards, key=itemgetter(1), reverse=True)

    def _shard(self, challenge_id: str, shard: int, below: int | None) -> Iterator[tuple[str, int]]:
        bound = (
            CoreItem.packed < core.BEHIND
            if below is None
            else CoreItem.packed <= core.packed_text(below)
        )
        shard_key = core.shard_key(challenge_id, shard)
        rows = self._table.query(shard_key, bound, index=BY_CHALLENGE, descending=True)
        return ((core.dancer_of(row), int(row.packed)) for row in rows)

    def with_score(self, challenge_id: str, shard: int) -> Iterator[str]:
        """Return the dancers of one of a challenge's `core.SHARDS` whose entry has a score.

        Also those whose entry is held or hidden; while an attempt is under way, only those with
        another one before it.
        """
        failed = f"{core.BEHIND}{SubmissionStatus.FAILED}"
        for row in self._table.query(core.shard_key(challenge_id, shard), index=BY_CHALLENGE):
            if row.packed != failed:
                yield core.dancer_of(row)

    def outcomes(self, challenge_id: str) -> Iterator[int | None]:
        """Return the packed score of every entry that has ended; None for one without a score."""
        for shard in range(core.SHARDS):
            for row in self._table.query(core.shard_key(challenge_id, shard), index=BY_CHALLENGE):
                yield None if row.packed.startswith(core.BEHIND) else int(row.packed)
