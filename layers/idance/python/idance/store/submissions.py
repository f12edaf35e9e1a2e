"""Submissions and their attempts, in the dancer's own partition of the core table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from heapq import merge
from operator import itemgetter

from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.ids import parse_submission_id
from idance.domain.score import Score
from idance.domain.session import Session
from idance.domain.submission import IN_VAIN, UNSCORED, Submission, SubmissionStatus
from idance.store import core
from idance.store.core import BY_CHALLENGE, CoreItem
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
        return _submission(item) if item else None

    def versioned(self, user_id: str, challenge_id: str) -> Versioned | None:
        """Return a dancer's submission as it is at this moment, with its item's version."""
        item = self._item(user_id, challenge_id, consistent=True)
        return Versioned(_submission(item), item.version or 0) if item else None

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
        if before and self._table.get(before.pk, _attempt_sk(submission)):
            raise session_taken()
        item = before or self._fresh(submission, _sk(submission.challenge_id))
        entered = submission.after(_submission(before) if before else None)
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

    def record(self, outcome: Submission) -> Submission:
        """Record how an attempt ended, before anything is derived from it.

        Returns
        -------
        Submission
            What is recorded: the first outcome of an attempt stands.
        """
        item = self._fresh(outcome, _attempt_sk(outcome))
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
            What stands then: an outcome that is there already, or the best of all attempts.
        """
        return self._change(
            outcome,
            lambda current: (
                outcome.concluded() if current.is_open or current.is_released else current
            ),
            packed=packed,
        )

    def withhold(
        self, submission: Submission, status: SubmissionStatus, *, at: datetime
    ) -> Submission:
        """Take a scored submission off its challenge's board; return it as it is then."""
        return self._change(submission, lambda current: current.withheld(status, at=at))

    def restore(self, submission: Submission, *, packed: int, at: datetime) -> Submission:
        """Put a withheld submission back where it was; return it as it is then."""
        return self._change(submission, lambda current: current.restored(at=at), packed=packed)

    def rescore(self, known: Submission, score: Score, *, packed: int, at: datetime) -> Submission:
        """Give a submission another version's score, and its attempt's record; return it then.

        The record comes first: a submission with the new score has everything that follows.
        """
        self._rescore_record(known, score, at)
        return self._change(known, lambda current: current.rescored(score, at=at), packed=packed)

    def _rescore_record(self, known: Submission, score: Score, at: datetime) -> None:
        def attempt() -> bool | None:
            item = self._table.get(
                core.dancer_key(known.user_id), _attempt_sk(known), consistent=True
            )
            if item is None:
                return True
            before = _submission(item)
            after = before.rescored(score, at=at)
            item.doc = document(after)
            return True if after is before or self._table.put(item) else None

        until_written(attempt)

    def of_dancers(self, challenge_id: str, user_ids: Iterable[str]) -> dict[str, Submission]:
        """Return what is ranked of many dancers in a challenge, by dancer."""
        sk = _sk(challenge_id)
        items = self._table.gather([(core.dancer_key(user_id), sk) for user_id in user_ids])
        return {core.dancer_of(item): _submission(item).ranked for item in items}

    def attempts(self, user_id: str, challenge_id: str) -> tuple[Submission, ...]:
        """Return every attempt of a dancer at a challenge as it ended, the latest first."""
        rows = self._table.query(
            core.dancer_key(user_id), CoreItem.sk.startswith(f"{core.ATTEMPT}{challenge_id}#")
        )
        ended = [_submission(row) for row in rows]
        return tuple(sorted(ended, key=lambda one: one.submitted_at, reverse=True))

    def of_dancer(self, user_id: str) -> Iterator[Submission]:
        """Return all submissions of a dancer, in the order of their challenges' ids."""
        rows = self._table.query(core.dancer_key(user_id), CoreItem.sk.startswith(core.SUBMISSION))
        yield from map(_submission, rows)

    def versioned_of(self, user_id: str) -> list[tuple[Submission, int]]:
        """Return all submissions of a dancer as they are at this moment, with their versions."""
        rows = self._table.query(
            core.dancer_key(user_id), CoreItem.sk.startswith(core.SUBMISSION), consistent=True
        )
        return [(_submission(row), row.version or 0) for row in rows]

    def scored(self, challenge_id: str, *, below: int | None = None) -> Iterator[tuple[str, int]]:
        """Return the dancers and packed scores of a challenge, from the highest down.

        Parameters
        ----------
        challenge_id : str
            Which challenge.
        below : int, optional
            The packed score to begin with; None: the very highest.
        """
        shards = (self._shard(challenge_id, shard, below) for shard in range(core.SHARDS))
        yield from merge(*shards, key=itemgetter(1), reverse=True)

    def _shard(self, challenge_id: str, shard: int, below: int | None) -> Iterator[tuple[str, int]]:
        bound = (
            CoreItem.packed < core.UNSCORED
            if below is None
            else CoreItem.packed <= core.packed_text(below)
        )
        shard_key = core.shard_key(challenge_id, shard)
        rows = self._table.query(shard_key, bound, index=BY_CHALLENGE, descending=True)
        return ((core.dancer_of(row), int(row.packed)) for row in rows)

    def outcomes(self, challenge_id: str) -> Iterator[int | None]:
        """Return the packed score of every entry that has ended; None for one without a score."""
        for shard in range(core.SHARDS):
            for row in self._table.query(core.shard_key(challenge_id, shard), index=BY_CHALLENGE):
                yield None if row.packed.startswith(core.UNSCORED) else int(row.packed)

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
            _index(item, after, packed if after.session_id == target.session_id else None)
            return after if self._table.put(item) else None

        return until_written(attempt)

    def _vacant(self, user_id: str, challenge_id: str, max_attempts: int) -> CoreItem | None:
        item = self._item(user_id, challenge_id, consistent=True)
        if item is None:
            return None
        before = _submission(item)
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
            _sk(challenge_id),
            consistent=consistent,
        )

    def _fresh(self, submission: Submission, sk: str) -> CoreItem:
        return self._table.item(core.dancer_key(submission.user_id), sk, doc=document(submission))


def _sk(challenge_id: str) -> str:
    return f"{core.SUBMISSION}{challenge_id}"


def _index(item: CoreItem, submission: Submission, packed: int | None) -> None:
    """List an entry under its challenge: by its score, or behind all scores if it ended without.

    While a further attempt is under way, the best one stays where it is.
    """
    shard = core.shard_key(submission.challenge_id, core.shard_of(submission.user_id))
    if submission.ranked.status is SubmissionStatus.SCORED:
        if packed is not None:
            item.shard, item.packed = shard, core.packed_text(packed)
    elif submission.status in UNSCORED:
        item.shard, item.packed = shard, f"{core.UNSCORED}{submission.status}"
    else:
        item.shard = item.packed = None


def _attempt_sk(outcome: Submission) -> str:
    first = f"{core.ATTEMPT}{outcome.challenge_id}#{outcome.session_id}"
    return f"{first}#{outcome.retries}" if outcome.retries else first


def _submission(item: CoreItem) -> Submission:
    return Submission.model_validate_json(item.doc)


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
