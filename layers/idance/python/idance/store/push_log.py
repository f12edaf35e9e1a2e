"""What has been pushed, in the social table: ``PUSHED#<sha256>`` / ``TO#<whom>``, gone in two days.

What was pushed is there as a hash: it would name the dancer.
The stream tells everything at least once. Whoever writes the item may push; nobody else can.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from idance.store.notifications import NotificationItem
from idance.store.table import Table

KEPT: Final = timedelta(days=2)
"""Longer than the stream can bring anything again."""


class PushLog:
    """Pushes by what was told and whom."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(NotificationItem, table_name)

    def begin(self, what: str, whom: str, *, now: datetime) -> bool:
        """Note that something is pushed to somebody; False if it has been already."""
        pk, sk = _key(what, whom)
        return self._table.put(self._table.item(pk, sk, expires_at=now + KEPT))

    def take_back(self, what: str, whom: str) -> None:
        """Note that it was not pushed after all, so that it may be."""
        self._table.remove(*_key(what, whom))


def _key(what: str, whom: str) -> tuple[str, str]:
    return f"PUSHED#{hashlib.sha256(what.encode()).hexdigest()}", f"TO#{whom}"
