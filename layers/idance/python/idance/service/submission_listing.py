"""Submissions by the page: of a challenge, the best first; of a dancer, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from idance.domain.page import Page, cursor_of, place_of
from idance.domain.profile import Caller
from idance.domain.progress import Progress, progress_of
from idance.domain.ranking import LeaderboardPage, Reading
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.service.leaderboard import LeaderboardService
from idance.store.submissions import SubmissionStore


class RankedSubmission(NamedTuple):
    """A submission and its rank."""

    rank: int
    submission: Submission


@dataclass(frozen=True, slots=True)
class SubmissionListing:
    """Lists submissions.

    Those of a challenge follow its board: it knows the order of millions, and the submissions of
    one page are one read.
    """

    leaderboards: LeaderboardService
    submissions: SubmissionStore

    def of_challenge(
        self, caller: Caller, challenge_id: str, reading: Reading
    ) -> tuple[LeaderboardPage, tuple[RankedSubmission, ...]]:
        """Return a page of a challenge's board, and the submissions on it.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        InvalidError
            ``INVALID_CURSOR``, ``RANKING_TOO_DEEP``.
        UnavailableError
            ``LEADERBOARD_UNAVAILABLE``.
        """
        page = self.leaderboards.challenge_leaderboard(
            challenge_id, user_id=caller.user_id, reading=reading
        )
        dancers = [entry.user.id for entry in page.entries]
        found = self.submissions.of_dancers(challenge_id, dancers)
        ranked = tuple(
            RankedSubmission(entry.rank, found[entry.user.id])
            for entry in page.entries
            if entry.user.id in found
        )
        return page, ranked

    def mine(
        self, caller: Caller, *, status: SubmissionStatus | None, limit: int, cursor: str | None
    ) -> Page[Submission]:
        """Return some of a dancer's submissions, the latest first, all or those of one status.

        A dancer has a few hundred a year: they are read as one.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        after = place_of(cursor, within="") if cursor else None
        mine = sorted(self.submissions.of_dancer(caller.user_id), key=_place, reverse=True)
        wanted = [
            one
            for one in mine
            if status in {None, one.status} and (after is None or _place(one) < after)
        ]
        more = len(wanted) > limit
        page = tuple(wanted[:limit])
        return Page(page, cursor_of(_place(page[-1])) if more else None)

    def progress(self, caller: Caller) -> Progress:
        """Return how a dancer's scores have moved."""
        return progress_of(self.submissions.of_dancer(caller.user_id))


def _place(submission: Submission) -> str:
    return f"{submission.submitted_at.isoformat()}#{submission.id}"
