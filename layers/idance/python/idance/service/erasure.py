"""Right to be forgotten: a dancer asks, and is refused from then on while a job erases.

Whoever asks again is answered the same and starts nothing new: the tombstone says which erasure it
is, the erasure is kept once, its job has its name. A crash between any two of these is mended by
the next request.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from idance.domain.erasure import Asker, Erasure, Tombstone, new_erasure_id
from idance.store.erasures import ErasureJobs, ErasureStore


class ErasureService:
    """Takes orders to erase dancers."""

    def __init__(self, erasures: ErasureStore, jobs: ErasureJobs) -> None:
        self._erasures = erasures
        self._jobs = jobs

    def order(self, user_id: str, *, asked_by: Asker, now: datetime, entropy: UUID) -> Erasure:
        """Have a dancer erased; return how far it is."""
        fresh = Tombstone(erasure_id=new_erasure_id(entropy), at=now)
        stone = self._erasures.bury(user_id, fresh)
        order = Erasure(
            id=stone.erasure_id, user_id=user_id, asked_by=asked_by, requested_at=stone.at
        )
        erasure = self._erasures.keep(order)
        self._jobs.start(erasure)
        return erasure

    def get(self, erasure_id: str) -> Erasure:
        """Return an erasure, or its receipt.

        Raises
        ------
        NotFoundError
            ``ERASURE_NOT_FOUND``.
        """
        return self._erasures.get(erasure_id)
