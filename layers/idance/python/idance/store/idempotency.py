"""Requests under the keys of their callers, in the operations table.

============= ======== =======================================================
PK            SK       holds
============= ======== =======================================================
IDEM#<userId> <sha256> the request (``doc``), ``expiresAt``; the hash is the key's
============= ======== =======================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idance.domain.idempotency import (
    REMEMBERED,
    Answer,
    InProgressError,
    KeyedRequest,
    fingerprint_of,
)
from idance.store.item import Item, Moment
from idance.store.table import Table, document

OF_CALLER: Final = "IDEM#"


class KeyedRequestItem(Item):
    """A request under its key."""

    expires_at = Moment("expiresAt")


@dataclass(frozen=True)
class Attempt:
    """Somebody at work on a request: ends with `IdempotencyStore.finish`."""

    item: KeyedRequestItem
    request: KeyedRequest


class IdempotencyStore:
    """Remembers what was asked under a key, and what was answered."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(KeyedRequestItem, table_name)

    def begin(self, user_id: str, key: str, fingerprint: str, *, now: datetime) -> Answer | Attempt:
        """Start to work on a request, or return its answer if it has one already.

        Raises
        ------
        InvalidError
            ``IDEMPOTENCY_KEY_REUSED`` if the key came with another request.
        InProgressError
            ``REQUEST_IN_PROGRESS`` if somebody else is at work on it.
        """
        begun = Attempt(
            self._table.item(f"{OF_CALLER}{user_id}", fingerprint_of(key)),
            KeyedRequest.begun(fingerprint, now=now),
        )
        if self._put(begun, now):
            return begun
        item = self._table.get(begun.item.pk, begun.item.sk, consistent=True)
        if item is None:
            raise InProgressError
        if now < item.expires_at:
            known = KeyedRequest.model_validate_json(item.doc)
            known.check_same(fingerprint)
            if known.answer is not None:
                return known.answer
            known.check_free(now=now)
        taken_over = Attempt(item, begun.request)
        if not self._put(taken_over, now):
            raise InProgressError
        return taken_over

    def finish(self, attempt: Attempt, answer: Answer | None, *, now: datetime) -> None:
        """Remember the answer; None leaves the request to be tried again.

        An attempt that took so long that another took over changes nothing.
        """
        request = attempt.request
        ended = request.answered(answer) if answer else request.given_up(now=now)
        self._put(Attempt(attempt.item, ended), now)

    def _put(self, attempt: Attempt, now: datetime) -> bool:
        attempt.item.doc = document(attempt.request)
        attempt.item.expires_at = now + REMEMBERED
        return self._table.put(attempt.item)
