"""Entries whole: a submission, its attempts' records and its dancer's stats, changed in one step.

All are items of the dancer's own partition. A transaction writes those that a change concerns, on
the condition that none of them has changed since it was read: whoever hides an entry while it is
scored again, or the other way round, reads it again and finds what the other made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from idance.domain.entry import Entry
from idance.domain.ids import parse_submission_id
from idance.domain.model import Model
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.store import core
from idance.store.core import CoreItem
from idance.store.submissions import no_such_submission
from idance.store.table import Table, document, until_written


class EntryStore:
    """Entries by the submission's id."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(CoreItem, table_name)

    def get(self, submission_id: str) -> Entry:
        """Return an entry as it is at this moment.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        """
        return _Items(self._table, submission_id).entry

    def change(
        self,
        submission_id: str,
        step: Callable[[Entry], Entry],
        *,
        packed: Callable[[Submission], int],
    ) -> Entry:
        """Move an entry on, and return it as it is then.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.

        Parameters
        ----------
        packed : callable
            What an attempt's score is on its challenge's board, packed; asked if it is ranked.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        UnavailableError
            ``TOO_BUSY``; the service is away.
        """

        def attempt() -> Entry | None:
            items = _Items(self._table, submission_id)
            after = step(items.entry)
            if after is items.entry:
                return after
            return after if self._table.put_all(*items.moved_to(after, packed)) else None

        return until_written(attempt)


class _Items:
    """What an entry is made of, as it was read."""

    def __init__(self, table: Table[CoreItem], submission_id: str) -> None:
        address = parse_submission_id(submission_id)
        if address is None:
            raise no_such_submission()
        pk, sk = core.dancer_key(address.user_id), core.submission_sk(address.challenge_id)
        submission = table.get(pk, sk, consistent=True)
        if submission is None:
            raise no_such_submission()
        behind = CoreItem.sk.startswith(f"{core.ATTEMPT}{address.challenge_id}#")
        records = sorted(table.query(pk, behind, consistent=True), key=_place)
        stats = table.get(pk, core.STATS, consistent=True)
        self._table, self._submission, self._records = table, submission, records
        self._stats = stats or table.item(pk, core.STATS)
        self.entry = Entry(
            submission=core.submission_in(submission),
            attempts=tuple(map(core.submission_in, records)),
            stats=core.stats_in(stats) if stats else DancerStats(user_id=address.user_id),
        )

    def moved_to(self, after: Entry, packed: Callable[[Submission], int]) -> list[CoreItem]:
        """Return the items that a change concerns, as they are to be."""
        before, ranked = self.entry, after.submission.ranked
        pairs: list[tuple[CoreItem, Model | None, Model]] = [
            (self._submission, before.submission, after.submission),
            (self._stats, before.stats, after.stats),
        ]
        fresh = [
            self._table.item(self._submission.pk, core.attempt_sk(one))
            for one in after.attempts[len(self._records) :]
        ]
        olds = (*before.attempts, *(None for _ in fresh))
        pairs += zip((*self._records, *fresh), olds, after.attempts, strict=True)
        is_ranked = ranked.status is SubmissionStatus.SCORED
        core.list_entry(self._submission, after.submission, packed(ranked) if is_ranked else None)
        moved = [(item, new) for item, old, new in pairs if new != old]
        for item, new in moved:
            item.doc = document(new)
        return [item for item, _ in moved]


def _place(record: CoreItem) -> tuple[datetime, int]:
    """Return what attempts are in order by."""
    attempt = core.submission_in(record)
    return attempt.submitted_at, attempt.attempt
