"""The published manifest: what is danced today and in the next seven days, for a CDN to serve."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from idance.domain.challenge import DAILY, day_of
from idance.domain.public_challenge import Manifest, PublicChallenge
from idance.domain.training import PERSONAL
from idance.store.challenges import ChallengeStore
from idance.store.published import PublishedStore

NAME: Final = "challenges.json"
DAYS_AHEAD: Final = 7
_MAX_AGE_S: Final = 60


class ManifestService:
    """Publishes the manifest: a view of the challenges table that outlives the API."""

    def __init__(self, challenges: ChallengeStore, published: PublishedStore) -> None:
        self._challenges = challenges
        self._published = published

    def build(self, now: datetime) -> Manifest:
        """Return the manifest as it should be."""
        days = [day_of(now) + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)]
        by_slot = {
            day: {
                slot: PublicChallenge.of(challenge, url_of=self._published.url_of)
                for slot, challenge in sorted(self._challenges.of_day(day).items())
                if not slot.startswith(PERSONAL)
            }
            for day in days
        }
        dailies = {day: slots[DAILY] for day, slots in by_slot.items() if DAILY in slots}
        return Manifest(days=dailies, slots=by_slot)

    def publish(self, now: datetime) -> bool:
        """Publish the manifest; False if it stands there already, to the letter."""
        document = self.build(now).model_dump_json()
        return self._published.publish(NAME, document, max_age_s=_MAX_AGE_S)
