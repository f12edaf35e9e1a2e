"""Who stands on a board: rows of ids and packed scores become lines with names and badges."""

from __future__ import annotations

from collections.abc import Sequence

from idance.domain.board import Board
from idance.domain.profile import UserProfile
from idance.domain.ranking import LeaderboardEntry
from idance.service.board_directory import CHALLENGE
from idance.store.board_rows import BoardRow
from idance.store.dancers import DancerStore
from idance.store.submissions import SubmissionStore


class BoardFaces:
    """Names and badges of dancers, as they were when they submitted or as they are now."""

    def __init__(self, *, dancers: DancerStore, submissions: SubmissionStore) -> None:
        self._dancers = dancers
        self._submissions = submissions

    def entries(
        self, board: Board, rows: Sequence[BoardRow], ranks: Sequence[int]
    ) -> tuple[LeaderboardEntry, ...]:
        """Return the lines of some rows, in their order."""
        users, badges = self._known(board, [row.user_id for row in rows])
        divisor = board.ticks
        return tuple(
            [
                LeaderboardEntry(
                    rank,
                    users.get(user_id) or UserProfile(id=user_id, display_name="Dancer"),
                    packed // divisor / 100,
                    badges.get(user_id),
                )
                for rank, (_, user_id, packed) in zip(ranks, rows, strict=True)
            ]
        )

    def seen(self, user_ids: Sequence[str]) -> set[str]:
        """Return those of some dancers that may be seen: there, and not banned."""
        profiles = self._dancers.profiles(user_ids)
        return {who for who, profile in profiles.items() if not profile.is_banned}

    def _known(
        self, board: Board, user_ids: Sequence[str]
    ) -> tuple[dict[str, UserProfile], dict[str, str | None]]:
        if not board.name.startswith(CHALLENGE):
            return self._dancers.profiles(user_ids), {}
        entered = self._submissions.of_dancers(board.name.removeprefix(CHALLENGE), user_ids)
        users = {who: submission.user_profile for who, submission in entered.items()}
        badges = {who: next(iter(one.badges_awarded), None) for who, one in entered.items()}
        return users, badges
