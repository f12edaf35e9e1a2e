"""What admins get of how challenges go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Self

from idance.domain.analytics import ChallengeFigures, DayFigures, TypeFigures, by_type
from idance.domain.model import Model


class DayResponse(Model):
    """One day of the series."""

    date: dt.date
    participants: int
    active_dancers: int | None
    participation_rate: float | None
    challenges: tuple[ChallengeFigures, ...]

    @classmethod
    def of(cls, day: DayFigures) -> Self:
        """Return a day with its rates."""
        return cls(
            date=day.date,
            participants=day.participants,
            active_dancers=day.active_dancers,
            participation_rate=day.participation_rate,
            challenges=day.challenges,
        )


class AnalyticsResponse(Model):
    """The series of days, and the types of challenges by how much they are danced."""

    days: tuple[DayResponse, ...]
    types: tuple[TypeFigures, ...]

    @classmethod
    def of(cls, days: Sequence[DayFigures]) -> Self:
        """Return a span of the series."""
        return cls(days=tuple(map(DayResponse.of, days)), types=by_type(days))
