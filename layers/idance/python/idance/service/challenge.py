"""Challenges: a day never lacks one, and an admin's own goes before a generated one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from idance.domain.challenge import (
    DAILY,
    MAX_DURATION,
    Challenge,
    ChallengeDraft,
    ChallengeStatus,
    day_of,
)
from idance.domain.challenge_stats import ChallengeStats
from idance.domain.errors import UnavailableError
from idance.domain.ids import new_challenge_id
from idance.domain.model import Model
from idance.domain.training import PERSONAL
from idance.service.challenge_rules import ChallengeRules
from idance.service.figures import FigureService
from idance.service.generator import ChallengeGenerator, OnFault, ignore
from idance.service.manifest import DAYS_AHEAD, ManifestService
from idance.store.challenges import ChallengeStore

STANDBY: Final = "standby"
"""The slot of challenges for hours in which no daily one is open."""
_DAY: Final = timedelta(days=1)
_CATCH_UP: Final = timedelta(days=7)


class Rotation(Model):
    """What a rotation did."""

    ended: tuple[str, ...]
    live: Challenge


class ChallengeService:
    """Challenges of today, of the days to come, and by id."""

    def __init__(
        self,
        challenges: ChallengeStore,
        *,
        rules: ChallengeRules,
        generator: ChallengeGenerator,
        manifest: ManifestService,
        figures: FigureService,
    ) -> None:
        self._challenges = challenges
        self._rules = rules
        self._generator = generator
        self._manifest = manifest
        self._figures = figures

    def get_active_challenge(self, now: datetime) -> Challenge:
        """Return a daily challenge that is open now; where there is none, it is made on the spot.

        The UTC day's own goes first, then those of the days around it, which are still or already
        open where their time zone is another. In hours that none of them covers, a generated one
        stands by.
        """
        day = day_of(now)
        own = self._challenges.daily(day) or self._generator.fill(day, now=now)
        if own.is_open(now):
            return own
        around = self._challenges.dailies([day - _DAY, day + _DAY])
        for one in (around.get(day - _DAY), around.get(day + _DAY)):
            if one and one.is_open(now):
                return one
        return self._generator.fill(day, STANDBY, now=now)

    def get_upcoming(self, now: datetime) -> tuple[Challenge, ...]:
        """Return the challenges of the next seven days, tomorrow first: one a day, always."""
        days = [day_of(now) + ahead * _DAY for ahead in range(1, DAYS_AHEAD + 1)]
        known = self._challenges.dailies(days)
        return tuple(known.get(day) or self._generator.fill(day, now=now) for day in days)

    def get_challenges_of(self, day: date) -> tuple[Challenge, ...]:
        """Return everybody's challenges of a day, the daily one first, the others by slot."""
        by_slot = self._challenges.of_day(day)
        shared = (slot for slot in by_slot if not slot.startswith(PERSONAL))
        order = sorted(shared, key=lambda slot: (slot != DAILY, slot))
        return tuple(by_slot[slot] for slot in order)

    def get_challenge(self, challenge_id: str) -> Challenge:
        """Return a challenge, whoever may see it.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        return self._challenges.get(challenge_id)

    def get_public_challenge(self, challenge_id: str) -> Challenge:
        """Return a challenge that dancers may see.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``, also for drafts and what is deleted.
        """
        return self._challenges.public(challenge_id)

    def get_challenge_stats(self, challenge_id: str, *, now: datetime) -> ChallengeStats:
        """Return what the scores of a challenge look like, at most a minute old while few.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        self.get_public_challenge(challenge_id)
        return self._figures.stats(challenge_id, now=now)

    def get_kept_stats(self, challenge_id: str) -> ChallengeStats | None:
        """Return a challenge's stats as they were last computed, if they ever were."""
        return self._figures.kept(challenge_id)

    def create_challenge(
        self,
        draft: ChallengeDraft,
        *,
        created_by: str,
        now: datetime,
        entropy: UUID,
        status: ChallengeStatus = ChallengeStatus.PUBLISHED,
    ) -> Challenge:
        """Make an admin's challenge; published, it holds its slot of every day it covers.

        It takes the place of a generated one, as long as nobody has danced that. A draft need not
        be fit for publishing yet, and holds nothing.

        Raises
        ------
        InvalidError
            As `ChallengeRules.check` says.
        ConflictError
            ``CHALLENGE_SLOT_TAKEN`` if a day is another admin's or has been danced.
        """
        is_draft = status is ChallengeStatus.DRAFT
        found = self._rules.resolved(draft) if is_draft else self._rules.check(draft, now=now)
        challenge = self._challenges.add(
            Challenge(
                id=new_challenge_id(entropy),
                base_type=found.base_type,
                status=status,
                created_by=created_by,
                created_at=now,
                updated_at=now,
                **found.draft.model_dump(by_alias=False),
            )
        )
        self.publish_manifest(now)
        return challenge

    def rotate_daily_challenges(self, now: datetime) -> Rotation:
        """End the challenges that are over, and see to it that today's is there."""
        ended = self.deactivate_expired_challenges(now)
        rotation = Rotation(ended=ended, live=self.get_active_challenge(now))
        self.publish_manifest(now)
        return rotation

    def deactivate_expired_challenges(self, now: datetime) -> tuple[str, ...]:
        """End every active challenge whose time is over; return which.

        Looks back as far as the longest challenge lasts: missed runs are caught up.
        """
        over = sorted(
            one.id
            for _, one in self._challenges.starting(now - MAX_DURATION - _CATCH_UP, now)
            if one.is_public and one.is_active and one.end_time <= now
        )
        for challenge_id in over:
            self._challenges.deactivate(challenge_id, now=now)
        return tuple(over)

    def pregenerate(self, now: datetime, *, on_fault: OnFault = ignore) -> tuple[Challenge, ...]:
        """Give every day from today on that lacks a challenge one; return those made.

        A day that cannot be served does not keep the others from theirs.
        """
        days = [day_of(now) + ahead * _DAY for ahead in range(DAYS_AHEAD + 1)]
        known = self._challenges.dailies(days)
        made = []
        for day in days:
            if day not in known:
                try:
                    made.append(self._generator.fill(day, now=now, on_fault=on_fault))
                except UnavailableError as error:
                    on_fault(f"{day} {DAILY}: {error!r}")
        return tuple(made)

    def publish_manifest(self, now: datetime) -> None:
        """Show what has changed; while S3 is away the next schedule will."""
        with suppress(UnavailableError):
            self._manifest.publish(now)
