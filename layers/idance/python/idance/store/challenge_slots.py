"""Slots of days: which challenge holds them, and how they change hands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError
from idance.store.challenge_items import (
    DEFINITION,
    SLOT,
    ChallengeItem,
    challenge_key,
    date_of,
    day_key,
    describing,
    read_challenge,
)
from idance.store.table import Table


class ChallengeSlots:
    """The slots in the challenges table; what is changed here is written by who asked for it."""

    def __init__(self, table: Table[ChallengeItem]) -> None:
        self._table = table

    def holder(self, day: date, slot: str, *, consistent: bool) -> str | None:
        """Return the id of the challenge that holds a slot, if any does."""
        item = self._table.get(day_key(day), _sk(slot), consistent=consistent)
        return item.challenge_id if item else None

    def holders(self, days: Iterable[date], slot: str) -> dict[date, str]:
        """Return who holds a slot on those of the days where somebody does."""
        items = self._table.gather([(day_key(day), _sk(slot)) for day in days])
        return {date_of(item): item.challenge_id for item in items if item.challenge_id}

    def of_day(self, day: date) -> dict[str, str]:
        """Return who holds which slot of a day."""
        items = self._table.query(day_key(day), ChallengeItem.sk.startswith(SLOT))
        return {
            item.sk.removeprefix(SLOT): item.challenge_id for item in items if item.challenge_id
        }

    def get(self, day: date, slot: str) -> ChallengeItem:
        """Return a slot as it is now, or one that is still to be stored."""
        found = self._table.get(day_key(day), _sk(slot), consistent=True)
        return found or self._table.item(day_key(day), _sk(slot))

    def moves(self, before: Challenge | None, after: Challenge) -> Iterator[ChallengeItem]:
        """Return what is to be stored so that a challenge holds its slots, and no others.

        Raises
        ------
        ConflictError
            ``CHALLENGE_SLOT_TAKEN``.
        """
        held = before.slots if before else frozenset()
        for place in sorted(held - after.slots):
            yield self.given_up(*place)
        for place in sorted(after.slots - held):
            yield from self._taken(*place, by=after)

    def given_up(self, day: date, slot: str) -> ChallengeItem:
        """Return a slot that nobody holds any more."""
        item = self.get(day, slot)
        item.challenge_id, item.emptied = None, (item.emptied or 0) + 1
        return item

    def _taken(self, day: date, slot: str, *, by: Challenge) -> Iterator[ChallengeItem]:
        """Return the generated challenge that a slot had, if any, and the slot's new holder."""
        item = self.get(day, slot)
        former = self._generated(day, item.challenge_id) if item.challenge_id else None
        if former:
            yield describing(former, read_challenge(former).displaced(by.updated_at))
            item.emptied = (item.emptied or 0) + 1
        item.challenge_id = by.id
        yield item

    def _generated(self, day: date, challenge_id: str) -> ChallengeItem:
        """Return the holder of a slot, which may be displaced."""
        item = self._table.get(challenge_key(challenge_id), DEFINITION, consistent=True)
        if item is None or read_challenge(item).keeps_its_slot:
            raise slot_taken(day)
        return item


def slot_taken(day: date) -> ConflictError:
    """Return what to say to who wants a slot that somebody keeps."""
    return ConflictError(
        "CHALLENGE_SLOT_TAKEN", f"{day} already has its challenge.", field="startTime"
    )


def _sk(slot: str) -> str:
    return f"{SLOT}{slot}"
