"""What dancers have in contests by DynamoDB: worked out of all their entries whenever one changes.

No record of the stream says how much a dancer has in a contest; the dancer's own partition does.
Its version there is the sum of those of all entries: it grows with each change of any of them, so
of two readings the one with the higher version is the later truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from idance.domain.board import BoardEntry
from idance.domain.challenge import MAX_DURATION
from idance.domain.contest import Contest
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore
from idance.store.entrants import EntrantStore
from idance.store.submissions import SubmissionStore


class Place(NamedTuple):
    """How far a reading of a contest is: a challenge, and a packed score on its board."""

    challenge_id: str
    packed: int

    @property
    def text(self) -> str:
        """It as rebuilds carry it around."""
        return f"{self.challenge_id}#{self.packed}"


class ContestFeed:
    """Reads what belongs on the boards of contests."""

    def __init__(
        self,
        catalogue: Catalogue[Contest],
        *,
        submissions: SubmissionStore,
        entrants: EntrantStore,
        challenges: ChallengeStore,
    ) -> None:
        self.catalogue = catalogue
        self._submissions = submissions
        self._entrants = entrants
        self._challenges = challenges

    def truth(self, contest: Contest, user_id: str) -> tuple[BoardEntry | None, int]:
        """Return what a dancer has in a contest at this moment (None: nothing), and its version."""
        entry, version, _ = self._reading(contest, user_id)
        return entry, version

    def expected(
        self, contest: Contest, *, after: str = ""
    ) -> Iterator[tuple[Place, BoardEntry | None]]:
        """Return everybody in a contest once, from challenge to challenge, each with a place.

        Parameters
        ----------
        after : str
            The text of the place to go on from. An entry is None where a dancer was met before.
        """
        challenge_id, _, packed = after.partition("#")
        for one in self._challenge_ids(contest):
            if one >= challenge_id:
                below = int(packed) if one == challenge_id else None
                for user_id, score in self._entrants.scored(one, below=below):
                    entry, _, first = self._reading(contest, user_id)
                    yield Place(one, score), entry if first == one else None

    def _reading(self, contest: Contest, user_id: str) -> tuple[BoardEntry | None, int, str | None]:
        """Return a dancer's entry, its version, and the first id of the challenges it is of."""
        known = self._submissions.versioned_of(user_id)
        version = sum(version for _, version in known)
        counting = contest.counting(submission for submission, _ in known)
        achieved = contest.achieved(counting)
        if achieved is None:
            return None, version, None
        entry = BoardEntry(contest.board, user_id, achieved.points, achieved.at, version)
        return entry, version, min(one.challenge_id for one in counting)

    def _challenge_ids(self, contest: Contest) -> list[str]:
        if contest.challenge_type is None:
            return sorted(contest.challenge_ids)
        since = contest.start_time - MAX_DURATION
        starting = self._challenges.starting(since, contest.end_time)
        return sorted(one.id for _, one in starting if one.type == contest.challenge_type)
