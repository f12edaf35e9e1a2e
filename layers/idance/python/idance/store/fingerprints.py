"""Clips by their fingerprints' keys, in the operations table, for as long as clips are kept.

============= ======================= ===============================================
PK            SK                      holds
============= ======================= ===============================================
S#<sessionId> PRINT                   when the session's clip was filed, never changed;
                                      ``doc``, ``expiresAt``; ``keys``, with spaces between
FP#<key>      <moment>#<sessionId>    the same, under one of its keys
============= ======================= ===============================================

A clip is filed before it looks for others, and sees only those filed before: of two that arrive at
once, one sees the other, however often either is repeated. A key is a hash, so that partitions are
many and none is hot; where many clips share one, only the latest are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Final

from pydantic import AwareDatetime

from idance.domain.model import Model
from idance.store.item import Item, Text
from idance.store.sessions import SessionItem
from idance.store.table import Table, document

KEPT: Final = timedelta(days=30)
PER_KEY: Final = 24
MOST: Final = 8
"""Clips that are worth comparing: the likest share the most keys."""
_SK: Final = "PRINT"


class FiledClip(Model):
    """A clip that others are compared with.

    Attributes
    ----------
    at : datetime
        When it was first filed.
    """

    session_id: str
    user_id: str
    pose_file_key: str
    at: AwareDatetime


class PrintItem(SessionItem):
    """A filed clip; the first item of it knows all its keys."""

    keys = Text()


class FingerprintStore:
    """Clips by the keys of their fingerprints."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(PrintItem, table_name)

    def file(self, clip: FiledClip, keys: Iterable[str]) -> FiledClip:
        """File a clip under its keys; return it as it was filed first."""
        keys = tuple(keys)
        first = self._item(f"S#{clip.session_id}", _SK, clip)
        first.keys = " ".join(keys)
        first = self._table.put_once(first)
        filed = FiledClip.model_validate_json(first.doc)
        for key in keys:
            self._table.put(self._item(f"FP#{key}", _place(filed), filed))
        return filed

    def filed_before(self, clip: FiledClip, keys: Iterable[str]) -> list[FiledClip]:
        """Return clips that share keys with one and were filed before it, the likest first."""
        found: dict[str, FiledClip] = {}
        shared: Counter[str] = Counter()
        for key in keys:
            for other in self._under(key, clip):
                found[other.session_id] = other
                shared[other.session_id] += 1
        return [found[session_id] for session_id, _ in shared.most_common(MOST)]

    def forget(self, session_id: str) -> bool:
        """Forget a session's clip under all its keys; return whether it was filed."""
        first = self._table.get(f"S#{session_id}", _SK, consistent=True)
        if first is None:
            return False
        filed = FiledClip.model_validate_json(first.doc)
        for key in (first.keys or "").split():
            self._table.remove(f"FP#{key}", _place(filed))
        self._table.remove(first.pk, first.sk)
        return True

    def _under(self, key: str, clip: FiledClip) -> list[FiledClip]:
        rows = self._table.query(
            f"FP#{key}", Item.sk < _place(clip), descending=True, most=PER_KEY, consistent=True
        )
        return [FiledClip.model_validate_json(row.doc) for row in rows]

    def _item(self, pk: str, sk: str, clip: FiledClip) -> PrintItem:
        return self._table.item(pk, sk, doc=document(clip), expires_at=clip.at + KEPT)


def _place(clip: FiledClip) -> str:
    return f"{clip.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}#{clip.session_id}"
