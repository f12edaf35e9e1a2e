"""The audit log in the operations table: ``AUD#<day>`` / ``AT#<moment>#<id>``, never changed."""

from __future__ import annotations

from datetime import date
from typing import Final

from idance.domain.audit import AuditEntry
from idance.domain.challenge import day_of
from idance.domain.page import Page
from idance.store.item import Item
from idance.store.sessions import moment_text
from idance.store.table import Table, document

_AT: Final = "AT#"


class AuditStore:
    """What admins did, by day."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(Item, table_name)

    def add(self, entry: AuditEntry) -> None:
        """Keep an entry for good."""
        key = _day_key(day_of(entry.at)), f"{_AT}{moment_text(entry.at)}#{entry.id}"
        self._table.put_once(self._table.item(*key, doc=document(entry)))

    def of_day(self, day: date, *, limit: int, cursor: str | None) -> Page[AuditEntry]:
        """Return some of the entries of a UTC day, the latest first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        page = self._table.page(_day_key(day), _AT, limit=limit, cursor=cursor)
        entries = tuple(AuditEntry.model_validate_json(item.doc) for item in page.items)
        return Page(entries, page.next_cursor)


def _day_key(day: date) -> str:
    return f"AUD#{day:%Y-%m-%d}"
