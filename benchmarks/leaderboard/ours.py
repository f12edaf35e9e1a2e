"""Our arm: the service as the API and the stream's consumer call it, on a real Redis."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.leaderboard.dancers import Dancers, Names
from functions.api.wiring.leaderboards import KEPT_SECONDS
from idance.domain.board import Board, BoardEntry, points_board
from idance.domain.ranking import LeaderboardPage, Reading, View
from idance.service.board_directory import BoardDirectory
from idance.service.board_faces import BoardFaces
from idance.service.board_feed import BoardFeed
from idance.service.board_rebuild import BoardRebuild
from idance.service.contest_feed import ContestFeed
from idance.service.leaderboard import LeaderboardService
from idance.service.live_boards import LiveBoards
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.catalogue import contests, custom_types
from idance.store.recent import Recent
from idance.store.shadow_boards import ShadowStore
from idance.store.snapshots import SnapshotStore
from tests.builders import NOW

TOP = Reading(limit=100)
AROUND = Reading(limit=11, view=View.AROUND)
POINTS = ("d:2026-11-21", "w:2026W47", "m:2026-11", "all")
BOARDS = (*POINTS, *(f"freestyle/{name}" for name in POINTS), "spin/all")
"""With the challenge's own, the ten boards that one submission touches."""


class OurService:
    """The leaderboard service over one Redis; names come from memory, for every arm alike."""

    def __init__(self, url: str, field: Dancers, names: Names) -> None:
        known: Any = names
        self._field = field
        boards, marks, none = BoardStore(url), BoardMarks(url), contests("none")
        directory = BoardDirectory(known, none)
        self.feed = BoardFeed(
            boards=boards,
            directory=directory,
            dancers=known,
            submissions=known,
            marks=marks,
            contests=ContestFeed(none, submissions=known, entrants=known, challenges=known),
        )
        self._service = LeaderboardService(
            boards=LiveBoards(
                boards,
                faces=BoardFaces(dancers=known, submissions=known),
                follows=known,
                kept=Recent(KEPT_SECONDS),
            ),
            directory=directory,
            feed=self.feed,
            snapshots=SnapshotStore("none"),
        )
        self._rebuild = BoardRebuild(
            boards=boards,
            shadows=ShadowStore(url),
            marks=marks,
            directory=directory,
            feed=self.feed,
            dancers=known,
            entrants=known,
            challenges=known,
            types=custom_types("none"),
        )
        self._names = names
        boards.set_whole()

    def rank(self, user_id: str) -> int | None:
        """Return a dancer's rank."""
        return self._service.get_user_rank(user_id, self._field.challenge.id)

    def top(self, user_id: str) -> LeaderboardPage:
        """Return the first hundred and a dancer's own place."""
        return self._page(user_id, TOP)

    def around(self, user_id: str) -> LeaderboardPage:
        """Return a dancer's place and five on each side."""
        return self._page(user_id, AROUND)

    def lift(self, entries: list[BoardEntry]) -> None:
        """Write what a batch of submissions means for its boards."""
        self.feed.lift(entries, now=NOW)

    def rebuild(self, field: Dancers, rows: list[tuple[str, int]]) -> None:
        """Make a challenge's board anew, beside the one that is read."""
        self._names.in_order = rows
        done = self._rebuild.challenge(field.challenge.id, now=NOW, has_time=lambda: True)
        if done.members != len(rows):
            raise SystemExit(f"rebuilt {done.members} of {len(rows)} members")

    def _page(self, user_id: str, reading: Reading) -> LeaderboardPage:
        return self._service.challenge_leaderboard(
            self._field.challenge.id, user_id=user_id, reading=reading
        )


def boards_of(field: Dancers) -> list[Board]:
    """Return the ten boards that a submission to a challenge touches."""
    return [field.board, *map(points_board, BOARDS)]


def submissions_of(field: Dancers, indices: range, *, step: int) -> list[BoardEntry]:
    """Return what some submissions mean for their ten boards; each step brings higher scores."""
    boards = boards_of(field)
    return [
        BoardEntry(
            board,
            user_id,
            60.0 + index % 1000 / 100 + step / 100,
            NOW + timedelta(milliseconds=index),
            step,
        )
        for index in indices
        for user_id in (field.user_id(index),)
        for board in boards
    ]
