"""Which board a name means."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from idance.domain.board import CLOSING, COHORT, Board, challenge_board, closing_board, points_board
from idance.domain.contest import CONTEST, Contest
from idance.domain.errors import NotFoundError
from idance.domain.league import cohort_board
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore

CHALLENGE: Final = "c:"
_MOST_KNOWN: Final = 4096


class BoardDirectory:
    """Boards by name: most names say all there is to say, a challenge's board is looked up once."""

    def __init__(self, challenges: ChallengeStore, contests: Catalogue[Contest]) -> None:
        self._challenges = challenges
        self._contests = contests
        self._known: dict[str, Board] = {}

    def of_challenge(self, challenge_id: str) -> Board:
        """Return a challenge's board: fixed as soon as anybody dances the challenge.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        name = f"{CHALLENGE}{challenge_id}"
        if name in self._known:
            return self._known[name]
        challenge = self._challenges.get(challenge_id)
        board = challenge_board(challenge)
        if challenge.has_submissions:  # until then an admin may give it another time
            self._known[name] = board
        return board

    def of_contest(self, slug: str) -> Board:
        """Return a contest's board: looked up each time, a contest may be taken back.

        Raises
        ------
        NotFoundError
            ``CONTEST_NOT_FOUND``.
        """
        return self._contests.get(slug).board

    def of_points(self, name: str) -> Board:
        """Return a points board, or a league's.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``.
        """
        try:
            return _made(name)
        except ValueError as error:
            raise NotFoundError("BOARD_NOT_FOUND", "There is no such leaderboard.") from error

    def of_name(self, name: str) -> Board:
        """Return any board by its name.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``, ``CHALLENGE_NOT_FOUND``, ``CONTEST_NOT_FOUND``.
        """
        if name.startswith(CHALLENGE):
            return self.of_challenge(name.removeprefix(CHALLENGE))
        if name.startswith(CONTEST):
            return self.of_contest(name.removeprefix(CONTEST))
        return self.of_points(name)


@lru_cache(_MOST_KNOWN)  # any well-formed name can be asked for
def _made(name: str) -> Board:
    if name.startswith(COHORT):
        return cohort_board(name)
    return closing_board(name) if name.endswith(CLOSING) else points_board(name)
