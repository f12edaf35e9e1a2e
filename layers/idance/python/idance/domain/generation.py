"""How a challenge comes to be without a person: from a draft, under an id that follows from it."""

from __future__ import annotations

from datetime import date, datetime

from idance.domain.challenge import DAILY, SYSTEM_USER, Challenge, ChallengeDraft
from idance.domain.challenge_type import ChallengeType
from idance.domain.ids import generated_challenge_id
from idance.domain.template import last_resort


def generated(
    draft: ChallengeDraft,
    *,
    base_type: ChallengeType,
    ordinal: int,
    now: datetime,
) -> Challenge:
    """Return the challenge a draft makes for its slot and day: equal drafts make equal ones."""
    return Challenge(
        id=generated_challenge_id(draft.day, slot=draft.slot, ordinal=ordinal),
        base_type=base_type,
        created_by=SYSTEM_USER,
        created_at=now,
        updated_at=now,
        **draft.model_dump(by_alias=False),
    )


def last_resort_challenge(
    day: date, *, slot: str = DAILY, ordinal: int = 0, now: datetime
) -> Challenge:
    """Return a challenge for a slot of a UTC day that needs nothing of the world."""
    template = last_resort(day, ordinal=ordinal)
    draft = template.on(day, slot=slot)
    return generated(draft, base_type=ChallengeType(template.type), ordinal=ordinal, now=now)
