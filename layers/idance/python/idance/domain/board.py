"""Boards: which ones a score counts on, and how points and time become one exact number.

Redis keeps a double per member; exact integers reach 2**53. A board packs

    packed = points × T + (T − 1 − tick),   points in hundredths, tick = (time − start) / tick_ms

so that more points always win and, among equals, the earlier submission does. A packed score
never falls when a dancer's points grow, so a board is a monotone maximum: ``ZADD GT`` makes any
replay, doubling or reordering harmless.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from idance.domain.challenge import Challenge, day_of
from idance.domain.model import Model

EXACT: Final = 2**53
_EPOCH: Final = datetime(2025, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


class Period(StrEnum):
    """The periods of the global boards."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ALLTIME = "alltime"


class Board(Model):
    """One leaderboard.

    Attributes
    ----------
    key : str
        Its name in Redis.
    start : datetime
        Tick zero.
    tick_ms : int
        Length of a tick: submissions in the same tick with the same points tie.
    ticks : int
        T, the number of ticks; later moments count as the last tick.
    max_points : int
        The most hundredths a member can reach.

    Raises
    ------
    ValueError
        If ``max_points × ticks`` leaves the range of exact doubles.
    """

    key: str
    start: datetime
    tick_ms: int
    ticks: int
    max_points: int

    def model_post_init(self, _context: object, /) -> None:
        """Refuse a board whose scores would not be exact."""
        if (self.max_points + 1) * self.ticks > EXACT:
            raise ValueError(f"board {self.key}: {self.max_points} × {self.ticks} exceeds 2**53")

    def pack(self, points: float, at: datetime) -> int:
        """Return the packed score of so many points (in exact hundredths) earned at a moment."""
        hundredths = round(points * 100)
        if not 0 <= hundredths <= self.max_points:
            raise ValueError(f"board {self.key}: {points} points are out of range")
        tick = max(0, min((at - self.start) // _MS // self.tick_ms, self.ticks - 1))
        return hundredths * self.ticks + (self.ticks - 1 - tick)

    def points(self, packed: int) -> float:
        """Return the points in a packed score."""
        return packed // self.ticks / 100


def challenge_board(challenge: Challenge) -> Board:
    """Return a challenge's own board: scores 0–100.00, ties to the millisecond."""
    span = challenge.end_time - challenge.start_time
    return Board(
        key=f"lb:c:{challenge.id}",
        start=challenge.start_time,
        tick_ms=1,
        ticks=span // _MS,
        max_points=100_00,
    )


def period_key(period: Period, moment: datetime) -> str:
    """Return the name of the period a moment falls in: ``d:2026-11-21``, ``w:2026W47``."""
    day = day_of(moment)
    if period is Period.DAILY:
        return f"d:{day:%Y-%m-%d}"
    if period is Period.WEEKLY:
        year, week, _ = day.isocalendar()
        return f"w:{year}W{week:02d}"
    if period is Period.MONTHLY:
        return f"m:{day:%Y-%m}"
    return "all"


def period_board(key: str) -> Board:
    """Return the global board of a period by its name (see `period_key`).

    Ticks: 1 ms a day, 100 ms a week, 1 s a month, 60 s for all time.

    Raises
    ------
    ValueError
        If the text is no period's name.
    """
    kind, _, rest = key.partition(":")
    if kind == "d":
        return _period(key, date.fromisoformat(rest), tick_ms=1, days=1, points=50_000)
    if kind == "w":
        monday = datetime.strptime(f"{rest}-1", "%GW%V-%u").replace(tzinfo=UTC).date()
        return _period(key, monday, tick_ms=100, days=7, points=350_000)
    if kind == "m":
        first = date.fromisoformat(f"{rest}-01")
        return _period(key, first, tick_ms=1_000, days=31, points=1_550_000)
    if key == "all":
        return _period(key, _EPOCH.date(), tick_ms=60_000, days=3_653, points=15_000_000)
    raise ValueError(f"no such period: {key}")


def _period(key: str, first: date, *, tick_ms: int, days: int, points: int) -> Board:
    return Board(
        key=f"lb:{key}",
        start=datetime.combine(first, time.min, tzinfo=UTC),
        tick_ms=tick_ms,
        ticks=timedelta(days=days) // _MS // tick_ms,
        max_points=points * 100,
    )
