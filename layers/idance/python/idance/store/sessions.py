"""The operations table: sessions, each gone some time after it was made.

============= ======= ===========================================================
PK            SK      holds
============= ======= ===========================================================
S#<sessionId> SESSION the session (``doc``), ``expiresAt``; and while somebody waits
                      for it ``duePartition`` (``DUE#<0..511>``) and ``dueAt``
U#<userId>    SESS#<moment>#<sessionId>
                      ``sessionId`` that the dancer made then; ``expiresAt``
CLIP#<sha256> ENTERED ``sessionId`` that entered these bytes first, never changed;
                      ``expiresAt``
============= ======= ===========================================================

The sparse index ``due`` lists what should be looked after, the oldest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zlib import crc32

from idance.domain.errors import NotFoundError
from idance.domain.page import Page
from idance.domain.session import Session
from idance.store import core
from idance.store.item import Index, Item, Moment, Text
from idance.store.table import Table, document, until_written

KEPT: Final = timedelta(days=90)
"""How long a session is kept; the submission made of it stays."""
DUE_SHARDS: Final = 512
_SK: Final = "SESSION"
_ENTERED: Final = "ENTERED"
_LISTED: Final = "SESS#"


class SessionItem(Item):
    """An item of the operations table."""

    expires_at = Moment("expiresAt")
    session_id = Text("sessionId")
    due_partition = Text("duePartition")
    due_at = Text("dueAt")


DUE: Final = Index("due", SessionItem.due_partition, SessionItem.due_at)
"""Sessions to look after, by when."""


class SessionStore:
    """Sessions by id, and by when they are due."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(SessionItem, table_name)

    def add(self, session: Session) -> None:
        """Store a new session, in its dancer's list first: a list forgives what is not there."""
        listed = self._table.item(
            core.dancer_key(session.user_id),
            f"{_LISTED}{moment_text(session.created_at)}#{session.id}",
            session_id=session.id,
            expires_at=session.created_at + KEPT,
        )
        self._table.put(listed)
        item = self._table.item(_pk(session.id), _SK)
        self._table.put(_filled(item, session))

    def of_dancer(self, user_id: str, *, limit: int, cursor: str | None) -> Page[Session]:
        """Return some of a dancer's sessions, the latest first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        listed = self._table.page(core.dancer_key(user_id), _LISTED, limit=limit, cursor=cursor)
        keys = [(_pk(item.session_id), _SK) for item in listed.items]
        found = {item.pk: _session(item) for item in self._table.gather(keys)}
        return Page(tuple(found[pk] for pk, _ in keys if pk in found), listed.next_cursor)

    def get(self, session_id: str) -> Session:
        """Return a session as it is at this moment (a consistent read).

        Raises
        ------
        NotFoundError
            ``SESSION_NOT_FOUND``.
        """
        return _session(self._item(session_id))

    def change(self, session_id: str, step: Callable[[Session], Session]) -> Session:
        """Move a session on, and return it as it is then.

        Parameters
        ----------
        session_id : str
            Which one.
        step : callable
            Computes the next state; may be called again if somebody else was faster. Returning
            the very object it was given means that nothing is to change.

        Raises
        ------
        NotFoundError
            ``SESSION_NOT_FOUND``.
        """

        def attempt() -> Session | None:
            item = self._item(session_id)
            before = _session(item)
            after = step(before)
            return after if after is before or self._table.put(_filled(item, after)) else None

        return until_written(attempt)

    def first_with(self, video_sha256: str, session: Session) -> str:
        """Note that a session enters a clip; return the id of the session that did so first."""
        item = self._table.item(
            f"CLIP#{video_sha256}",
            _ENTERED,
            session_id=session.id,
            expires_at=session.updated_at + KEPT,
        )
        return self._table.put_once(item).session_id

    def all_of(self, user_id: str) -> Iterator[Session]:
        """Return all of a dancer's sessions that are kept, as they are at this moment."""
        listed = Item.sk.startswith(_LISTED)
        rows = self._table.query(core.dancer_key(user_id), listed, consistent=True)
        keys = [(_pk(row.session_id), _SK) for row in rows]
        yield from map(_session, self._table.gather(keys, consistent=True))

    def forget(self, session: Session) -> None:
        """Remove a session, and that it was the first to enter its clip."""
        clip = session.score.video_sha256 if session.score else None
        first = self._table.get(f"CLIP#{clip}", _ENTERED, consistent=True) if clip else None
        if first and first.session_id == session.id:
            self._table.remove(first.pk, first.sk)
        self._table.remove(_pk(session.id), _SK)
        listed = f"{_LISTED}{moment_text(session.created_at)}#{session.id}"
        self._table.remove(core.dancer_key(session.user_id), listed)

    def overdue(self, now: datetime) -> Iterator[str]:
        """Return the ids of the sessions that should have moved on by now."""
        by_now = SessionItem.due_at <= moment_text(now)
        for shard in range(DUE_SHARDS):
            due = self._table.query(f"DUE#{shard}", by_now, index=DUE)
            yield from (item.pk.removeprefix("S#") for item in due)

    def _item(self, session_id: str) -> SessionItem:
        item = self._table.get(_pk(session_id), _SK, consistent=True)
        if item is None:
            raise NotFoundError(
                "SESSION_NOT_FOUND",
                "There is no such session. Please start again.",
                field="sessionId",
            )
        return item


def _pk(session_id: str) -> str:
    return f"S#{session_id}"


def _session(item: SessionItem) -> Session:
    return Session.model_validate_json(item.doc)


def _filled(item: SessionItem, session: Session) -> SessionItem:
    due = session.due_at
    item.doc = document(session)
    item.expires_at = session.created_at + KEPT
    item.due_partition = f"DUE#{crc32(session.id.encode()) % DUE_SHARDS}" if due else None
    item.due_at = moment_text(due) if due else None
    return item


def moment_text(moment: datetime) -> str:
    """Return a moment as text that sorts as time does."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
