"""Boards anew from DynamoDB, while scores go on arriving.

A challenge's board is read from the index, which has it in order: sorted members are what Redis
takes fastest. Boards of points are read from the stats of all dancers, all boards in one go. A
rebuild goes on where the last call stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from idance.domain.board import LINGER, Board, BoardEntry, points_name
from idance.domain.challenge import MAX_DURATION
from idance.domain.challenge_type import ChallengeType, CustomType
from idance.domain.contest import CONTEST
from idance.domain.period import Period, span_of
from idance.service.board_directory import CHALLENGE, BoardDirectory
from idance.service.board_feed import BoardFeed, seconds_to_live
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.entrants import EntrantStore
from idance.store.images import Versioned
from idance.store.shadow_boards import ShadowStore

BATCH: Final = 1000
INDEXED: Final = 10_000
"""What is read at once where rows come from an index, and no dancer is looked at."""
OWN: Final = (CHALLENGE, CONTEST)
"""What boards are called that are read one by one; the others all from the dancers' stats."""
_PAST_S: Final = 3600
"""How long a board stays that somebody rebuilt although its time is over."""
T = TypeVar("T")
HasTime = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How far a rebuild is; ``sizes`` by board once it is done."""

    is_done: bool
    members: int
    sizes: dict[str, int]


class BoardRebuild:
    """Makes boards anew."""

    def __init__(  # noqa: PLR0913 (one argument a part, all by name)
        self,
        *,
        boards: BoardStore,
        shadows: ShadowStore,
        marks: BoardMarks,
        directory: BoardDirectory,
        feed: BoardFeed,
        dancers: DancerStore,
        entrants: EntrantStore,
        challenges: ChallengeStore,
        types: Catalogue[CustomType],
    ) -> None:
        self._boards = boards
        self._shadows = shadows
        self._marks = marks
        self._directory = directory
        self._feed = feed
        self._dancers = dancers
        self._entrants = entrants
        self._challenges = challenges
        self._types = types

    def names(self, now: datetime) -> list[list[str]]:
        """Return the boards that Redis holds at a moment, in groups to rebuild together."""
        since = now - MAX_DURATION - LINGER
        recent = [one for _, one in self._challenges.starting(since, now)]
        kept = [one for one in recent if one.end_time + LINGER > now]
        points: list[str] = []
        for kind in (None, *ChallengeType, *(one.name for one in self._types.all())):
            for period in Period:
                name = points_name(period, now, kind)
                head, _, key = name.rpartition("/")
                before = span_of(key).before
                points += [name, f"{head}/{before}".lstrip("/") if before else f"{name}~"]
        known = self._feed.contests.catalogue.all()
        contests = [one.board.name for one in known if one.is_kept(now)]
        own = [*(f"{CHALLENGE}{challenge.id}" for challenge in kept), *contests]
        return [*([name] for name in own), points]

    def groups(self, names: Sequence[str]) -> list[list[str]]:
        """Return some boards in groups to rebuild together."""
        own = [[name] for name in names if name.startswith(OWN)]
        points = [name for name in names if not name.startswith(OWN)]
        return [*own, *([points] if points else [])]

    def go_on(self, names: Sequence[str], *, now: datetime, has_time: HasTime) -> Rebuilt:
        """Go on with the rebuild of a group of boards.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``, ``CHALLENGE_NOT_FOUND``, ``CONTEST_NOT_FOUND``.
        """
        if names[0].startswith(CHALLENGE):
            challenge_id = names[0].removeprefix(CHALLENGE)
            return self.challenge(challenge_id, now=now, has_time=has_time)
        if names[0].startswith(CONTEST):
            slug = names[0].removeprefix(CONTEST)
            return self.contest(slug, now=now, has_time=has_time)
        return self.points(names, now=now, has_time=has_time)

    def is_whole(self) -> bool:
        """Whether Redis has lost nothing since its boards were filled."""
        return self._boards.is_whole()

    def declare_whole(self) -> None:
        """Note that Redis has all its boards again."""
        self._boards.set_whole()

    def restore_bans(self) -> None:
        """Tell Redis who is banned: it must know before any board is filled."""
        for user_id in self._dancers.banned():
            self._boards.set_banned(user_id, banned=True)

    def challenge(self, challenge_id: str, *, now: datetime, has_time: HasTime) -> Rebuilt:
        """Go on with the rebuild of a challenge's board.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        board = self._directory.of_challenge(challenge_id)
        self._shadows.begin([board])
        _, position = self._shadows.progress(board)
        rows = self._entrants.scored(challenge_id, below=int(position) if position else None)
        banned = self._boards.all_banned()
        for batch in batches(rows, INDEXED):
            if not has_time():
                return self._under_way(board)
            seen = [row for row in batch if row[0] not in banned]
            self._fill(board, seen, position=str(batch[-1][1]), now=now)
        return self._done([board], now)

    def contest(self, slug: str, *, now: datetime, has_time: HasTime) -> Rebuilt:
        """Go on with the rebuild of a contest's board.

        Raises
        ------
        NotFoundError
            ``CONTEST_NOT_FOUND``.
        """
        contest = self._feed.contests.catalogue.get(slug)
        board = contest.board
        self._shadows.begin([board])
        _, position = self._shadows.progress(board)
        banned = self._boards.all_banned()
        for batch in batches(self._feed.contests.expected(contest, after=position), BATCH):
            if not has_time():
                return self._under_way(board)
            entries = [entry for _, entry in batch if entry]
            position = batch[-1][0].text
            self._fill(board, _rows(entries, banned), position=position, now=now)
        return self._done([board], now)

    def points(self, names: Sequence[str], *, now: datetime, has_time: HasTime) -> Rebuilt:
        """Go on with the rebuild of some boards of points, all from one reading of the stats.

        Boards that are not named (leagues, types that were removed) are filled up in passing.

        Raises
        ------
        NotFoundError
            ``BOARD_NOT_FOUND``.
        """
        wanted = {name: self._directory.of_points(name) for name in names}
        boards = list(wanted.values())
        self._shadows.begin(boards)
        _, position = self._shadows.progress(boards[0])
        banned = self._boards.all_banned()
        pages = self._dancers.pages_of_stats(after=position or None)
        for known, next_position in pages:
            if not has_time():
                return self._under_way(boards[0])
            for name, entries in self._by_name(known, now).items():
                if name in wanted:
                    rows = _rows(entries, banned)
                    self._fill(wanted[name], rows, position="", now=now)
                else:
                    self._feed.lift(entries, now=now)
            # Noted last, on the first board alone: what is not noted is done again.
            self._shadows.fill(boards[0], [], position=next_position)
        return self._done(boards, now)

    def _by_name(self, known: Sequence[Versioned], now: datetime) -> dict[str, list[BoardEntry]]:
        entries = [entry for one in known for entry in self._feed.reader.entries_of(one)]
        entries += [entry for one in known for entry in self._feed.reader.closing_of(one, now)]
        by_name: dict[str, list[BoardEntry]] = {}
        for entry in entries:
            by_name.setdefault(entry.board.name, []).append(entry)
        return by_name

    def _under_way(self, board: Board) -> Rebuilt:
        members = self._shadows.progress(board).members
        return Rebuilt(is_done=False, members=members, sizes={})

    def _fill(
        self, board: Board, rows: Sequence[tuple[str, int]], *, position: str, now: datetime
    ) -> None:
        for user_id in self._shadows.fill(board, rows, position=position):
            self._feed.settle(board, user_id, now=now)

    def _done(self, boards: Sequence[Board], now: datetime) -> Rebuilt:
        lifetimes = ((board, seconds_to_live(board, now)) for board in boards)
        kept = [(board, _PAST_S if left is None else left) for board, left in lifetimes]
        sizes = self._shadows.swap(kept)
        self._marks.changed(boards)
        return Rebuilt(is_done=True, members=sum(sizes.values()), sizes=sizes)


def _rows(entries: Iterable[BoardEntry], banned: Collection[str]) -> list[tuple[str, int]]:
    return [(one.user_id, one.packed) for one in entries if one.user_id not in banned]


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Return things so many at a time."""
    source = iter(things)
    while batch := list(islice(source, size)):
        yield batch
