"""Leaderboards as people read them: live from Redis, or as last published while it is away."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Final

from idance.domain.board import Board, points_board, points_name
from idance.domain.contest import Contest
from idance.domain.errors import InvalidError, UnavailableError
from idance.domain.model import Model
from idance.domain.period import Period, span_of
from idance.domain.ranking import MAX_PAGE_SIZE, LeaderboardPage, Reading, View
from idance.domain.snapshot import BoardSnapshot
from idance.domain.standing import Standing
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.service.board_directory import BoardDirectory
from idance.service.board_feed import BoardFeed
from idance.service.live_boards import LiveBoards
from idance.service.published_board import page_of
from idance.store.snapshots import SnapshotStore

_PERCENTS: Final = (0, 1, 5, 10, 25, 50, 75, 90, 100)


class Spread(Model):
    """How scores are spread: by percentage of dancers, from the top, the score at their end."""

    participants: int
    top_score: float | None
    median_score: float | None
    percentiles: dict[str, float]


class LeaderboardService:
    """Reads boards of challenges, of types and of periods.

    Among equal points the earlier submission is ahead, to the board's tick; within one tick the
    greater dancer's id. While Redis is away pages come from what was published last, marked as
    approximate; where nothing was, `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) says so.
    """

    def __init__(
        self,
        *,
        boards: LiveBoards,
        directory: BoardDirectory,
        feed: BoardFeed,
        snapshots: SnapshotStore,
    ) -> None:
        self._boards = boards
        self._directory = directory
        self._feed = feed
        self._snapshots = snapshots

    def challenge_leaderboard(
        self, challenge_id: str, *, user_id: str, reading: Reading
    ) -> LeaderboardPage:
        """Return a page of a challenge's board.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        InvalidError
            ``INVALID_CURSOR``, ``RANKING_TOO_DEEP``.
        """
        board = self._directory.of_challenge(challenge_id)
        return self._page(board, None, user_id=user_id, reading=reading)

    def global_leaderboard(  # noqa: PLR0913 (which board, and what of it, all by name)
        self,
        period: Period,
        *,
        user_id: str,
        reading: Reading,
        now: datetime,
        kind: str | None = None,
        closed: str | None = None,
    ) -> LeaderboardPage:
        """Return a page of a period's board, of all challenges or of one type.

        Parameters
        ----------
        closed : str, optional
            Which day (``2026-11-21``), week (``2026W47``) or month (``2026-11``); None: the
            running one.

        Raises
        ------
        InvalidError
            ``INVALID_PERIOD``, ``INVALID_CURSOR``, ``RANKING_TOO_DEEP``.
        """
        name = points_name(period, now, kind)
        if closed is not None:
            name = (f"{kind}/" if kind else "") + _past(period, closed)
        board = self._directory.of_points(name)
        return self._page(board, self._before(board), user_id=user_id, reading=reading)

    def contest_leaderboard(
        self, contest: Contest, *, user_id: str, reading: Reading
    ) -> LeaderboardPage:
        """Return a page of a contest's board.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``, ``RANKING_TOO_DEEP``.
        """
        return self._page(contest.board, None, user_id=user_id, reading=reading)

    def league_leaderboard(self, stats: DancerStats, *, now: datetime) -> LeaderboardPage:
        """Return the whole cohort a dancer sits in.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND`` for who sits in none.
        """
        board = self._directory.of_points(stats.seat.cohort if stats.seat else "")
        # The seat may have been taken a moment ago: the stream is yet to bring the points.
        self._feed.settle(board, stats.user_id, now=now)
        reading = Reading(limit=MAX_PAGE_SIZE)
        return self._page(board, None, user_id=stats.user_id, reading=reading)

    def challenge_spread(self, challenge_id: str) -> Spread:
        """Return how the scores of a challenge are spread.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        return self._spread(self._directory.of_challenge(challenge_id))

    def global_spread(self, period: Period, *, now: datetime, kind: str | None = None) -> Spread:
        """Return how the points of a running period are spread, of all challenges or one type."""
        return self._spread(self._directory.of_points(points_name(period, now, kind)))

    def _spread(self, board: Board) -> Spread:
        total, told = self._size(board)
        places = [max(1, -(-total * percent // 100)) for percent in _PERCENTS] if total else []
        packed = told.at_places(places) if told else self._boards.store.at_places(board, places)
        scores = [board.points(one) for one in packed]
        by_percent = dict(zip(map(str, _PERCENTS), scores, strict=False))
        return Spread(
            participants=total,
            top_score=by_percent.pop("0", None),
            median_score=by_percent.get("50"),
            percentiles=by_percent,
        )

    def standing(self, submission: Submission) -> Standing:
        """Return a scored submission's rank: exact also before the board has heard of it.

        Of a board that Redis has dropped or lost, it is the rank as published.
        """
        board = self._directory.of_challenge(submission.challenge_id)
        packed = board.pack(submission.total, submission.submitted_at)
        who = submission.user_id
        rank, of, stands = self._boards.store.place_of(board, user_id=who, packed=packed)
        if not stands and (told := self._told(board)):
            rank, of = told.place_of(packed), told.total_count
        return Standing(rank=rank, of=max(rank, of))

    def get_user_rank(self, user_id: str, challenge_id: str) -> int | None:
        """Return a dancer's rank in a challenge, None for who has no score."""
        board = self._directory.of_challenge(challenge_id)
        with suppress(UnavailableError):
            place, is_whole = self._boards.store.place_now(board, user_id)
            if place and is_whole:
                return place
        reading = Reading(limit=1)
        mine = self.challenge_leaderboard(challenge_id, user_id=user_id, reading=reading).mine
        return mine.rank if mine else None

    def participant_count(self, challenge_id: str) -> int:
        """Return how many dancers have a score in a challenge."""
        return self._size(self._directory.of_challenge(challenge_id))[0]

    def _size(self, board: Board) -> tuple[int, BoardSnapshot | None]:
        """Return how many are on a board, and what is published where Redis no longer has it."""
        total, is_whole = self._boards.store.size_now(board)
        told = None if total and is_whole else self._told(board)
        return (told.total_count if told else total), told

    def _told(self, board: Board) -> BoardSnapshot | None:
        """Return what is published of a board, if there is anybody on it."""
        told = self._snapshots.get(board.name)
        return told if told and told.total_count else None

    def _page(
        self, board: Board, before: Board | None, *, user_id: str, reading: Reading
    ) -> LeaderboardPage:
        try:
            page = None if reading.level else self._live(board, before, user_id, reading)
        except UnavailableError:
            page = None
        return page or self._published(board, user_id=user_id, reading=reading)

    def _live(
        self, board: Board, before: Board | None, user_id: str, reading: Reading
    ) -> LeaderboardPage | None:
        """Return a page from Redis; None if more is published than it has."""
        page, stands = self._boards.page(board, before, user_id=user_id, reading=reading)
        # Redis has lost something, or has dropped the board long ago: a few newcomers are no board.
        return page if stands or not self._told(board) else None

    def _published(self, board: Board, *, user_id: str, reading: Reading) -> LeaderboardPage:
        snapshot = self._snapshots.get(board.name)
        if snapshot is None:
            raise UnavailableError(
                "LEADERBOARD_UNAVAILABLE",
                "The leaderboard is taking a short break. Your score is safe.",
            )
        asks_for_friends = reading.view is View.FRIENDS
        return page_of(
            board,
            snapshot,
            user_id=user_id,
            packed=self._feed.truth(board, user_id)[0],
            friends=self._boards.circle(user_id) if asks_for_friends else (),
            reading=reading,
        )

    def _before(self, board: Board) -> Board | None:
        """Return the board to compare ranks with: of the period before, or of the day before."""
        kind, _, key = board.name.rpartition("/")
        prefix = f"{kind}/" if kind else ""
        previous = span_of(key).before
        return self._directory.of_points(f"{prefix}{previous}" if previous else f"{board.name}~")


def _past(period: Period, text: str) -> str:
    key = {
        Period.DAILY: f"d:{text}",
        Period.WEEKLY: f"w:{text}",
        Period.MONTHLY: f"m:{text}",
        Period.ALLTIME: text,
    }[period]
    try:
        return points_board(key).name
    except ValueError as error:
        raise InvalidError(
            "INVALID_PERIOD",
            "Say a day as 2026-11-21, a week as 2026W47, a month as 2026-11.",
            field="of",
        ) from error
