"""Contests as admins make them and everybody finds them."""

from __future__ import annotations

from datetime import datetime

from idance.domain.contest import Contest
from idance.domain.errors import ConflictError, InvalidError
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore


class ContestService:
    """Makes contests; one that has started stays as it is and ends by itself."""

    def __init__(self, contests: Catalogue[Contest], challenges: ChallengeStore) -> None:
        self._contests = contests
        self._challenges = challenges

    def all(self) -> tuple[Contest, ...]:
        """Return every contest, by slug."""
        return self._contests.all()

    def get(self, slug: str) -> Contest:
        """Return a contest.

        Raises
        ------
        NotFoundError
            ``CONTEST_NOT_FOUND``.
        """
        return self._contests.get(slug)

    def create(self, contest: Contest, *, now: datetime) -> Contest:
        """Make a contest.

        Raises
        ------
        InvalidError
            ``CONTEST_TOO_LATE``, ``INVALID_CONTEST``, ``BOARD_NOT_EXACT``, ``UNKNOWN_CHALLENGE``.
        ConflictError
            ``CONTEST_EXISTS``.
        """
        contest.check(now)
        known = {one.id for one in self._challenges.several(contest.challenge_ids)}
        unknown = [one for one in contest.challenge_ids if one not in known]
        if unknown:
            raise InvalidError(
                "UNKNOWN_CHALLENGE", f"There is no challenge {unknown[0]}.", field="challengeIds"
            )
        return self._contests.add(contest.slug, contest)

    def delete(self, slug: str, *, now: datetime) -> Contest:
        """Remove a contest that has not started, and return what it was.

        Raises
        ------
        NotFoundError
            ``CONTEST_NOT_FOUND``.
        ConflictError
            ``CONTEST_STARTED``: dancers are on its board.
        """
        contest = self._contests.get(slug)
        if contest.start_time <= now:
            raise ConflictError(
                "CONTEST_STARTED", "It has started: a contest ends at its time.", field="slug"
            )
        self._contests.remove(slug)
        return contest
