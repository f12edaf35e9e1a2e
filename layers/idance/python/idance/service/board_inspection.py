"""Boards as people on call look at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from idance.service.board_directory import BoardDirectory
from idance.store.boards import BoardStore

_NOBODY = "00000000-0000-0000-0000-000000000000"


class BoardInspection:
    """Reads boards without names."""

    def __init__(self, boards: BoardStore, directory: BoardDirectory) -> None:
        self._boards = boards
        self._directory = directory

    def sizes(self, groups: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Return the sizes of boards that have members, and whether Redis has lost anything."""
        named = [self._directory.of_name(name) for group in groups for name in group]
        sizes = {board.name: self._boards.size(board) for board in named}
        held = {name: size for name, size in sizes.items() if size}
        return {"boards": held, "isWhole": self._boards.is_whole()}

    def top(self, name: str, *, limit: int) -> dict[str, Any]:
        """Return the top of a board: places, dancers, points and moments.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``, ``CHALLENGE_NOT_FOUND``.
        """
        board = self._directory.of_name(name)
        view = self._boards.view(board, user_id=_NOBODY, start=0, limit=limit)
        rows = [
            {
                "rank": row.place,
                "userId": row.user_id,
                "score": board.points(row.packed),
                "at": board.moment(row.packed).isoformat(),
            }
            for row in view.rows
        ]
        return {"board": name, "members": view.total, "top": rows}
