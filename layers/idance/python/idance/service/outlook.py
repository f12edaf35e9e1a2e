"""Whether the days to come are ready: each has its challenge, and its media can be watched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from idance.domain.challenge import Challenge, day_of
from idance.domain.model import Model
from idance.service.challenge_rules import ChallengeRules
from idance.service.generator import OnFault, ignore
from idance.service.manifest import DAYS_AHEAD
from idance.store.challenges import ChallengeStore
from idance.store.published import PublishedStore


class Outlook(Model):
    """How the days to come look.

    Attributes
    ----------
    days : int
        How many of today and the next seven days have their challenge.
    """

    days: int
    has_tomorrow: bool


class OutlookService:
    """Looks after the challenges of the days to come."""

    def __init__(
        self, challenges: ChallengeStore, published: PublishedStore, *, rules: ChallengeRules
    ) -> None:
        self._challenges = challenges
        self._published = published
        self._rules = rules

    def look_ahead(self, now: datetime, *, on_fault: OnFault = ignore) -> Outlook:
        """Return how the days to come look; have the CDN fetch what their dancers will watch."""
        days = [day_of(now) + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)]
        known = self._challenges.dailies(days)
        for day, challenge in sorted(known.items()):
            for trouble in self._troubles(challenge):
                on_fault(f"{day} {challenge.id}: {trouble}")
        return Outlook(days=len(known), has_tomorrow=days[1] in known)

    def _troubles(self, challenge: Challenge) -> Iterator[str]:
        missing = {error.field: error for error in self._rules.missing_media(challenge)}
        yield from map(str, missing.values())
        key = challenge.demo_video_file_key
        if key and "demoVideoFileKey" not in missing and not self._published.warm(key):
            yield f"{key} is there but not served"
