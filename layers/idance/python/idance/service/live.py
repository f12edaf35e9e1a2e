"""Following a board live: rank changes are pushed as they happen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from idance.domain.board import Board, BoardEntry
from idance.domain.live import BoardNews, Following, Moved
from idance.domain.model import Model
from idance.service.board_directory import BoardDirectory
from idance.store.boards import BoardStore
from idance.store.followers import FollowerStore
from idance.store.news_queue import NewsQueue

_MOST_MOVED: Final = 100


class LiveService:
    """Keeps followers, and tells them news."""

    def __init__(
        self,
        *,
        boards: BoardStore,
        directory: BoardDirectory,
        followers: FollowerStore,
        queue: NewsQueue,
    ) -> None:
        self._boards = boards
        self._directory = directory
        self._followers = followers
        self._queue = queue

    def follow(self, connection: str, board: str, *, now: datetime) -> None:
        """Have a connection hear of a board from now on, and that it does.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``, ``CHALLENGE_NOT_FOUND``, ``CONTEST_NOT_FOUND``.
        ConflictError
            ``TOO_MANY_BOARDS``.
        """
        self._followers.add(self._directory.of_name(board), connection, now=now)
        self.answer(connection, Following(board=board, following=True))

    def unfollow(self, connection: str, board: str) -> None:
        """Have a connection hear of a board no longer.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``, ``CHALLENGE_NOT_FOUND``.
        """
        self._followers.remove(self._directory.of_name(board), connection)
        self.answer(connection, Following(board=board, following=False))

    def forget(self, connection: str) -> None:
        """Have a connection that is gone hear of nothing any more."""
        self._followers.forget(connection)

    def answer(self, connection: str, message: Model) -> None:
        """Say something to one connection."""
        self._queue.send([connection], message.model_dump_json())

    def tell(self, entries: Sequence[BoardEntry], *, now: datetime) -> int:
        """Tell the followers of boards who has scored there; return to how many connections."""
        boards = {entry.board.name: entry.board for entry in entries}
        following = self._followers.of(list(boards.values()), now=now)
        for name, connections in following.items():
            news = self._news(boards[name], entries, now)
            self._queue.send(connections, news.model_dump_json())
        return sum(map(len, following.values()))

    def _news(self, board: Board, entries: Sequence[BoardEntry], now: datetime) -> BoardNews:
        scored = [entry.user_id for entry in entries if entry.board.name == board.name]
        places = self._boards.places_of(board, scored)
        highest = sorted(places, key=lambda who: places[who])[:_MOST_MOVED]
        packed = self._boards.packed_of(board, highest)
        moved = tuple(
            Moved(user_id=who, rank=places[who], score=board.points(packed[who]))
            for who in highest
            if who in packed
        )
        total = self._boards.size(board)
        return BoardNews(board=board.name, total_count=total, moved=moved, as_of=now)
