"""Boards: what a score counts on, and how points and time become one exact number.

Redis keeps a double per member; exact integers reach 2**53. A board packs

    packed = points × T + (T − 1 − tick),   points in hundredths, tick = (time − start) / tick_ms

so that more points always win and, among equals, the earlier submission does. A packed score
never falls while a dancer's points grow, so a board is a monotone maximum: ``ZADD GT`` makes any
replay, doubling or reordering harmless. The rare score that does fall, because somebody hid it, is
told by its version (`idance.store.boards`).

========================= ===========================================================
name                      board
========================= ===========================================================
``c:ch_daily20261121``    a challenge's scores, 0–100.00
``w:2026W47``, ``all``    points of a period, all challenges together (`idance.domain.period`)
``spin/w:2026W47``        points of a period, challenges of one type
``all~``, ``spin/all~``   the same of all time, as it stood when the last day ended
``g:2026W47/…``           a league's cohort, points of the week (`idance.domain.league`)
``e:summer-spin``         a contest that an admin made (`idance.domain.contest`)
========================= ===========================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from idance.domain.challenge import Challenge
from idance.domain.model import Model
from idance.domain.period import Period, period_key, span_of

EXACT: Final = 2**53
MS: Final = timedelta(milliseconds=1)
_TYPE_NAME: Final = re.compile(r"[a-z][a-z0-9-]{1,29}")
_TICK_MS: Final = {
    Period.DAILY: 1,
    Period.WEEKLY: 100,
    Period.MONTHLY: 1_000,
    Period.ALLTIME: 60_000,
}
_MAX_POINTS: Final = {
    Period.DAILY: 50_000,
    Period.WEEKLY: 350_000,
    Period.MONTHLY: 1_550_000,
    Period.ALLTIME: 15_000_000,
}
CLOSING: Final = "~"
COHORT: Final = "g:"
LINGER: Final = timedelta(days=2)


class Board(Model):
    """One leaderboard.

    Attributes
    ----------
    name : str
        What it is called everywhere but in Redis.
    start : datetime
        Tick zero.
    tick_ms : int
        Length of a tick: submissions in the same tick with the same points tie.
    ticks : int
        T, the number of ticks; later moments count as the last tick.
    max_points : int
        The most hundredths a member can reach.
    closes_at, kept_until : datetime, optional
        When its last submission is made, and until when Redis keeps it: as long as somebody
        compares ranks with it. None: for ever.
    is_exact : bool
        Whether news sets a member to what it has by its latest version, higher or lower, rather
        than raising it.

    Raises
    ------
    ValueError
        If ``max_points × ticks`` leaves the range of exact doubles.
    """

    name: str
    start: datetime
    tick_ms: int
    ticks: int
    max_points: int
    closes_at: datetime | None = None
    kept_until: datetime | None = None
    is_exact: bool = False

    def model_post_init(self, _context: object, /) -> None:
        """Refuse a board whose scores would not be exact."""
        if (self.max_points + 1) * self.ticks > EXACT:
            raise ValueError(f"board {self.name}: {self.max_points} × {self.ticks} exceeds 2**53")

    @property
    def key(self) -> str:
        """Its name in Redis; the braces keep all keys of a board on one shard."""
        return f"lb:{{{self.name}}}"

    def pack(self, points: float, at: datetime) -> int:
        """Return the packed score of so many points (in exact hundredths) earned at a moment."""
        return self._packed((points,), (at,))[0]

    def latest(self, entries: Iterable[BoardEntry]) -> dict[str, tuple[int, int]]:
        """Return by dancer the packed score and the version of the latest of their entries.

        Raises
        ------
        ValueError
            For points that are out of range.
        """
        in_order = sorted(entries, key=_VERSION)  # of one dancer's entries the last one stays
        if not in_order:
            return {}
        _, users, points, moments, versions = zip(*in_order, strict=True)
        packed = zip(self._packed(points, moments), versions, strict=True)
        return dict(zip(users, packed, strict=True))

    def _packed(self, points: Sequence[float], moments: Sequence[datetime]) -> list[int]:
        """Return packed scores; bounds are asked of all at once, ten thousand come in a second."""
        ticks, last, start, tick = self.ticks, self.ticks - 1, self.start, self.tick_ms * MS
        if min(points) < 0 or round(max(points) * 100) > self.max_points:
            reach = f"{min(points)} to {max(points)}"
            raise ValueError(f"board {self.name}: points are out of range ({reach})")
        gone = [(at - start) // tick for at in moments]
        if min(gone) < 0 or max(gone) > last:
            gone = [min(max(one, 0), last) for one in gone]
        return [
            round(one * 100) * ticks + last - tick_of_it
            for one, tick_of_it in zip(points, gone, strict=True)
        ]

    def points(self, packed: int) -> float:
        """Return the points in a packed score."""
        return packed // self.ticks / 100

    def moment(self, packed: int) -> datetime:
        """Return the moment in a packed score, to the start of its tick."""
        tick = self.ticks - 1 - packed % self.ticks
        return self.start + tick * self.tick_ms * MS


class BoardEntry(NamedTuple):
    """Points (in exact hundredths) that a dancer has on a board, earned at a moment.

    ``version`` is that of the item it follows from: of two entries of a dancer on a board, the
    one with the higher version is the later truth.
    """

    board: Board
    user_id: str
    points: float
    at: datetime
    version: int

    @property
    def packed(self) -> int:
        """The packed score."""
        return self.board.pack(self.points, self.at)


_VERSION: Final = itemgetter(BoardEntry._fields.index("version"))


def challenge_board(challenge: Challenge) -> Board:
    """Return a challenge's own board: scores 0–100.00, ties to the millisecond."""
    return _challenge_board(challenge.id, challenge.start_time, challenge.end_time)


@lru_cache(maxsize=64)
def _challenge_board(challenge_id: str, start: datetime, end: datetime) -> Board:
    return Board(
        name=f"c:{challenge_id}",
        start=start,
        tick_ms=1,
        ticks=(end - start) // MS,
        max_points=100_00,
        closes_at=end,
        kept_until=end + LINGER,
    )


def points_board(name: str) -> Board:
    """Return the board of a period's points by its name, of all challenges or of one type.

    Ticks: 1 ms a day, 100 ms a week, 1 s a month, 60 s for all time. A closed one is kept while
    the period after it runs, which shows its rank changes.

    Raises
    ------
    ValueError
        If the text is no such board's name.
    """
    kind, slash, key = name.rpartition("/")
    if slash and not _TYPE_NAME.fullmatch(kind):
        raise ValueError(f"no such board: {name}")
    span = span_of(key)
    tick_ms = _TICK_MS[span.period]
    lasts = span.end - span.start
    is_endless = span.period is Period.ALLTIME
    return Board(
        name=name,
        start=span.start,
        tick_ms=tick_ms,
        ticks=lasts // MS // tick_ms,
        max_points=_MAX_POINTS[span.period] * 100,
        closes_at=None if is_endless else span.end,
        kept_until=None if is_endless else span.end + lasts + LINGER,
    )


def closing_board(name: str) -> Board:
    """Return the board of all time as it stood when the last day ended: ranks change since then.

    Raises
    ------
    ValueError
        If the text is no such board's name.
    """
    board = points_board(name.removesuffix(CLOSING))
    if board.closes_at:
        raise ValueError(f"no such board: {name}")
    return board.model_copy(update={"name": name})


def points_name(period: Period, moment: datetime, kind: str | None = None) -> str:
    """Return the name of the points board of the period a moment falls in."""
    key = period_key(period, moment)
    return f"{kind}/{key}" if kind else key
