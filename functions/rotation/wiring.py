"""What the scheduled functions are made of, each part built when one first needs it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, cached_property

from idance.environment import EnvironmentSettings
from idance.service.badge import BadgeService
from idance.service.challenge_room import ChallengeRoom
from idance.service.entry import EntryService
from idance.service.figures import FigureService
from idance.service.outlook import OutlookService
from idance.service.personal import PersonalService
from idance.service.scoring import ScoringService
from idance.store.announcements import AnnouncementStore
from idance.store.attempts import AttemptStore
from idance.store.boards import BoardStore
from idance.store.cases import CaseStore
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.entries import EntryStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore


class Settings(EnvironmentSettings):
    """The environment of all functions: names of tables and bucket, addresses of CDN and Redis."""

    challenges_table: str
    core_table: str
    operations_table: str
    social_table: str
    media_bucket: str
    media_url: str
    aggregates_table: str
    redis_url: str


class Services:
    """What the schedules call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def room(self) -> ChallengeRoom:
        """Challenges that come and go."""
        return ChallengeRoom(
            challenges_table=self._settings.challenges_table,
            core_table=self._settings.core_table,
            aggregates_table=self._settings.aggregates_table,
            media_bucket=self._settings.media_bucket,
            media_url=self._settings.media_url,
        )

    @cached_property
    def announcements(self) -> AnnouncementStore:
        """What everybody is told."""
        return AnnouncementStore(self._settings.social_table)

    @cached_property
    def personal(self) -> PersonalService:
        """Challenges made to measure."""
        submissions = SubmissionStore(self._settings.core_table)
        return PersonalService(self.room.store, submissions, self.room.service)

    @cached_property
    def outlook(self) -> OutlookService:
        """Whether the days to come are ready."""
        return OutlookService(self.room.store, self.room.published, rules=self.room.rules)

    @property
    def figures(self) -> FigureService:
        """What the scores say together."""
        return self.room.figures

    @cached_property
    def boards(self) -> BoardStore:
        """How many dance."""
        return BoardStore(self._settings.redis_url)

    @cached_property
    def scoring(self) -> ScoringService:
        """Clips that stand still."""
        dancers = DancerStore(self._settings.core_table)
        challenges = ChallengeStore(self._settings.challenges_table)
        return ScoringService(
            sessions=SessionStore(self._settings.operations_table),
            submissions=SubmissionStore(self._settings.core_table),
            attempts=AttemptStore(self._settings.core_table),
            entries=EntryService(EntryStore(self._settings.core_table), challenges),
            challenges=challenges,
            dancers=dancers,
            media=MediaStore(self._settings.media_bucket),
            cases=CaseStore(self._settings.operations_table),
            badges=BadgeService(dancers),
        )


@cache
def services() -> Services:
    """Return the one set of services of this process."""
    return Services(Settings.read())


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
