"""What the pipeline's states are made of, each part built when a state first needs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from functions.scoring.pose_files import PoseFiles
from idance.environment import EnvironmentSettings
from idance.service.badge import BadgeService
from idance.service.duplicate import DuplicateService
from idance.service.entry import EntryService
from idance.service.reference import ReferenceService
from idance.service.rescoring import RescoringService
from idance.service.rescoring_news import RescoringNews
from idance.service.scoring import ScoringService
from idance.store.analyses import AnalysisStore
from idance.store.attempts import AttemptStore
from idance.store.audit import AuditStore
from idance.store.cases import CaseStore
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.entrants import EntrantStore
from idance.store.entries import EntryStore
from idance.store.fingerprints import FingerprintStore
from idance.store.media import MediaStore
from idance.store.notifications import NotificationStore
from idance.store.recent import Recent
from idance.store.references import ReferenceStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore

REMEMBERED_SECONDS: Final = 30.0
"""How old a challenge may be: it is fixed by the time anybody dances it."""
_NO_UPLOADS: Final = timedelta(0)
"""The pipeline lets nobody upload."""


class Settings(EnvironmentSettings):
    """The environment of all functions: names of tables and bucket, path of the model."""

    challenges_table: str
    core_table: str
    operations_table: str
    social_table: str
    media_bucket: str
    pose_model_path: Path


class WorkerSettings(EnvironmentSettings):
    """What the queue worker's environment has beside that."""

    segment_queue_url: str


class Services:
    """What the states call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._challenges = ChallengeStore(
            settings.challenges_table, recent=Recent(REMEMBERED_SECONDS)
        )
        self._dancers = DancerStore(settings.core_table)

    @property
    def model_path(self) -> Path:
        """The pose model's bundle."""
        return self._settings.pose_model_path

    @cached_property
    def media(self) -> MediaStore:
        """Clips and landmarks in S3."""
        return MediaStore(self._settings.media_bucket)

    @cached_property
    def poses(self) -> PoseFiles:
        """Landmarks and what belongs to them."""
        return PoseFiles(self.media)

    @property
    def challenges(self) -> ChallengeStore:
        """What a clip is scored for, also when it is over, or deleted by now."""
        return self._challenges

    @cached_property
    def analyses(self) -> AnalysisStore:
        """What is behind the scores."""
        return AnalysisStore(self.media)

    @cached_property
    def references(self) -> ReferenceService:
        """What dancers are compared with."""
        store = ReferenceStore(self._settings.challenges_table)
        return ReferenceService(store, self.media, upload_ttl=_NO_UPLOADS)

    @cached_property
    def sessions(self) -> SessionStore:
        """Whose clip is whose."""
        return SessionStore(self._settings.operations_table)

    @cached_property
    def duplicates(self) -> DuplicateService:
        """Clips that have been entered before."""
        return DuplicateService(
            fingerprints=FingerprintStore(self._settings.operations_table), sessions=self.sessions
        )

    @cached_property
    def entrants(self) -> EntrantStore:
        """Who has entered a challenge."""
        return EntrantStore(self._settings.core_table)

    @cached_property
    def entries(self) -> EntryService:
        """Entries, changed whole."""
        return EntryService(EntryStore(self._settings.core_table), self._challenges)

    @cached_property
    def rescoring(self) -> RescoringService:
        """Where another version's scores go."""
        return RescoringService(
            self.entries,
            badges=BadgeService(self._dancers),
            challenges=self._challenges,
        )

    @cached_property
    def rescoring_news(self) -> RescoringNews:
        """Who is told of other scores."""
        return RescoringNews(
            cases=CaseStore(self._settings.operations_table),
            notifications=NotificationStore(self._settings.social_table),
            audit=AuditStore(self._settings.operations_table),
        )

    @cached_property
    def scoring(self) -> ScoringService:
        """Where progress and results go."""
        return ScoringService(
            sessions=self.sessions,
            submissions=SubmissionStore(self._settings.core_table),
            attempts=AttemptStore(self._settings.core_table),
            entries=self.entries,
            challenges=self._challenges,
            dancers=self._dancers,
            media=self.media,
            cases=CaseStore(self._settings.operations_table),
            badges=BadgeService(self._dancers),
        )


@cache
def services() -> Services:
    """Return the one set of services of this process."""
    return Services(Settings.read())


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
