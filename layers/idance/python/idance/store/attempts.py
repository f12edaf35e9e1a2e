"""Attempts as they ended, in the dancer's own partition of the core table: one record each."""

from __future__ import annotations

from idance.domain.submission import Submission
from idance.store import core
from idance.store.core import CoreItem
from idance.store.table import Table, document


class AttemptStore:
    """Attempts by dancer and challenge."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(CoreItem, table_name)

    def record(self, outcome: Submission) -> Submission:
        """Record how an attempt ended, before anything is derived from it.

        Returns
        -------
        Submission
            What is recorded: the first outcome of an attempt stands.
        """
        return core.submission_in(self._table.put_once(self._item(outcome)))

    def of(self, user_id: str, challenge_id: str) -> tuple[Submission, ...]:
        """Return every attempt of a dancer at a challenge as it ended, the latest first."""
        rows = self._table.query(
            core.dancer_key(user_id), CoreItem.sk.startswith(f"{core.ATTEMPT}{challenge_id}#")
        )
        ended = [core.submission_in(row) for row in rows]
        return tuple(sorted(ended, key=lambda one: one.submitted_at, reverse=True))

    def _item(self, outcome: Submission) -> CoreItem:
        return self._table.item(
            core.dancer_key(outcome.user_id), core.attempt_sk(outcome), doc=document(outcome)
        )
