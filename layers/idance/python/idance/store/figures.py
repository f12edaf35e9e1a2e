"""Figures of challenges, in the aggregates table: derived, and made again at any time.

================= ======== ==========================================
PK                SK       holds
================= ======== ==========================================
STATS#<id>        NOW      a challenge's stats (``doc``)
SERIES#CHALLENGES <date>   a day of the series (``doc``)
================= ======== ==========================================

Nothing is counted up: figures are computed from the scored submissions themselves, so that no
replay can count twice and no item is hot.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from idance.domain.analytics import DayFigures
from idance.domain.challenge_stats import ChallengeStats
from idance.domain.model import Model
from idance.store.item import Item
from idance.store.table import Table, document

_NOW: Final = "NOW"
_SERIES: Final = "SERIES#CHALLENGES"


class FigureItem(Item):
    """An item of the aggregates table."""


class FigureStore:
    """The latest figures."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(FigureItem, table_name)

    def stats(self, challenge_id: str) -> ChallengeStats | None:
        """Return a challenge's stats as they were last computed."""
        item = self._table.get(f"STATS#{challenge_id}", _NOW)
        return ChallengeStats.model_validate_json(item.doc) if item else None

    def keep_stats(self, stats: ChallengeStats) -> None:
        """Keep a challenge's stats; of two who compute them at once, one is kept."""
        self._keep(f"STATS#{stats.challenge_id}", _NOW, stats)

    def days(self, since: date, until: date) -> tuple[DayFigures, ...]:
        """Return the days of the series, by date."""
        between = FigureItem.sk.between(since.isoformat(), until.isoformat())
        days = self._table.query(_SERIES, between)
        return tuple(DayFigures.model_validate_json(item.doc) for item in days)

    def keep_day(self, day: DayFigures) -> None:
        """Keep a day of the series."""
        self._keep(_SERIES, day.date.isoformat(), day)

    def _keep(self, pk: str, sk: str, figures: Model) -> None:
        item = self._table.get(pk, sk, consistent=True) or self._table.item(pk, sk)
        item.doc = document(figures)
        self._table.put(item)
