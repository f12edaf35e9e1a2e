"""Submissions and their attempts, in the dancer's own partition of the core table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.ids import parse_submission_id
from idance.domain.session import Session
from idance.domain.submission import Submission
from idance.domain.submission_status import IN_VAIN
from idance.store import core
from idance.store.core import CoreItem
from idance.store.images import Versioned
from idance.store.table import Table, document, until_written


class SubmissionStore:
    """One submission a dancer and challenge; one record, changed by re-scoring only, an attempt."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(CoreItem, table_name)

    def get(
        self,
        user_id: str,
        challenge_id: str,
        *,
        consistent: bool = False,
    ) -> Submission | None:
        """Return a dancer's submission to a challenge, if there is one."""
        item = self._item(user_id, challenge_id, consistent=consistent)
        return core.submission_in(item) if item else None

    def versioned(self, user_id: str, challenge_id: str) -> Versioned | None:
        """Return a dancer's submission as it is at this moment, with its item's version."""
        item = self._item(user_id, challenge_id, consistent=True)
        return Versioned(core.submission_in(item), item.version or 0) if item else None

    def find(self, submission_id: str) -> Submission:
        """Return a submission by its id, as it is at this moment.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        """
        address = parse_submission_id(submission_id)
        found = address and self.get(address.user_id, address.challenge_id, consistent=True)
        if not found:
            raise no_such_submission()
        return found

    def standing_on(self, session: Session) -> Submission | None:
        """Return the submission made of a session as it is at this moment, if there is one."""
        if session.challenge_id is None:
            return None
        submission = self.get(session.user_id, session.challenge_id, consistent=True)
        stands = submission is not None and submission.session_id == session.id
        return submission if stands else None

    def needs(self, session: Session) -> bool:
        """Whether a submission, or the best attempt behind one, stands on a session's clip."""
        if session.challenge_id is None:
            return False
        current = self.get(session.user_id, session.challenge_id, consistent=True)
        behind = (current, current.best) if current else ()
        return any(
            one.session_id == session.id and one.status not in IN_VAIN for one in behind if one
        )

    def check_vacant(self, user_id: str, challenge_id: str, *, max_attempts: int) -> None:
        """Refuse one attempt more than a challenge allows (0: any number).

        Raises
        ------
        ConflictError
            ``ALREADY_SUBMITTED``, ``NO_ATTEMPTS_LEFT``.
        """
        self._vacant(user_id, challenge_id, max_attempts)

    def submit(self, submission: Submission, *, max_attempts: int) -> Submission:
        """Store a new attempt, and return it as the one it is: the first, or one that follows.

        Raises
        ------
        ConflictError
            ``ALREADY_SUBMITTED``: of any number at once, one gets in; ``NO_ATTEMPTS_LEFT``;
            ``SESSION_ALREADY_SUBMITTED`` if an earlier attempt was made of the same clip.
        """
        before = self._vacant(submission.user_id, submission.challenge_id, max_attempts)
        if before and self._table.get(before.pk, core.attempt_sk(submission)):
            raise session_taken()
        item = before or self._fresh(submission, core.submission_sk(submission.challenge_id))
        entered = submission.after(core.submission_in(before) if before else None)
        item.doc = document(entered)
        if not self._table.put(item):
            raise _already_submitted()
        return entered

    def change(
        self, submission: Submission, step: Callable[[Submission], Submission]
    ) -> Submission:
        """Move a submission on, and return it as it is then; another attempt's is left alone.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.
        """
        return self._change(submission, step)

    def finish(self, outcome: Submission, *, packed: int | None = None) -> Submission:
        """Give a submission that is open the outcome of its first attempt.

        One that has a best before it, or was released, is `Entry.ended`.

        Parameters
        ----------
        outcome : Submission
            As it was recorded, with its badges.
        packed : int, optional
            Its packed score on the challenge's board, if it was scored.

        Returns
        -------
        Submission
            What stands then: an outcome that is there already, or this one.
        """
        return self._change(
            outcome,
            lambda current: outcome if current.is_open else current,
            packed=packed,
        )

    def of_dancers(self, challenge_id: str, user_ids: Iterable[str]) -> dict[str, Submission]:
        """Return what is ranked of many dancers in a challenge, by dancer."""
        sk = core.submission_sk(challenge_id)
        items = self._table.gather([(core.dancer_key(user_id), sk) for user_id in user_ids])
        return {core.dancer_of(item): core.submission_in(item).ranked for item in items}

    def of_dancer(self, user_id: str) -> Iterator[Submission]:
        """Return all submissions of a dancer, in the order of their challenges' ids."""
        rows = self._table.query(core.dancer_key(user_id), CoreItem.sk.startswith(core.SUBMISSION))
        yield from map(core.submission_in, rows)

    def versioned_of(self, user_id: str) -> list[tuple[Submission, int]]:
        """Return all submissions of a dancer as they are at this moment, with their versions."""
        rows = self._table.query(
            core.dancer_key(user_id), CoreItem.sk.startswith(core.SUBMISSION), consistent=True
        )
        return [(core.submission_in(row), row.version or 0) for row in rows]

    def _change(
        self,
        target: Submission,
        step: Callable[[Submission], Submission],
        *,
        packed: int | None = None,
    ) -> Submission:
        """Change the dancer's submission, if it is (still) there, on the target's session."""

        def attempt() -> Submission | None:
            item = self._item(target.user_id, target.challenge_id, consistent=True)
            if item is None:
                return target
            before = core.submission_in(item)
            after = step(before) if before.session_id == target.session_id else before
            if after is before:
                return before
            item.doc = document(after)
            core.list_entry(item, after, packed if after.session_id == target.session_id else None)
            return after if self._table.put(item) else None

        return until_written(attempt)

    def _vacant(self, user_id: str, challenge_id: str, max_attempts: int) -> CoreItem | None:
        item = self._item(user_id, challenge_id, consistent=True)
        if item is None:
            return None
        before = core.submission_in(item)
        if before.may_be_followed(max_attempts):
            return item
        if max_attempts == 1 or before.is_undecided:
            raise _already_submitted()
        raise ConflictError(
            "NO_ATTEMPTS_LEFT", f"You have used all {max_attempts} attempts at this challenge."
        )

    def _item(self, user_id: str, challenge_id: str, *, consistent: bool) -> CoreItem | None:
        return self._table.get(
            core.dancer_key(user_id),
            core.submission_sk(challenge_id),
            consistent=consistent,
        )

    def _fresh(self, submission: Submission, sk: str) -> CoreItem:
        return self._table.item(core.dancer_key(submission.user_id), sk, doc=document(submission))


def no_such_submission() -> NotFoundError:
    """Return the answer to whoever may not know of a submission, or asks for none."""
    return NotFoundError(
        "SUBMISSION_NOT_FOUND", "There is no such submission.", field="submissionId"
    )


def session_taken() -> ConflictError:
    """Return the answer to a clip that was entered before."""
    return ConflictError(
        "SESSION_ALREADY_SUBMITTED",
        "This clip has been entered already. Please record a new one.",
        field="sessionId",
    )


def _already_submitted() -> ConflictError:
    return ConflictError("ALREADY_SUBMITTED", "You have already submitted to this challenge.")
