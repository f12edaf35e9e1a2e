"""Periods: the days, weeks and months that the global boards run over, all in UTC.

A period's key says which one it is: ``d:2026-11-21``, ``w:2026W47``, ``m:2026-11``, ``all``. Keys
of one kind sort as their periods follow each other.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from idance.domain.challenge import day_of
from idance.domain.model import Model

_EPOCH: Final = date(2025, 1, 1)
_ALLTIME: Final = timedelta(days=3_653)


class Period(StrEnum):
    """The periods of the global boards."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ALLTIME = "alltime"


class Span(Model):
    """One period: from its first moment up to, and without, the first moment of the next."""

    key: str
    period: Period
    start: datetime
    end: datetime

    @property
    def before(self) -> str | None:
        """The key of the period before it; all time has none."""
        if self.period is Period.ALLTIME:
            return None
        return period_key(self.period, self.start - timedelta(days=1))


def period_key(period: Period, moment: datetime) -> str:
    """Return the key of the period a moment falls in."""
    day = day_of(moment)
    if period is Period.DAILY:
        return f"d:{day:%Y-%m-%d}"
    if period is Period.WEEKLY:
        year, week, _ = day.isocalendar()
        return f"w:{year}W{week:02d}"
    if period is Period.MONTHLY:
        return f"m:{day:%Y-%m}"
    return "all"


def span_of(key: str) -> Span:
    """Return the period of a key.

    Raises
    ------
    ValueError
        If the text is no period's key, spelled as `period_key` spells it.
    """
    kind, _, rest = key.partition(":")
    if kind == "d":
        first = date.fromisoformat(rest)
        span = _span(key, Period.DAILY, first, first + timedelta(days=1))
    elif kind == "w":
        monday = datetime.strptime(f"{rest}-1", "%GW%V-%u").replace(tzinfo=UTC).date()
        span = _span(key, Period.WEEKLY, monday, monday + timedelta(days=7))
    elif kind == "m":
        first = date.fromisoformat(f"{rest}-01")
        next_first = (first + timedelta(days=31)).replace(day=1)
        span = _span(key, Period.MONTHLY, first, next_first)
    elif key == "all":
        span = _span(key, Period.ALLTIME, _EPOCH, _EPOCH + _ALLTIME)
    else:
        raise ValueError(f"no such period: {key}")
    if period_key(span.period, span.start) != key:
        raise ValueError(f"no such period: {key}")
    return span


def _span(key: str, period: Period, first: date, end: date) -> Span:
    return Span(key=key, period=period, start=_midnight(first), end=_midnight(end))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
