"""Review cases in the operations table: ``RV#<submissionId or commentId>`` / ``CASE``.

Who has reported which dance or comment is also listed with whom, ``U#<userId>`` / ``RP#<its id>``.

A case that waits is in the sparse index ``due``, under the name of its queue (``REVIEW``, or
``REVIEW#scores`` where nothing but a score is doubted), by when it began to wait: people look at a
few a minute, so one partition each is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from idance.domain.page import Page, cursor_of, place_of
from idance.domain.review_case import Queue, Report, ReviewCase
from idance.store.core import dancer_key
from idance.store.item import Item, Key
from idance.store.sessions import DUE, SessionItem, moment_text
from idance.store.table import Table, document, until_written

_SK: Final = "CASE"
_QUEUES: Final = {Queue.CLIPS: "REVIEW", Queue.SCORES: "REVIEW#scores"}
_REPORTED: Final = "RP#"
_BETWEEN: Final = "|"


class CaseStore:
    """Review cases by submission, and those that wait by when they began to."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(SessionItem, table_name)

    def get(self, submission_id: str, user_id: str) -> ReviewCase:
        """Return a submission's case as it is at this moment; an empty one if there is none."""
        empty = ReviewCase(submission_id=submission_id, user_id=user_id)
        return self.find(submission_id) or empty

    def find(self, subject: str) -> ReviewCase | None:
        """Return the case of a submission or a comment as it is at this moment, if there is one."""
        item = self._table.get(_pk(subject), _SK, consistent=True)
        return _case(item) if item else None

    def change(
        self,
        submission_id: str,
        user_id: str,
        step: Callable[[ReviewCase], ReviewCase],
        *,
        comment_id: str | None = None,
    ) -> ReviewCase:
        """Move the case of a submission, or of a comment on it, on; the first from an empty one.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.
        """
        pk = _pk(comment_id or submission_id)
        empty = ReviewCase(submission_id=submission_id, user_id=user_id, comment_id=comment_id)

        def attempt() -> ReviewCase | None:
            item = self._table.get(pk, _SK, consistent=True)
            before = _case(item) if item else empty
            after = step(before)
            item = item or self._table.item(pk, _SK)
            return after if after is before or self._table.put(_filled(item, after)) else None

        return until_written(attempt)

    def note_reporter(self, subject: str, user_id: str) -> None:
        """List what somebody is about to report with them: a list forgives what is not there."""
        self._table.put(self._table.item(dancer_key(user_id), f"{_REPORTED}{subject}"))

    def forget(self, subject: str) -> bool:
        """Forget a case, and who reported it; return whether there was one."""
        known = self.find(subject)
        for reporter in known.reporters if known else ():
            self._table.remove(dancer_key(reporter), f"{_REPORTED}{subject}")
        self._table.remove(_pk(subject), _SK)
        return known is not None

    def reports_of(self, user_id: str) -> Iterator[Report]:
        """Return what a dancer has reported."""
        listed = Item.sk.startswith(_REPORTED)
        for row in self._table.query(dancer_key(user_id), listed, consistent=True):
            case = self.find(row.sk.removeprefix(_REPORTED))
            yield from (one for one in case.reports if one.reporter == user_id) if case else ()

    def forget_reports(self, user_id: str) -> int:
        """Take what a dancer has reported out of all cases; return how many there were."""
        listed = Item.sk.startswith(_REPORTED)
        rows = list(self._table.query(dancer_key(user_id), listed, consistent=True))
        for row in rows:
            self._without(row.sk.removeprefix(_REPORTED), user_id)
            self._table.remove(row.pk, row.sk)
        return len(rows)

    def _without(self, subject: str, user_id: str) -> None:
        def attempt() -> bool | None:
            item = self._table.get(_pk(subject), _SK, consistent=True)
            if item is None:
                return True
            item.doc = document(_case(item).without_reporter(user_id))
            return self._table.put(item) or None

        until_written(attempt)

    def waiting(self, queue: Queue, *, limit: int, cursor: str | None) -> Page[ReviewCase]:
        """Return some of the cases that wait in a queue, the longest-waiting first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        partition = _QUEUES[queue]
        after = _start(partition, cursor) if cursor else None
        rows = self._table.query(partition, index=DUE, most=limit, after=after)
        keys = [(row.pk, row.sk) for row in rows]
        found = {item.pk: _case(item) for item in self._table.gather(keys)}
        cases = tuple(found[pk] for pk, _ in keys if pk in found and found[pk].waits_since)
        more = rows.place
        place = f"{more['dueAt']['S']}{_BETWEEN}{more['PK']['S']}" if more else None
        return Page(cases, cursor_of(place) if place else None)


def _start(partition: str, cursor: str) -> Key:
    due_at, _, pk = place_of(cursor, within="").partition(_BETWEEN)
    place = {"duePartition": partition, "dueAt": due_at or " ", "PK": pk or " ", "SK": _SK}
    return {name: {"S": value} for name, value in place.items()}


def _pk(subject: str) -> str:
    return f"RV#{subject}"


def _case(item: SessionItem) -> ReviewCase:
    return ReviewCase.model_validate_json(item.doc)


def _filled(item: SessionItem, case: ReviewCase) -> SessionItem:
    waits = case.waits_since
    item.doc = document(case)
    item.due_partition = _QUEUES[case.queue] if waits else None
    item.due_at = moment_text(waits) if waits else None
    return item
