"""Leagues in the aggregates table.

==================== =========== =======================================================
PK                   SK          holds
==================== =========== =======================================================
LG#<week>#<tier>…    SEATS       ``taken``: how many seats were given out so far
LG#<cohort>          U#<userId>  that a dancer sits in a cohort (``doc``)
U#<userId>           LG#<cohort> the same, listed with the dancer (nothing else)
LG#<cohort>          RESULT      how the cohort's week ended (``doc``), put once
==================== =========== =======================================================
"""

from __future__ import annotations

from typing import Final

from idance.domain.league import LeagueResult, Seat
from idance.store.item import Item, Whole
from idance.store.table import Table, document, until_written

_OF: Final = "LG#"
_SEATS: Final = "SEATS"
_RESULT: Final = "RESULT"


class LeagueItem(Item):
    """An item of the aggregates table that belongs to a league."""

    taken = Whole()


class LeagueStore:
    """Seats, and how they were played for."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(LeagueItem, table_name)

    def take_seat_number(self, queue: str) -> int:
        """Return the next seat of a queue, counted from 0: nobody gets it twice."""
        return self._table.count_up(f"LG#{queue}", _SEATS, LeagueItem.taken) - 1

    def sit_down(self, user_id: str, seat: Seat) -> None:
        """Note who sits in a cohort, in the dancer's list first."""
        self._table.put(self._table.item(f"U#{user_id}", _pk(seat.cohort)))
        self._table.put(self._table.item(_pk(seat.cohort), f"U#{user_id}", doc=document(seat)))

    def members(self, cohort: str) -> list[str]:
        """Return who sits in a cohort."""
        rows = self._table.query(_pk(cohort), LeagueItem.sk.startswith("U#"), consistent=True)
        return [row.sk.removeprefix("U#") for row in rows]

    def result(self, cohort: str) -> LeagueResult | None:
        """Return how a cohort ended, if it was closed."""
        item = self._table.get(_pk(cohort), _RESULT, consistent=True)
        return LeagueResult.model_validate_json(item.doc) if item else None

    def forget(self, user_id: str) -> int:
        """Take a dancer out of all cohorts, closed ones too; return how many there were."""
        listed = LeagueItem.sk.startswith(_OF)
        rows = list(self._table.query(f"U#{user_id}", listed, consistent=True))
        for row in rows:
            self._table.remove(row.sk, f"U#{user_id}")
            self._without(row.sk, user_id)
            self._table.remove(row.pk, row.sk)
        return len(rows)

    def _without(self, pk: str, user_id: str) -> None:
        def attempt() -> bool | None:
            item = self._table.get(pk, _RESULT, consistent=True)
            if item is None:
                return True
            item.doc = document(LeagueResult.model_validate_json(item.doc).without(user_id))
            return self._table.put(item) or None

        until_written(attempt)

    def close(self, result: LeagueResult) -> LeagueResult:
        """Close a cohort; return how it ended: the first result stands."""
        item = self._table.item(_pk(result.cohort), _RESULT, doc=document(result))
        return LeagueResult.model_validate_json(self._table.put_once(item).doc)


def _pk(cohort: str) -> str:
    return f"{_OF}{cohort}"
