"""Ranks: how they count, how they have changed, and how a reader turns the pages of a board."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from idance.domain.errors import InvalidError
from idance.domain.model import Model
from idance.domain.profile import UserProfile
from idance.domain.standing import top_percent

MAX_PAGE_SIZE: Final = 100


class Ranking(StrEnum):
    """How ranks count where dancers have the same points.

    ORDINAL: 1-2-3-4, the earlier one ahead. COMPETITION: 1-2-2-4. DENSE: 1-2-2-3.
    """

    ORDINAL = "ordinal"
    COMPETITION = "competition"
    DENSE = "dense"


class View(StrEnum):
    """Which part of a board is read: from the top, around me, or those I follow and myself."""

    TOP = "top"
    AROUND = "around"
    FRIENDS = "friends"


class Trend(StrEnum):
    """How a rank compares with the one before."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"
    UNAVAILABLE = "unavailable"


class RankChange(NamedTuple):
    """A rank compared with that of the period before; of all time, with that of the day before.

    ``places`` are those won (positive) or lost.
    """

    trend: Trend = Trend.UNAVAILABLE
    places: int = 0

    @property
    def text(self) -> str | None:
        """``+5``, ``-3``, ``0`` or ``new``, as the requirements write it; None: not known."""
        if self.trend is Trend.UNAVAILABLE:
            return None
        if self.trend is Trend.NEW:
            return Trend.NEW.value
        return f"{self.places:+d}" if self.places else "0"


_UNKNOWN: Final = RankChange()


def rank_change(now: int, before: int | None, *, is_known: bool) -> RankChange:
    """Return how a rank has changed.

    Parameters
    ----------
    before : int, optional
        The rank then; None for who was not on the board.
    is_known : bool
        Whether there is anything to compare with.
    """
    if not is_known:
        return _UNKNOWN
    if before is None:
        return RankChange(trend=Trend.NEW)
    won = before - now
    trend = Trend.SAME if won == 0 else Trend.UP if won > 0 else Trend.DOWN
    return RankChange(trend=trend, places=won)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What somebody wants to see of a board.

    Attributes
    ----------
    page : int
        From 1 on; passed over where there is a cursor.
    cursor : str, optional
        Where the page before ended.
    level : int, optional
        Only dancers of this level.
    """

    limit: int = 50
    page: int = 1
    cursor: str | None = None
    view: View = View.TOP
    ranking: Ranking = Ranking.ORDINAL
    level: int | None = None


class Cursor(Model):
    """The row that a page ended with; it holds its place by score, not by number."""

    packed: int
    user_id: str

    @property
    def text(self) -> str:
        """The cursor as clients carry it around."""
        raw = self.packed.to_bytes(8, "big") + uuid.UUID(self.user_id).bytes
        return base64.urlsafe_b64encode(raw).decode()


def parse_cursor(text: str) -> Cursor:
    """Return the cursor behind a text.

    Raises
    ------
    InvalidError
        ``INVALID_CURSOR``.
    """
    try:
        raw = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
        return Cursor(packed=int.from_bytes(raw[:8], "big"), user_id=str(uuid.UUID(bytes=raw[8:])))
    except (ValueError, binascii.Error) as error:
        raise InvalidError(
            "INVALID_CURSOR", "This cursor is none of ours: start at page 1.", field="cursor"
        ) from error


class LeaderboardEntry(NamedTuple):
    """One line of a leaderboard; a tuple, since a page makes a hundred of them."""

    rank: int
    user: UserProfile
    score: float
    badge: str | None = None


class Position(NamedTuple):
    """Where a dancer stands: a `Standing`, and what a page says beside.

    Attributes
    ----------
    to_next : float, optional
        Points that are missing to the place above; None on the first place, or where unknown.
    """

    rank: int
    of: int
    score: float
    change: RankChange = _UNKNOWN
    to_next: float | None = None

    @property
    def top_percent(self) -> int:
        """The smallest whole percentage of the board that reaches down to this rank."""
        return top_percent(self.rank, self.of)


class LeaderboardPage(NamedTuple):
    """Some lines of a leaderboard, and where the dancer who asks stands.

    Attributes
    ----------
    approximate : bool
        The board itself is away: the lines are the last ones published, at ``as_of``, and a
        rank below them is estimated.
    """

    board: str
    entries: tuple[LeaderboardEntry, ...]
    total: int
    limit: int
    page: int = 1
    mine: Position | None = None
    next_cursor: str | None = None
    approximate: bool = False
    as_of: datetime | None = None

    @property
    def total_pages(self) -> int:
        """How many pages of this size there are; an empty board has one."""
        return max(1, -(-self.total // self.limit))


def ranks_of(rows: Sequence[tuple[int, float]], ranking: Ranking, *, first: int) -> list[int]:
    """Return the ranks of rows that follow each other.

    Parameters
    ----------
    rows : sequence of (int, float)
        Place and points of each, from the higher to the lower.
    first : int
        The rank of the first of them.
    """
    if ranking is Ranking.ORDINAL:
        return [place for place, _ in rows]
    ranks: list[int] = []
    for index, (place, points) in enumerate(rows):
        if index == 0:
            ranks.append(first)
        elif points == rows[index - 1][1]:
            ranks.append(ranks[-1])
        else:
            ranks.append(place if ranking is Ranking.COMPETITION else ranks[-1] + 1)
    return ranks
