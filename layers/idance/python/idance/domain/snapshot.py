"""A board as it is published: its top, and how high one must score for a place further down."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from idance.domain.model import Model
from idance.domain.profile import UserProfile

TOP: Final = 1000
QUANTILES: Final = 1000


class SnapshotRow(Model):
    """One line of a published board."""

    rank: int
    user: UserProfile
    score: float
    badge: str | None = None
    packed: int


class Quantile(Model):
    """The packed score at a place."""

    place: int
    packed: int


class BoardSnapshot(Model):
    """The first thousand of a board, and a thousand places evenly spread over all of it.

    ``closed`` ones are the archive: what stands in them changes no more, except that who was
    banned or erased is taken out.
    """

    board: str
    total_count: int
    as_of: datetime
    closed: bool = False
    leaderboard: tuple[SnapshotRow, ...]
    quantiles: tuple[Quantile, ...] = ()

    def place_of(self, packed: int) -> int:
        """Return the place a packed score has: exact in the top, else between two quantiles."""
        above = _above(self.leaderboard, packed)
        if above < len(self.leaderboard) or not self.quantiles:
            return above + 1
        index = _above(self.quantiles, packed)
        if index == len(self.quantiles):
            return self.total_count + 1
        higher, lower = self.quantiles[max(0, index - 1)], self.quantiles[index]
        span = max(1, higher.packed - lower.packed)
        share = (higher.packed - packed) / span
        return higher.place + round(share * (lower.place - higher.place))

    def at_places(self, places: Iterable[int]) -> list[int]:
        """Return the packed scores at places: exact in the top, else of the nearest quantile."""
        top = [Quantile(place=row.rank, packed=row.packed) for row in self.leaderboard]
        known = [*top, *(one for one in self.quantiles if one.place > len(top))]
        return [
            min(known, key=lambda one: abs(one.place - place)).packed for place in places if known
        ]


def quantile_places(total: int) -> tuple[int, ...]:
    """Return the places whose scores describe a board of so many members."""
    if total <= TOP:
        return ()
    last = QUANTILES - 1
    return tuple(1 + index * (total - 1) // last for index in range(QUANTILES))


def _above(descending: Sequence[SnapshotRow] | Sequence[Quantile], packed: int) -> int:
    """Return how many of some rows, the highest first, are higher than a packed score."""
    return bisect_left(descending, -packed, key=lambda row: -row.packed)
