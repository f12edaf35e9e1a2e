"""Entries, changed whole; each is listed under its challenge by what it is worth then."""

from __future__ import annotations

from collections.abc import Callable

from idance.domain.board import challenge_board
from idance.domain.entry import Entry
from idance.domain.submission import Submission
from idance.store.challenges import ChallengeStore
from idance.store.entries import EntryStore


class EntryService:
    """What is decided on entries after they were scored goes through here."""

    def __init__(self, entries: EntryStore, challenges: ChallengeStore) -> None:
        self._entries = entries
        self._challenges = challenges

    def get(self, submission_id: str) -> Entry:
        """Return an entry as it is at this moment.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        """
        return self._entries.get(submission_id)

    def change(self, submission_id: str, step: Callable[[Entry], Entry]) -> Entry:
        """Move an entry on in one step, and return it as it is then.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        """
        return self._entries.change(submission_id, step, packed=self._packed)

    def _packed(self, attempt: Submission) -> int:
        board = challenge_board(self._challenges.get(attempt.challenge_id))
        return board.pack(attempt.total, attempt.submitted_at)
