"""How challenges go from day to day: who takes part, how well, and what kinds are liked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from idance.domain.challenge import DAILY, Challenge
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_stats import ChallengeStats
from idance.domain.model import Model


class ChallengeFigures(Model):
    """One challenge on one day of the series."""

    challenge_id: str
    slot: str
    type: str
    difficulty: Difficulty
    submissions: int
    average_score: float
    completion_rate: float | None = None

    @classmethod
    def of(cls, challenge: Challenge, stats: ChallengeStats) -> ChallengeFigures:
        """Return the figures of a challenge."""
        return cls(
            challenge_id=challenge.id,
            slot=challenge.slot,
            type=challenge.type,
            difficulty=challenge.difficulty,
            submissions=stats.total_submissions,
            average_score=stats.average_score,
            completion_rate=stats.completion_rate,
        )


class DayFigures(Model):
    """One day of the series.

    Attributes
    ----------
    active_dancers : int or None
        Dancers with points in the month so far; None if that was not known.
    """

    date: dt.date
    challenges: tuple[ChallengeFigures, ...]
    active_dancers: int | None = None

    @property
    def participants(self) -> int:
        """Dancers with a score in the daily challenge."""
        return sum(one.submissions for one in self.challenges if one.slot == DAILY)

    @property
    def participation_rate(self) -> float | None:
        """Share of the month's dancers that took part in the day's challenge."""
        if not self.active_dancers:
            return None
        return round(min(1.0, self.participants / self.active_dancers), 4)


class TypeFigures(Model):
    """How a type of challenges went over a span of days.

    Attributes
    ----------
    share : float
        Of all submissions.
    """

    type: str
    challenges: int
    submissions: int
    average_score: float
    share: float


def by_type(days: Iterable[DayFigures]) -> tuple[TypeFigures, ...]:
    """Return how each type went, the most danced one first; a challenge counts once."""
    last = {one.challenge_id: one for day in days for one in day.challenges}
    whole = sum(one.submissions for one in last.values())
    types: dict[str, list[ChallengeFigures]] = {}
    for one in last.values():
        types.setdefault(one.type, []).append(one)
    figures = (_together(name, ones, whole) for name, ones in types.items())
    return tuple(sorted(figures, key=lambda one: (-one.submissions, one.type)))


def _together(name: str, ones: list[ChallengeFigures], whole: int) -> TypeFigures:
    danced = sum(one.submissions for one in ones)
    points = sum(one.submissions * one.average_score for one in ones)
    return TypeFigures(
        type=name,
        challenges=len(ones),
        submissions=danced,
        average_score=round(points / max(1, danced), 2),
        share=round(danced / max(1, whole), 4),
    )
