"""Moderation: what must not be seen leaves every board, and can come back.

Each decision is one conditional write to the truth; boards follow by the stream within seconds.
The same decision once more changes nothing, and completes what a crash left undone.
"""

from __future__ import annotations

from datetime import datetime

from idance.domain.board import challenge_board
from idance.domain.errors import ConflictError
from idance.domain.profile import UserProfile
from idance.domain.submission import WITHHELD, Submission, SubmissionStatus
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.submissions import SubmissionStore


class ModerationService:
    """Hides submissions and bans dancers."""

    def __init__(
        self,
        *,
        submissions: SubmissionStore,
        dancers: DancerStore,
        challenges: ChallengeStore,
    ) -> None:
        self._submissions = submissions
        self._dancers = dancers
        self._challenges = challenges

    def withhold(
        self, submission_id: str, status: SubmissionStatus, *, now: datetime
    ) -> Submission:
        """Take a scored submission off all boards: HIDDEN for good, HELD until it is reviewed.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_RANKED`` if it has no score on any board.
        """
        known = self._submissions.find(submission_id)
        submission = self._submissions.withhold(known, status, at=now)
        if submission.ranked.status not in WITHHELD or not submission.was_ranked:
            raise ConflictError("NOT_RANKED", "This submission is on no leaderboard.")
        attempts = self._counted(submission)
        self._dancers.change_stats(submission.user_id, lambda stats: stats.without(attempts))
        return submission

    def restore(self, submission_id: str, *, now: datetime) -> Submission:
        """Put a withheld submission back where it stood.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_RANKED`` if it never stood on a board.
        """
        known = self._submissions.find(submission_id)
        if not known.was_ranked:
            raise ConflictError("NOT_RANKED", "This submission was never on a leaderboard.")
        board = challenge_board(self._challenges.get(known.challenge_id))
        packed = board.pack(known.ranked.total, known.ranked.submitted_at)
        submission = self._submissions.restore(known, packed=packed, at=now)
        attempts = self._counted(submission)
        self._dancers.change_stats(submission.user_id, lambda stats: stats.with_again(attempts))
        return submission

    def _counted(self, submission: Submission) -> list[Submission]:
        """Return the attempts that have stood, each for what it gained: all up to the ranked."""
        attempts = self._submissions.attempts(submission.user_id, submission.challenge_id)
        by_session = {one.session_id: one for one in attempts if one.score}
        counted: list[Submission] = []
        last: Submission | None = submission.ranked
        while last is not None:
            attempt = by_session[last.session_id]
            counted.append(attempt)
            last = attempt.best
        return counted

    def ban(self, user_id: str) -> UserProfile:
        """Keep a dancer off all boards.

        Raises
        ------
        NotFoundError
            ``USER_NOT_FOUND``.
        """
        return self._dancers.set_banned(user_id, banned=True)

    def unban(self, user_id: str) -> UserProfile:
        """Let a dancer back on all boards, with everything danced meanwhile.

        Raises
        ------
        NotFoundError
            ``USER_NOT_FOUND``.
        """
        return self._dancers.set_banned(user_id, banned=False)
