"""Lines of a board are kept for a moment, one's own place never."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from idance.domain.board import challenge_board
from idance.domain.ranking import LeaderboardPage, Reading, View
from idance.service.board_faces import BoardFaces
from idance.service.live_boards import LiveBoards
from idance.store.board_rows import Lift
from idance.store.boards import BoardStore
from idance.store.recent import Recent
from tests.builders import NOW, any_challenge, any_user_id

BOARD = challenge_board(any_challenge())
ADA, BO, CY = sorted((any_user_id() for _ in range(3)), reverse=True)


@dataclass
class Names:
    """DynamoDB's part: knows nobody, and counts how often it is asked."""

    asked: int = 0

    def of_dancers(self, _challenge_id: str, _user_ids: list[str]) -> dict[str, Any]:
        self.asked += 1
        return {}


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Room:
    """Boards as a process of the API reads them, at a time that the test sets."""

    store: BoardStore
    names: Names = field(default_factory=Names)
    clock: Clock = field(default_factory=Clock)
    boards: LiveBoards = field(init=False)

    def __post_init__(self) -> None:
        names: Any = self.names
        self.boards = LiveBoards(
            self.store,
            faces=BoardFaces(dancers=names, submissions=names),
            follows=names,
            kept=Recent(1, self.clock),
        )

    def score(self, who: str, points: float) -> None:
        self.store.lift([Lift(BOARD, {who: (BOARD.pack(points, NOW), 1)}, 0)])

    def read(self, who: str, reading: Reading | None = None) -> LeaderboardPage:
        asked = reading or Reading(limit=2)
        page, _ = self.boards.page(BOARD, None, user_id=who, reading=asked)
        return page


@pytest.fixture
def room(redis_url: str) -> Room:
    room = Room(BoardStore(redis_url))
    for who, points in ((ADA, 90), (BO, 80), (CY, 70)):
        room.score(who, points)
    return room


def lines(page: LeaderboardPage) -> list[tuple[str, float]]:
    return [(one.user.id, one.score) for one in page.entries]


def test_others_see_a_change_a_second_later_and_who_made_it_at_once(room: Room) -> None:
    before = lines(room.read(CY))
    room.score(CY, 75)

    found = room.read(CY)
    assert found.mine is not None
    assert (lines(found), found.mine.score) == (before, 75)

    room.score(CY, 95)
    stranger = any_user_id()
    assert lines(room.read(stranger)) == before
    assert lines(room.read(CY)) == [(CY, 95), (ADA, 90)]
    room.score(CY, 96)
    assert lines(room.read(stranger)) == [(CY, 95), (ADA, 90)]
    room.clock.now = 1.0
    assert lines(room.read(stranger)) == [(CY, 96), (ADA, 90)]


def test_who_has_left_the_lines_does_not_see_themselves_there(room: Room) -> None:
    assert lines(room.read(ADA)) == [(ADA, 90), (BO, 80)]
    room.store.fix(BOARD, BO, None, version=2, ttl=0)

    found = room.read(BO)
    assert (found.mine, lines(found), found.total) == (None, [(ADA, 90), (CY, 70)], 2)


def test_lines_of_places_that_are_no_more_are_not_shown(room: Room) -> None:
    three = Reading(limit=3)
    room.read(ADA, three)
    room.store.fix(BOARD, CY, None, version=2, ttl=0)
    assert len(room.read(ADA, three).entries) == 2


def test_names_are_looked_up_once_for_everybody(room: Room) -> None:
    for who in (ADA, BO, CY):
        room.read(who)
        room.read(who, Reading(limit=2, page=2))
    assert room.names.asked == 2


def test_what_is_around_somebody_is_of_this_moment(room: Room) -> None:
    around = Reading(limit=3, view=View.AROUND)
    room.read(BO, around)
    room.score(ADA, 99)
    assert lines(room.read(BO, around))[0] == (ADA, 99)
