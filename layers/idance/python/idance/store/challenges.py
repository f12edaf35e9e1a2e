"""Challenges by id, by the slot of a day they hold, and by start.

`idance.store.challenge_items` says how they lie in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Final, NoReturn, TypeVar

from idance.domain.challenge import DAILY, Challenge, ChallengeDraft
from idance.domain.errors import ConflictError, NotFoundError
from idance.store.challenge_items import (
    BY_START,
    DEFINITION,
    ChallengeItem,
    challenge_key,
    describing,
    id_of,
    months,
    read_challenge,
    start_mark,
)
from idance.store.challenge_slots import ChallengeSlots, slot_taken
from idance.store.recent import Recent
from idance.store.table import Table, until_written

_PAGE: Final = 100
Make = Callable[[int], Challenge]
PlaceT = TypeVar("PlaceT", date, str)


class ChallengeStore:
    """Challenges by id, by slot and day, and by start.

    Parameters
    ----------
    recent : Recent, optional
        What remembers challenges that all dancers read at once; without it each read is a new one.
    """

    def __init__(self, table_name: str, *, recent: Recent | None = None) -> None:
        self._table = Table(ChallengeItem, table_name)
        self._slots = ChallengeSlots(self._table)
        self._recent = recent or Recent(0)

    def recent(self, challenge_id: str) -> Challenge:
        """Return a challenge as `get` does, or did a moment ago; own changes show at once."""
        return self._recent.get(challenge_id, lambda: self.get(challenge_id))

    def get(self, challenge_id: str) -> Challenge:
        """Return a challenge, whoever may see it.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        key = challenge_key(challenge_id), DEFINITION
        # A cheap read may miss what was made a moment ago; only then a dear one follows.
        item = self._table.get(*key) or self._table.get(*key, consistent=True)
        return read_challenge(item or _missing())

    def public(self, challenge_id: str) -> Challenge:
        """Return a challenge that dancers may see.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``, also for drafts and what is deleted.
        """
        challenge = self.get(challenge_id)
        return challenge if challenge.is_public else _missing()

    def daily(self, day: date, *, slot: str = DAILY, consistent: bool = False) -> Challenge | None:
        """Return the challenge that holds a slot of a day, if any does; or did a moment ago."""

        def holder() -> Challenge | None:
            challenge_id = self._slots.holder(day, slot, consistent=consistent)
            return self.get(challenge_id) if challenge_id else None

        return holder() if consistent else self._recent.get(f"{day}#{slot}", holder)

    def dailies(self, days: Iterable[date], *, slot: str = DAILY) -> dict[date, Challenge]:
        """Return the holders of a slot on those of the days that have one."""
        return self._known(self._slots.holders(days, slot))

    def of_day(self, day: date) -> dict[str, Challenge]:
        """Return all challenges of a day by their slot."""
        return self._known(self._slots.of_day(day))

    def _known(self, held: Mapping[PlaceT, str]) -> dict[PlaceT, Challenge]:
        known = {one.id: one for one in self.several(set(held.values()))}
        return {place: known[holder] for place, holder in held.items() if holder in known}

    def several(self, challenge_ids: Iterable[str]) -> Iterator[Challenge]:
        """Return those of some challenges that exist, in no order."""
        return map(
            read_challenge,
            self._table.gather([(challenge_key(one), DEFINITION) for one in challenge_ids]),
        )

    def starting(
        self, since: datetime, until: datetime, *, after: str | None = None
    ) -> Iterator[tuple[str, Challenge]]:
        """Return challenges that start from one moment up to another, by start, each with a mark.

        Parameters
        ----------
        after : str, optional
            The mark of the last one that is known already.
        """
        first, last = start_mark(since), start_mark(until)
        for month in months(since, until):
            beyond = max(first, after) if after else first
            for batch in self._pages(month, beyond, f"{last}~"):
                known = {one.id: one for one in self.several(map(id_of, batch))}
                for row in batch:
                    if row.starts_at != after and id_of(row) in known:
                        yield row.starts_at, known[id_of(row)]

    def _pages(self, month: str, first: str, last: str) -> Iterator[list[ChallengeItem]]:
        between = ChallengeItem.starts_at.between(first, last)
        rows = self._table.query(month, between, index=BY_START, page=_PAGE)
        while batch := list(islice(rows, _PAGE)):
            yield batch

    def add(self, challenge: Challenge) -> Challenge:
        """Store a new challenge, which takes its slots if it is published.

        Raises
        ------
        ConflictError
            ``CHALLENGE_SLOT_TAKEN`` if a day is another admin's or has been danced;
            ``CHALLENGE_EXISTS``.
        """

        def attempt() -> Challenge | None:
            self._recent.forget()
            if self._table.get(challenge_key(challenge.id), DEFINITION, consistent=True):
                raise ConflictError("CHALLENGE_EXISTS", "This challenge is there already.")
            return self._written(self._fresh(challenge), None, challenge)

        return until_written(attempt)

    def fill(self, day: date, slot: str, make: Make) -> Challenge:
        """Give a slot of a day a generated challenge, unless it has one; return the slot's.

        Parameters
        ----------
        make : callable
            Makes the challenge, told how often the slot was given up before.
        """

        def attempt() -> Challenge | None:
            self._recent.forget()
            item = self._slots.get(day, slot)
            if item.challenge_id:
                return self.get(item.challenge_id)
            challenge = make(int(item.emptied or 0))
            item.challenge_id = challenge.id
            return challenge if self._table.put_all(self._fresh(challenge), item) else None

        return until_written(attempt)

    def change(self, challenge_id: str, step: Callable[[Challenge], Challenge]) -> Challenge:
        """Change a challenge, with the slots it holds; return it as it is then.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        ConflictError
            ``CHALLENGE_SLOT_TAKEN``.
        """

        def attempt() -> Challenge | None:
            self._recent.forget()
            item = self._item(challenge_id)
            before = read_challenge(item)
            after = step(before)
            return before if after is before else self._written(item, before, after)

        return until_written(attempt)

    def deactivate(self, challenge_id: str, *, now: datetime) -> Challenge:
        """Close a challenge to submissions, for good."""
        return self.change(challenge_id, lambda challenge: challenge.ended(now))

    def note_submission(self, challenge_id: str) -> Challenge:
        """Remember that somebody dances an active challenge; return it as it is then."""
        return self.change(challenge_id, Challenge.danced)

    def remove(self, challenge_id: str, check: Callable[[Challenge], None]) -> None:
        """Remove a challenge for good and give up its slots; ``check`` may raise."""

        def attempt() -> bool | None:
            self._recent.forget()
            item = self._item(challenge_id)
            challenge = read_challenge(item)
            check(challenge)
            slots = [self._slots.given_up(*place) for place in sorted(challenge.slots)]
            return self._table.put_all(*slots, without=[item]) or None

        until_written(attempt)

    def taken_days(
        self, draft: ChallengeDraft, *, by: str | None = None
    ) -> tuple[ConflictError, ...]:
        """Return an error for every day whose slot a draft could not take now, but from itself."""
        held = ((day, self.daily(day, slot=draft.slot, consistent=True)) for day in draft.days)
        return tuple(
            slot_taken(day) for day, one in held if one and one.keeps_its_slot and one.id != by
        )

    def _written(
        self, item: ChallengeItem, before: Challenge | None, after: Challenge
    ) -> Challenge | None:
        items = [describing(item, after), *self._slots.moves(before, after)]
        if len(items) == 1:
            return after if self._table.put(item) else None
        return after if self._table.put_all(*items) else None

    def _item(self, challenge_id: str) -> ChallengeItem:
        return (
            self._table.get(challenge_key(challenge_id), DEFINITION, consistent=True) or _missing()
        )

    def _fresh(self, challenge: Challenge) -> ChallengeItem:
        return describing(self._table.item(challenge_key(challenge.id), DEFINITION), challenge)


def _missing() -> NoReturn:
    raise NotFoundError("CHALLENGE_NOT_FOUND", "There is no such challenge.", field="challengeId")
