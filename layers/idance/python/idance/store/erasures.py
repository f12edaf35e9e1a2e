"""Erasures in the operations table.

================= ======= =====================================================================
PK                SK      holds
================= ======= =====================================================================
ERASURE#<id>      ORDER   an erasure (``doc``): whom while it runs, then what was erased, for good
GONE#<sha256>     ERASURE that the dancer with this id, hashed, was erased (``doc``); ``expiresAt``
================= ======= =====================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from idance.domain.erasure import REMEMBERED_FOR, Erasure, Tombstone, nameless
from idance.domain.errors import NotFoundError
from idance.store.notifications import NotificationItem
from idance.store.table import Table, document, until_written
from idance.store.workflow import Workflow

_ORDER: Final = "ORDER"
_TOMBSTONE: Final = "ERASURE"


class ErasureStore:
    """Erasures by id, and who was erased lately."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(NotificationItem, table_name)

    def is_refused(self, user_id: str, *, now: datetime) -> bool:
        """Whether a dancer has been erased so lately that nothing is taken from them."""
        known = self._tombstone(user_id)
        return known is not None and known.refuses(now)

    def bury(self, user_id: str, tombstone: Tombstone) -> Tombstone:
        """Refuse a dancer from now on; return the tombstone that stands then: the first."""
        pk = _grave(user_id)

        def attempt() -> Tombstone | None:
            item = self._table.get(pk, _TOMBSTONE, consistent=True)
            known = Tombstone.model_validate_json(item.doc) if item else None
            if known and known.refuses(tombstone.at):
                return known
            item = item or self._table.item(pk, _TOMBSTONE)
            item.doc, item.expires_at = document(tombstone), tombstone.at + REMEMBERED_FOR
            return tombstone if self._table.put(item) else None

        return until_written(attempt)

    def keep(self, erasure: Erasure) -> Erasure:
        """Keep a new erasure; return the one that is there then: the first stands."""
        item = self._table.item(_pk(erasure.id), _ORDER, doc=document(erasure))
        return Erasure.model_validate_json(self._table.put_once(item).doc)

    def get(self, erasure_id: str) -> Erasure:
        """Return an erasure as it is at this moment.

        Raises
        ------
        NotFoundError
            ``ERASURE_NOT_FOUND``.
        """
        return Erasure.model_validate_json(self._item(erasure_id).doc)

    def change(self, erasure_id: str, step: Callable[[Erasure], Erasure]) -> Erasure:
        """Move an erasure on, and return it as it is then.

        Raises
        ------
        NotFoundError
            ``ERASURE_NOT_FOUND``.
        """

        def attempt() -> Erasure | None:
            item = self._item(erasure_id)
            before = Erasure.model_validate_json(item.doc)
            after = step(before)
            item.doc = document(after)
            return after if after is before or self._table.put(item) else None

        return until_written(attempt)

    def add(self, erasure_id: str, counts: Mapping[str, int]) -> Erasure:
        """Count what was erased, and return the erasure as it is then.

        Raises
        ------
        NotFoundError
            ``ERASURE_NOT_FOUND``.
        """
        return self.change(erasure_id, lambda known: known.with_counts(counts))

    def _item(self, erasure_id: str) -> NotificationItem:
        item = self._table.get(_pk(erasure_id), _ORDER, consistent=True)
        if item is None:
            raise NotFoundError("ERASURE_NOT_FOUND", "There is no such erasure.", field="erasureId")
        return item

    def _tombstone(self, user_id: str) -> Tombstone | None:
        item = self._table.get(_grave(user_id), _TOMBSTONE, consistent=True)
        return Tombstone.model_validate_json(item.doc) if item else None


class ErasureJobs:
    """The state machine that erases: its executions know an erasure's id, never a dancer's."""

    def __init__(self, state_machine_arn: str) -> None:
        self._workflow = Workflow(state_machine_arn)

    def start(self, erasure: Erasure) -> None:
        """Start an erasure, once."""
        self._workflow.start(f'{{"erasureId": "{erasure.id}"}}', name=erasure.id)


def _pk(erasure_id: str) -> str:
    return f"ERASURE#{erasure_id}"


def _grave(user_id: str) -> str:
    return f"GONE#{nameless(user_id)}"
