"""Moderation: what must not be seen leaves every board, and can come back.

Each decision is one conditional step on the truth; boards follow by the stream within seconds. The
same decision once more changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from idance.domain.entry import Entry
from idance.domain.errors import ConflictError
from idance.domain.profile import UserProfile
from idance.domain.submission import Submission
from idance.domain.submission_status import WITHHELD, SubmissionStatus
from idance.service.entry import EntryService
from idance.store.dancers import DancerStore


class ModerationService:
    """Hides submissions and bans dancers."""

    def __init__(self, entries: EntryService, dancers: DancerStore) -> None:
        self._entries = entries
        self._dancers = dancers

    def withhold(
        self, submission_id: str, status: SubmissionStatus, *, now: datetime
    ) -> Submission:
        """Take a scored submission off all boards: HIDDEN for good, HELD until it is reviewed.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_RANKED`` if it has no score on any board; ``ATTEMPT_UNDER_WAY`` in the moment
            between a reviewer's word and its rank.
        """
        after = self._entries.change(submission_id, lambda known: known.withheld(status, at=now))
        if after.submission.ranked.is_released:
            raise ConflictError(
                "ATTEMPT_UNDER_WAY", "This dance is just being ranked. Please try again."
            )
        if after.submission.ranked.status not in WITHHELD or not after.submission.was_ranked:
            raise ConflictError("NOT_RANKED", "This submission is on no leaderboard.")
        return after.submission

    def restore(self, submission_id: str, *, now: datetime) -> Submission:
        """Put a withheld submission back where it stood.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_RANKED`` if it never stood on a board.
        """

        def restored(known: Entry) -> Entry:
            if not known.submission.was_ranked:
                raise ConflictError("NOT_RANKED", "This submission was never on a leaderboard.")
            return known.restored(at=now)

        return self._entries.change(submission_id, restored).submission

    def reopen(self, submission_id: str, *, now: datetime) -> Submission:
        """Let a reviewer decide once more on what was refused; anything else stays as it is.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        """
        return self._entries.change(submission_id, lambda known: known.reopened(at=now)).submission

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
