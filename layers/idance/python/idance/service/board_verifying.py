"""Boards compared with DynamoDB: who is missing, who stands wrong, who should not be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from idance.domain.board import Board
from idance.domain.contest import CONTEST
from idance.domain.model import Model
from idance.service.board_directory import CHALLENGE, BoardDirectory
from idance.service.board_feed import BoardFeed
from idance.service.board_rebuild import BATCH, OWN, batches
from idance.store.boards import BoardStore
from idance.store.dancers import DancerStore
from idance.store.entrants import EntrantStore

_SHOWN = 10


class Drift(Model):
    """How far a board is from the truth.

    Attributes
    ----------
    members : int
        On the board, by Redis.
    wrong : int
        Dancers that are missing, or have another score than by DynamoDB.
    extra : int
        Dancers on the board that DynamoDB knows nothing of.
    examples : tuple of str
        Some of those that are wrong.
    """

    board: str
    members: int
    wrong: int
    extra: int
    examples: tuple[str, ...] = ()

    @property
    def is_true(self) -> bool:
        """Whether nothing is amiss."""
        return not self.wrong and not self.extra


@dataclass
class _Count:
    matched: int = 0
    wrong: int = 0
    examples: tuple[str, ...] = ()


class BoardVerifier:
    """Compares boards with DynamoDB while scores go on arriving.

    What differs is looked at twice: news that was on its way a moment ago is no drift.
    """

    def __init__(
        self,
        *,
        boards: BoardStore,
        directory: BoardDirectory,
        feed: BoardFeed,
        dancers: DancerStore,
        entrants: EntrantStore,
    ) -> None:
        self._boards = boards
        self._directory = directory
        self._feed = feed
        self._dancers = dancers
        self._entrants = entrants

    def verify(self, names: Sequence[str]) -> list[Drift]:
        """Return the drift of some boards, of challenges or of points.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``, ``CHALLENGE_NOT_FOUND``, ``CONTEST_NOT_FOUND``.
        """
        boards = {name: self._directory.of_name(name) for name in names}
        counts = {name: _Count() for name in names}
        for name, rows in self._expected(boards):
            self._compare(boards[name], rows, counts[name])
        return [self._drift(boards[name], count) for name, count in counts.items()]

    def _expected(self, boards: dict[str, Board]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        points = {name for name in boards if not name.startswith(OWN)}
        for name in set(boards) - points:
            yield from ((name, batch) for batch in batches(self._own(name), BATCH))
        if not points:
            return
        for page, _ in self._dancers.pages_of_stats():
            by_name: dict[str, list[tuple[str, int]]] = {}
            for entry in (entry for one in page for entry in self._feed.reader.entries_of(one)):
                if entry.board.name in points:
                    rows = by_name.setdefault(entry.board.name, [])
                    rows.append((entry.user_id, entry.packed))
            yield from by_name.items()

    def _own(self, name: str) -> Iterator[tuple[str, int]]:
        if name.startswith(CHALLENGE):
            return self._entrants.scored(name.removeprefix(CHALLENGE))
        contests = self._feed.contests
        expected = contests.expected(contests.catalogue.get(name.removeprefix(CONTEST)))
        return ((entry.user_id, entry.packed) for _, entry in expected if entry)

    def _compare(self, board: Board, rows: Sequence[tuple[str, int]], count: _Count) -> None:
        found = self._boards.packed_of(board, [user_id for user_id, _ in rows])
        for user_id, packed in rows:
            count.matched += user_id in found
            if found.get(user_id) != packed and not self._is_right(board, user_id):
                count.wrong += 1
                count.examples = (*count.examples, user_id)[:_SHOWN]

    def _is_right(self, board: Board, user_id: str) -> bool:
        packed, _ = self._feed.truth(board, user_id)
        return self._boards.packed_of(board, [user_id]).get(user_id) == packed

    def _drift(self, board: Board, count: _Count) -> Drift:
        members = self._boards.size(board)
        return Drift(
            board=board.name,
            members=members,
            wrong=count.wrong,
            extra=max(0, members - count.matched),
            examples=count.examples,
        )
