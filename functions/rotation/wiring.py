"""What the scheduled functions are made of, each part built when one first needs it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, cached_property

from pydantic_settings import BaseSettings

from idance.service.badge import BadgeService
from idance.service.challenge import ChallengeService
from idance.service.scoring import ScoringService
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore


class Settings(BaseSettings):
    """The environment of all three functions: names of tables and bucket."""

    challenges_table: str
    core_table: str
    operations_table: str
    media_bucket: str


class Services:
    """What the schedules call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._challenges = ChallengeStore(settings.challenges_table)

    @cached_property
    def challenges(self) -> ChallengeService:
        """Challenges that come and go."""
        return ChallengeService(self._challenges)

    @cached_property
    def scoring(self) -> ScoringService:
        """Clips that stand still."""
        dancers = DancerStore(self._settings.core_table)
        return ScoringService(
            sessions=SessionStore(self._settings.operations_table),
            submissions=SubmissionStore(self._settings.core_table),
            challenges=self._challenges,
            dancers=dancers,
            media=MediaStore(self._settings.media_bucket),
            badges=BadgeService(dancers),
        )


@cache
def services() -> Services:
    """Return the one set of services of this process."""
    return Services(Settings())


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
