"""The challenges table.

========== ======= =====================================================
PK         SK      holds
========== ======= =====================================================
CH#<id>    DEF     the challenge (``doc``)
DAY#<date> DAILY   ``challengeId``: which challenge is that UTC day's own
========== ======= =====================================================

The second is the day's slot: there is one, and it never stays empty once it was filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final, NoReturn

from pynamodb.attributes import UnicodeAttribute

from idance.domain.challenge import Challenge
from idance.domain.errors import NotFoundError
from idance.store.table import Item, Table, document, until_written

_DEF: Final = "DEF"
_DAILY: Final = "DAILY"


class ChallengeItem(Item):
    """An item of the challenges table."""

    challenge_id = UnicodeAttribute(null=True, attr_name="challengeId")


class ChallengeStore:
    """Challenges by id, and by the day whose daily challenge they are."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(ChallengeItem, table_name)

    def get(self, challenge_id: str) -> Challenge:
        """Return a challenge.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        key = _pk(challenge_id), _DEF
        # A cheap read may miss what was made a moment ago; only then a dear one follows.
        item = self._table.get(*key) or self._table.get(*key, consistent=True)
        return _challenge(item or _missing())

    def daily(self, day: date, *, consistent: bool = False) -> Challenge | None:
        """Return the daily challenge of a UTC day, if the day has one."""
        slot = self._table.get(_day(day), _DAILY, consistent=consistent)
        if slot is None or slot.challenge_id is None:
            return None
        return self.get(slot.challenge_id)

    def dailies(self, days: Iterable[date]) -> dict[date, Challenge]:
        """Return the daily challenges of those of the days that have one."""
        slots = self._table.gather([(_day(day), _DAILY) for day in days])
        day_of = {
            slot.challenge_id: date.fromisoformat(slot.pk.removeprefix("DAY#")) for slot in slots
        }
        items = self._table.gather([(_pk(challenge_id), _DEF) for challenge_id in day_of])
        found = (_challenge(item) for item in items)
        return {day_of[challenge.id]: challenge for challenge in found}

    def fill(self, day: date, challenge: Challenge) -> Challenge:
        """Make a generated challenge a day's own, unless the day has one; return the day's.

        Safe to repeat after a crash between its two writes: the id follows from the day.
        """
        self._table.put(self._fresh(challenge))
        slot = self._table.put_once(self._slot(day, challenge.id))
        return challenge if slot.challenge_id == challenge.id else self.get(slot.challenge_id)

    def publish(self, challenge: Challenge, day: date, *, instead_of: Challenge | None) -> bool:
        """Store a challenge and give it a day's slot, all or nothing.

        Parameters
        ----------
        challenge : Challenge
            A new one.
        day : date
            The UTC day whose daily challenge it becomes.
        instead_of : Challenge, optional
            Who has the slot now; it is deactivated. None: the slot must be free.

        Returns
        -------
        bool
            False, with nothing changed, if the slot is another's by now, or somebody has danced
            the challenge that has it.
        """
        if instead_of is None:
            return self._table.put_all(self._fresh(challenge), self._slot(day, challenge.id))
        slot = self._table.get(_day(day), _DAILY, consistent=True)
        holder = self._item(instead_of.id)
        held = _challenge(holder)
        if slot is None or slot.challenge_id != held.id or held.has_submissions:
            return False
        slot.challenge_id = challenge.id
        holder.doc = document(_deactivated(held, challenge.created_at))
        return self._table.put_all(self._fresh(challenge), slot, holder)

    def deactivate(self, challenge_id: str, *, now: datetime) -> Challenge:
        """Close a challenge to submissions, for good."""
        return self._change(challenge_id, lambda challenge: _deactivated(challenge, now))

    def note_submission(self, challenge_id: str) -> Challenge:
        """Remember that somebody dances an active challenge; return it as it is then."""
        return self._change(challenge_id, _danced)

    def _change(self, challenge_id: str, step: Callable[[Challenge], Challenge]) -> Challenge:
        def attempt() -> Challenge | None:
            item = self._item(challenge_id)
            before = _challenge(item)
            after = step(before)
            item.doc = document(after)
            return after if after is before or self._table.put(item) else None

        return until_written(attempt)

    def _item(self, challenge_id: str) -> ChallengeItem:
        return self._table.get(_pk(challenge_id), _DEF, consistent=True) or _missing()

    def _fresh(self, challenge: Challenge) -> ChallengeItem:
        return self._table.model(_pk(challenge.id), _DEF, doc=document(challenge))

    def _slot(self, day: date, challenge_id: str) -> ChallengeItem:
        return self._table.model(_day(day), _DAILY, challenge_id=challenge_id)


def _pk(challenge_id: str) -> str:
    return f"CH#{challenge_id}"


def _day(day: date) -> str:
    return f"DAY#{day:%Y-%m-%d}"


def _challenge(item: ChallengeItem) -> Challenge:
    return Challenge.model_validate_json(item.doc)


def _missing() -> NoReturn:
    raise NotFoundError("CHALLENGE_NOT_FOUND", "There is no such challenge.", field="challengeId")


def _deactivated(challenge: Challenge, now: datetime) -> Challenge:
    if not challenge.is_active:
        return challenge
    return challenge.model_copy(update={"is_active": False, "updated_at": now})


def _danced(challenge: Challenge) -> Challenge:
    if challenge.has_submissions or not challenge.is_active:
        return challenge
    return challenge.model_copy(update={"has_submissions": True})
