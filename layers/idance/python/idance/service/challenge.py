"""Challenges: a UTC day never lacks one, and an admin's own goes before a generated one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from idance.domain.challenge import MAX_DURATION, Challenge, ChallengeDraft, day_of
from idance.domain.challenge_type import is_built_in
from idance.domain.errors import ConflictError, InvalidError
from idance.domain.ids import new_challenge_id
from idance.domain.model import Model
from idance.domain.template import SYSTEM_USER, daily_from_template
from idance.store.challenges import ChallengeStore

_WEEK: Final = 7


class Rotation(Model):
    """What a rotation did."""

    ended: tuple[str, ...]
    live: Challenge


class ChallengeService:
    """Challenges of today, of the days to come, and by id."""

    def __init__(self, challenges: ChallengeStore) -> None:
        self._challenges = challenges

    def get_active_challenge(self, now: datetime) -> Challenge:
        """Return today's challenge; where the day lacks one, it is made on the spot."""
        return self._ensured(day_of(now), now)

    def get_upcoming(self, now: datetime) -> tuple[Challenge, ...]:
        """Return the challenges of the next seven days, tomorrow first: one a day, always."""
        days = [day_of(now) + timedelta(days=ahead) for ahead in range(1, _WEEK + 1)]
        known = self._challenges.dailies(days)
        return tuple(known.get(day) or self._ensured(day, now) for day in days)

    def get_challenge(self, challenge_id: str) -> Challenge:
        """Return a challenge.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        return self._challenges.get(challenge_id)

    def create_challenge(
        self,
        draft: ChallengeDraft,
        *,
        created_by: str,
        now: datetime,
        entropy: UUID,
    ) -> Challenge:
        """Make an admin's challenge the daily one of the UTC day it starts on.

        It takes the place of a generated one, as long as nobody has danced that.

        Raises
        ------
        InvalidError
            ``CHALLENGE_IN_PAST`` if it would have ended already, ``UNKNOWN_CHALLENGE_TYPE``.
        ConflictError
            ``CHALLENGE_SLOT_TAKEN`` if the day is another admin's or has been danced.
        """
        if draft.end_time <= now:
            raise InvalidError(
                "CHALLENGE_IN_PAST", "The challenge would already be over.", field="endTime"
            )
        if not is_built_in(draft.type):
            raise InvalidError(
                "UNKNOWN_CHALLENGE_TYPE", f"There is no type called {draft.type}.", field="type"
            )
        challenge = Challenge(
            id=new_challenge_id(entropy),
            created_by=created_by,
            created_at=now,
            updated_at=now,
            **draft.model_dump(by_alias=False),
        )
        day = day_of(draft.start_time)
        holder = self._challenges.daily(day, consistent=True)
        is_ours = holder is None or holder.created_by == SYSTEM_USER
        if not is_ours or not self._challenges.publish(challenge, day, instead_of=holder):
            raise ConflictError(
                "CHALLENGE_SLOT_TAKEN", f"{day} already has its challenge.", field="startTime"
            )
        return challenge

    def rotate_daily_challenges(self, now: datetime) -> Rotation:
        """End the challenges that are over, and see to it that today's is there."""
        ended = self.deactivate_expired_challenges(now)
        return Rotation(ended=ended, live=self._ensured(day_of(now), now))

    def deactivate_expired_challenges(self, now: datetime) -> tuple[str, ...]:
        """End every active challenge whose time is over; return which.

        Looks back as far as the longest challenge lasts: missed runs are caught up.
        """
        days = [day_of(now) - timedelta(days=ago) for ago in range(MAX_DURATION.days + _WEEK + 1)]
        known = sorted(self._challenges.dailies(days).items())
        over = [one.id for _, one in known if one.is_active and one.end_time <= now]
        for challenge_id in over:
            self._challenges.deactivate(challenge_id, now=now)
        return tuple(over)

    def pregenerate(self, now: datetime, *, days: int = _WEEK) -> tuple[Challenge, ...]:
        """Give every day from today on that lacks a challenge one; return those made."""
        ahead = [day_of(now) + timedelta(days=step) for step in range(days + 1)]
        known = self._challenges.dailies(ahead)
        return tuple(self._ensured(day, now) for day in ahead if day not in known)

    def _ensured(self, day: date, now: datetime) -> Challenge:
        known = self._challenges.daily(day)
        return known or self._challenges.fill(day, daily_from_template(day, now=now))
