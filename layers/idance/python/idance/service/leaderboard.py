"""Leaderboards: written from the stream, read by everybody, rebuilt from DynamoDB at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from idance.domain.board import Board, Period, challenge_board, period_board, period_key
from idance.domain.model import Model
from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats
from idance.domain.submission import Standing, Submission, SubmissionStatus
from idance.store.boards import BoardStore, BoardView
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.submissions import SubmissionStore

_BULK: Final = 1000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """Points (in exact hundredths) that a dancer has on a board, earned at a moment."""

    board: Board
    user_id: str
    points: float
    at: datetime


class LeaderboardEntry(Model):
    """One line of a leaderboard."""

    rank: int
    user: UserProfile
    score: float
    badge: str | None = None


class LeaderboardPage(Model):
    """The top of a leaderboard, and where the dancer who asks stands."""

    entries: tuple[LeaderboardEntry, ...]
    user_rank: int | None = None
    user_score: float | None = None
    total: int


class LeaderboardService:
    """Boards of challenges and of periods.

    Ranks count 1, 2, 3 …: among equal scores the earlier submission is ahead, to the board's
    tick; within one tick the greater dancer's id. While Redis is away, everything but
    `entries_of` raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``).
    """

    def __init__(
        self,
        *,
        boards: BoardStore,
        dancers: DancerStore,
        submissions: SubmissionStore,
        challenges: ChallengeStore,
    ) -> None:
        self._boards = boards
        self._dancers = dancers
        self._submissions = submissions
        self._challenges = challenges
        self._challenge_boards: dict[str, Board] = {}

    def entries_of(self, change: Submission | DancerStats) -> tuple[BoardEntry, ...]:
        """Return what a submission or a dancer's stats mean for the boards."""
        if isinstance(change, DancerStats):
            return tuple(
                BoardEntry(period_board(key), change.user_id, total.points, total.at)
                for key, total in change.totals.items()
            )
        if change.status is not SubmissionStatus.SCORED or change.score is None:
            return ()
        board = self._challenge_board(change.challenge_id)
        return (BoardEntry(board, change.user_id, change.score.total, change.submitted_at),)

    def record(self, changes: Sequence[BoardEntry]) -> int:
        """Write entries to their boards, one command a board; return how many dancers rose."""
        boards: dict[str, dict[str, int]] = {}
        for change in changes:
            members = boards.setdefault(change.board.key, {})
            packed = change.board.pack(change.points, change.at)
            members[change.user_id] = max(packed, members.get(change.user_id, 0))
        return self._boards.lift(boards)

    def challenge_leaderboard(
        self,
        challenge_id: str,
        *,
        user_id: str,
        limit: int,
    ) -> LeaderboardPage:
        """Return the top of a challenge's board.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        board = self._challenge_board(challenge_id)
        view = self._boards.view(board.key, user_id=user_id, limit=limit)
        entered = self._submissions.of_dancers(challenge_id, [row.user_id for row in view.top])
        users = {who: submission.user_profile for who, submission in entered.items()}
        badges = {who: next(iter(one.badges_awarded), None) for who, one in entered.items()}
        return _page(board, view, users=users, badges=badges)

    def global_leaderboard(
        self,
        period: Period,
        *,
        user_id: str,
        limit: int,
        now: datetime,
    ) -> LeaderboardPage:
        """Return the top of the running day, week or month, or of all time."""
        board = period_board(period_key(period, now))
        view = self._boards.view(board.key, user_id=user_id, limit=limit)
        users = self._dancers.profiles([row.user_id for row in view.top])
        return _page(board, view, users=users, badges={})

    def standing(self, submission: Submission) -> Standing:
        """Return a scored submission's rank: exact also before the board has heard of it."""
        board = self._challenge_board(submission.challenge_id)
        rank, of = self._boards.place_of(
            board.key,
            user_id=submission.user_id,
            packed=board.pack(submission.total, submission.submitted_at),
        )
        return Standing(rank=rank, of=of)

    def participant_count(self, challenge_id: str) -> int:
        """Return how many dancers have a score in a challenge."""
        return self._boards.size(self._challenge_board(challenge_id).key)

    def rebuild_challenge(self, challenge_id: str) -> int:
        """Write a challenge's whole board again from DynamoDB; return how many dancers rose."""
        key = self._challenge_board(challenge_id).key
        scored = self._submissions.scored(challenge_id)
        return sum(self._boards.lift({key: dict(some)}) for some in _batches(scored))

    def rebuild_periods(self) -> int:
        """Write the boards of all periods again from DynamoDB; return how many dancers rose."""
        entries = (entry for stats in self._dancers.all_stats() for entry in self.entries_of(stats))
        return sum(self.record(some) for some in _batches(entries))

    def _challenge_board(self, challenge_id: str) -> Board:
        """Return a challenge's board: fixed with its challenge, so it is read once."""
        board = self._challenge_boards.get(challenge_id)
        if board is None:
            board = challenge_board(self._challenges.get(challenge_id))
            self._challenge_boards[challenge_id] = board
        return board


def _page(
    board: Board,
    view: BoardView,
    *,
    users: dict[str, UserProfile],
    badges: dict[str, str | None],
) -> LeaderboardPage:
    entries = tuple(
        LeaderboardEntry(
            rank=row.place,
            user=users.get(row.user_id) or UserProfile(id=row.user_id, display_name="Dancer"),
            score=board.points(row.packed),
            badge=badges.get(row.user_id),
        )
        for row in view.top
    )
    return LeaderboardPage(
        entries=entries,
        user_rank=view.mine.place if view.mine else None,
        user_score=board.points(view.mine.packed) if view.mine else None,
        total=view.total,
    )


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    source = iter(things)
    while batch := list(islice(source, _BULK)):
        yield batch
