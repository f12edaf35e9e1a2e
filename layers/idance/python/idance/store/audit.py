"""The audit log in the operations table.

========== ================================= ====================================================
PK         SK                                holds
========== ================================= ====================================================
AUD#<day>  AT#<moment>#<id>                  an entry (``doc``), changed only to make it nameless
U#<userId> AUD#<day>|AT#<moment>#<id>        that it names this dancer (nothing else)
========== ================================= ====================================================
"""

from __future__ import annotations

from datetime import date
from typing import Final

from idance.domain.audit import AuditEntry
from idance.domain.challenge import day_of
from idance.domain.page import Page
from idance.store.core import dancer_key
from idance.store.item import Item
from idance.store.sessions import moment_text
from idance.store.table import Table, document, until_written

_AT: Final = "AT#"
DAY: Final = "AUD#"
_BETWEEN: Final = "|"


class AuditStore:
    """What admins did, by day."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(Item, table_name)

    def add(self, entry: AuditEntry) -> None:
        """Keep an entry for good, listed first with the dancers whom it names."""
        key = _day_key(day_of(entry.at)), f"{_AT}{moment_text(entry.at)}#{entry.id}"
        for user_id in entry.named:
            self._table.put(self._table.item(dancer_key(user_id), _BETWEEN.join(key)))
        self._table.put_once(self._table.item(*key, doc=document(entry)))

    def make_nameless(self, user_id: str) -> int:
        """Take a dancer's name out of all entries; return how many there were."""
        listed = Item.sk.startswith(DAY)
        rows = list(self._table.query(dancer_key(user_id), listed, consistent=True))
        for row in rows:
            self._without(row.sk.partition(_BETWEEN), user_id)
            self._table.remove(row.pk, row.sk)
        return len(rows)

    def _without(self, key: tuple[str, str, str], user_id: str) -> None:
        pk, _, sk = key

        def attempt() -> bool | None:
            item = self._table.get(pk, sk, consistent=True)
            if item is None:
                return True
            item.doc = document(AuditEntry.model_validate_json(item.doc).without(user_id))
            return self._table.put(item) or None

        until_written(attempt)

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
    return f"{DAY}{day:%Y-%m-%d}"
