"""Submissions and their attempts, in the dancer's own partition of the core table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.gate import Review
from idance.domain.ids import parse_submission_id
from idance.domain.session import Session
from idance.domain.submission import Submission, SubmissionStatus
from idance.store import core
from idance.store.core import CoreItem
from idance.store.outages import outages_named
from idance.store.table import Table, document, until_written


class SubmissionStore:
    """One submission a dancer and challenge; one record, never changed, an attempt."""

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
        return _submission(item) if item else None

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

    def check_vacant(self, user_id: str, challenge_id: str) -> None:
        """Refuse a second submission: only one that failed may be followed by another.

        Raises
        ------
        ConflictError
            ``ALREADY_SUBMITTED``.
        """
        self._vacant(user_id, challenge_id)

    def submit(self, submission: Submission) -> None:
        """Store a new submission; it may take the place of one that failed.

        Raises
        ------
        ConflictError
            ``ALREADY_SUBMITTED``: of any number at once, one gets in.
        """
        failed = self._vacant(submission.user_id, submission.challenge_id)
        item = failed or self._fresh(submission, _sk(submission.challenge_id))
        item.doc = document(submission)
        if not self._table.put(item):
            raise _already_submitted()

    def begin(self, submission: Submission) -> None:
        """Note that the pipeline works on a submission, unless it has gone further already."""
        self._change(submission, Submission.processing)

    def record(self, outcome: Submission) -> Submission:
        """Record how an attempt ended, before anything is derived from it.

        Returns
        -------
        Submission
            What is recorded: the first outcome of an attempt stands.
        """
        item = self._fresh(outcome, f"{core.ATTEMPT}{outcome.challenge_id}#{outcome.session_id}")
        return _submission(self._table.put_once(item))

    def finish(self, outcome: Submission, *, packed: int | None = None) -> Submission:
        """Give a submission that is open, or released, the outcome of its attempt.

        Parameters
        ----------
        outcome : Submission
            As it was recorded, with its badges.
        packed : int, optional
            Its packed score on the challenge's board, if it was scored.

        Returns
        -------
        Submission
            As it is then: one that has an outcome already keeps it.
        """
        return self._change(
            outcome,
            lambda current: outcome if current.is_open or current.is_released else current,
            packed=packed,
        )

    def review(self, submission: Submission, review: Review) -> Submission:
        """Note what a reviewer decided of a held submission; return it as it is then."""
        return self._change(submission, lambda current: current.reviewed(review))

    def of_dancers(self, challenge_id: str, user_ids: Iterable[str]) -> dict[str, Submission]:
        """Return the submissions of many dancers to a challenge, by dancer."""
        sk = _sk(challenge_id)
        items = self._table.gather([(core.dancer_key(user_id), sk) for user_id in user_ids])
        return {core.dancer_of(item): _submission(item) for item in items}

    def scored(self, challenge_id: str) -> Iterator[tuple[str, int]]:
        """Return every scored submission of a challenge: its dancer and its packed score."""
        with outages_named():
            for shard in range(core.SHARDS):
                rows = self._table.model.by_challenge.query(core.shard_key(challenge_id, shard))
                yield from ((core.dancer_of(row), int(row.packed)) for row in rows)

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
            before = _submission(item)
            after = step(before) if before.session_id == target.session_id else before
            if after is before:
                return before
            item.doc = document(after)
            if packed is not None:
                item.shard = core.shard_key(after.challenge_id, core.shard_of(after.user_id))
                item.packed = core.packed_text(packed)
            return after if self._table.put(item) else None

        return until_written(attempt)

    def _vacant(self, user_id: str, challenge_id: str) -> CoreItem | None:
        item = self._item(user_id, challenge_id, consistent=True)
        if item and _submission(item).status is not SubmissionStatus.FAILED:
            raise _already_submitted()
        return item

    def _item(self, user_id: str, challenge_id: str, *, consistent: bool) -> CoreItem | None:
        return self._table.get(
            core.dancer_key(user_id),
            _sk(challenge_id),
            consistent=consistent,
        )

    def _fresh(self, submission: Submission, sk: str) -> CoreItem:
        return self._table.model(core.dancer_key(submission.user_id), sk, doc=document(submission))


def _sk(challenge_id: str) -> str:
    return f"{core.SUBMISSION}{challenge_id}"


def _submission(item: CoreItem) -> Submission:
    return Submission.model_validate_json(item.doc)


def no_such_submission() -> NotFoundError:
    """Return the answer to whoever may not know of a submission, or asks for none."""
    return NotFoundError(
        "SUBMISSION_NOT_FOUND", "There is no such submission.", field="submissionId"
    )


def _already_submitted() -> ConflictError:
    return ConflictError("ALREADY_SUBMITTED", "You have already submitted to this challenge.")
