"""Leagues: about thirty dancers of one level and one part of the world, for one week.

Whoever dances in a week gets a seat in a cohort of their tier and time-zone band. When the week is
over, the first of a cohort go up a tier and the last go down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final

from idance.domain.board import COHORT, Board, points_board
from idance.domain.model import Model

COHORT_SIZE: Final = 30
NOBODY: Final = ""
"""Stands in a result for who was erased."""
GRACE: Final = timedelta(hours=2)
"""How long after Sunday's midnight a clip of the old week may still be on its way to its score."""
_MOVING_SHARE: Final = 6
"""One in six goes up, one in six goes down: five of thirty."""
_BAND: Final = timedelta(hours=3)


class Tier(StrEnum):
    """The levels, from the lowest up."""

    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"
    PLATINUM = "platinum"
    DIAMOND = "diamond"

    def moved(self, steps: int) -> Tier:
        """Return the tier so many steps higher, as far as there are tiers."""
        ladder = list(Tier)
        return ladder[min(max(ladder.index(self) + steps, 0), len(ladder) - 1)]


class Seat(Model):
    """A dancer's place in a league for one week; ``cohort`` is also its board's name."""

    week: str
    tier: Tier
    cohort: str


class LeagueResult(Model):
    """How a cohort's week ended, for good.

    Attributes
    ----------
    ranking : tuple of str
        Dancers from the first place down.
    points : tuple of float
        Their points, in the same order.
    tiers : tuple of Tier
        Where each of them dances from then on.
    """

    cohort: str
    tier: Tier
    ranking: tuple[str, ...]
    points: tuple[float, ...]
    tiers: tuple[Tier, ...]

    def without(self, user_id: str) -> LeagueResult:
        """Return it with a dancer nameless: everybody else keeps their place."""
        ranking = tuple(NOBODY if one == user_id else one for one in self.ranking)
        return self.model_copy(update={"ranking": ranking})

    def tier_of(self, user_id: str) -> Tier:
        """Return where a dancer goes on; one whose points came too late stays."""
        after = dict(zip(self.ranking, self.tiers, strict=True))
        return after.get(user_id, self.tier)


def band_of(utc_offset: timedelta) -> str:
    """Return the three-hour band of time zones that an offset falls in: ``-06`` to ``+12``."""
    return f"{utc_offset // _BAND * 3:+03d}"


def cohort_name(week: str, tier: Tier, band: str, seat_number: int) -> str:
    """Return the cohort of a seat: the first thirty seats are cohort 0.

    Parameters
    ----------
    week : str
        The period's key, ``w:2026W47``.
    """
    number = seat_number // COHORT_SIZE
    return f"{COHORT}{week.removeprefix('w:')}/{tier}/{band}/{number}"


def cohort_board(name: str) -> Board:
    """Return the board of a cohort by its name: the week's own, with fewer members.

    Raises
    ------
    ValueError
        If the text is no cohort's name.
    """
    week, tier, band, number = name.removeprefix(COHORT).split("/")
    if not number.isdecimal() or tier not in set(Tier) or f"{int(band):+03d}" != band:
        raise ValueError(f"no such cohort: {name}")
    return points_board(f"w:{week}").model_copy(update={"name": name})


def result_of(cohort: str, tier: Tier, ranked: Sequence[tuple[str, float]]) -> LeagueResult:
    """Return how a cohort ends.

    Parameters
    ----------
    ranked : sequence of (str, float)
        Its dancers with their points, from the first place down.
    """
    moving = len(ranked) // _MOVING_SHARE
    steps = [(place < moving) - (place >= len(ranked) - moving) for place in range(len(ranked))]
    return LeagueResult(
        cohort=cohort,
        tier=tier,
        ranking=tuple(user_id for user_id, _ in ranked),
        points=tuple(points for _, points in ranked),
        tiers=tuple(tier.moved(step) for step in steps),
    )
