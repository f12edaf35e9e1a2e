"""Challenges nobody made: from the admins' templates, and without fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from idance.domain.challenge import DAILY, Challenge
from idance.domain.generation import generated, last_resort_challenge
from idance.domain.template import Template, turn_of
from idance.service.challenge_rules import ChallengeRules
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore

Fault = str
OnFault = Callable[[Fault], None]


def ignore(_fault: Fault) -> None:
    """Hear of a fault and do nothing: the next schedule hears of it as well."""


@dataclass(frozen=True, slots=True)
class ChallengeGenerator:
    """Fills slots of days.

    Where admins keep no templates the built-in ones serve. A template that is invalid, names a
    file that is gone, or cannot be read at all does not keep a day from its challenge: the
    built-in one of that day takes its place, and the fault is told to whoever listens.
    """

    challenges: ChallengeStore
    templates: Catalogue[Template]
    rules: ChallengeRules

    def fill(
        self, day: date, slot: str = DAILY, *, now: datetime, on_fault: OnFault = ignore
    ) -> Challenge:
        """Give a slot of a day a challenge, unless it has one; return the slot's."""

        def made(ordinal: int) -> Challenge:
            try:
                return self._from_template(day, slot, ordinal=ordinal, now=now)
            except Exception as error:  # noqa: BLE001 (whatever fails, the day has its challenge)
                on_fault(f"{day} {slot}: {error!r}")
                return last_resort_challenge(day, slot=slot, ordinal=ordinal, now=now)

        return self.challenges.fill(day, slot, made)

    def _from_template(self, day: date, slot: str, *, ordinal: int, now: datetime) -> Challenge:
        templates = self.templates.all()
        if not templates:
            return last_resort_challenge(day, slot=slot, ordinal=ordinal, now=now)
        template = turn_of(templates, day, ordinal=ordinal)
        if template is None:
            raise LookupError("no template suits the day")
        found = self.rules.check(template.on(day, slot=slot), now=now)
        return generated(found.draft, base_type=found.base_type, ordinal=ordinal, now=now)
