"""Who stands where."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.board_directory import BoardDirectory
from idance.service.board_faces import BoardFaces
from idance.service.board_feed import BoardFeed
from idance.service.contest_feed import ContestFeed
from idance.service.leaderboard import LeaderboardService
from idance.service.live_boards import LiveBoards
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.entrants import EntrantStore
from idance.store.recent import Recent
from idance.store.snapshots import SnapshotStore

KEPT_SECONDS: Final = 1.0
"""How old the lines of a board may be; one's own place is of the moment."""


@cache
def leaderboards() -> LeaderboardService:
    """Return who stands where."""
    directory = BoardDirectory(stores.challenges(), stores.contests())
    boards = BoardStore(settings().redis_url)
    faces = BoardFaces(dancers=stores.dancers(), submissions=stores.submissions())
    feed = BoardFeed(
        boards=boards,
        directory=directory,
        dancers=stores.dancers(),
        submissions=stores.submissions(),
        marks=BoardMarks(settings().redis_url),
        contests=ContestFeed(
            stores.contests(),
            submissions=stores.submissions(),
            entrants=EntrantStore(settings().core_table),
            challenges=stores.challenges(),
        ),
    )
    return LeaderboardService(
        boards=LiveBoards(boards, faces=faces, follows=stores.follows(), kept=Recent(KEPT_SECONDS)),
        directory=directory,
        feed=feed,
        snapshots=SnapshotStore(settings().media_bucket),
    )


Leaderboards = Annotated[LeaderboardService, Depends(leaderboards)]
