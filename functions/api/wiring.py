"""What the API is made of, each part built when a route first needs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import Annotated, Final

from aws_lambda_powertools.event_handler import Depends
from pydantic_settings import BaseSettings

from idance.domain.rate import Rate
from idance.service.analysis import AnalysisService
from idance.service.api_key import ApiKeyService
from idance.service.badge import BadgeService
from idance.service.board_directory import BoardDirectory
from idance.service.board_faces import BoardFaces
from idance.service.board_feed import BoardFeed
from idance.service.challenge_room import ChallengeRoom
from idance.service.contest import ContestService
from idance.service.contest_feed import ContestFeed
from idance.service.following import FollowService
from idance.service.history import HistoryService
from idance.service.leaderboard import LeaderboardService
from idance.service.league import LeagueService
from idance.service.live_boards import LiveBoards
from idance.service.moderation import ModerationService
from idance.service.picture import PictureService
from idance.service.rate import RateService
from idance.service.reference import ReferenceService
from idance.service.review import ReviewService
from idance.service.scoring import ScoringService
from idance.service.session import SessionService
from idance.service.submission import SubmissionService
from idance.service.submission_listing import SubmissionListing
from idance.store.analyses import AnalysisStore
from idance.store.api_keys import ApiKeyStore
from idance.store.audit import AuditStore
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.cases import CaseStore
from idance.store.catalogue import contests
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.drawings import DrawingStore
from idance.store.follows import FollowStore
from idance.store.idempotency import IdempotencyStore
from idance.store.leagues import LeagueStore
from idance.store.media import MediaStore
from idance.store.notifications import NotificationStore
from idance.store.pipeline import PipelineStore
from idance.store.rates import RateStore
from idance.store.recent import Recent
from idance.store.references import ReferenceStore
from idance.store.sessions import SessionStore
from idance.store.snapshots import SnapshotStore
from idance.store.submissions import SubmissionStore
from idance.store.uploads import UploadStore

REMEMBERED_SECONDS: Final = 1.0
"""How old a challenge may be that is entered; what an admin does is felt this much later."""


class Settings(BaseSettings):
    """The function's environment: names of tables, bucket and state machine.

    Attributes
    ----------
    rate_per_user, rate_per_address : int
        Requests a minute, of one caller and of everybody behind one address together.
    """

    challenges_table: str
    core_table: str
    operations_table: str
    social_table: str
    live_url: str
    media_bucket: str
    media_url: str
    aggregates_table: str
    redis_url: str
    state_machine_arn: str
    drawing_machine_arn: str
    upload_ttl_seconds: int
    rate_per_user: int
    rate_per_address: int


class Services:
    """The services the routes call, over their stores."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._challenges = ChallengeStore(
            settings.challenges_table, recent=Recent(REMEMBERED_SECONDS)
        )
        self._contests = contests(settings.challenges_table)
        self._dancers = DancerStore(settings.core_table)
        self._submissions = SubmissionStore(settings.core_table)
        self._sessions = SessionStore(settings.operations_table)
        self._media = MediaStore(settings.media_bucket)
        self._cases = CaseStore(settings.operations_table)
        self._follows = FollowStore(settings.social_table)

    @cached_property
    def idempotency(self) -> IdempotencyStore:
        """Requests that may come twice."""
        return IdempotencyStore(self._settings.operations_table)

    @cached_property
    def room(self) -> ChallengeRoom:
        """Everything about challenges."""
        return ChallengeRoom(
            challenges_table=self._settings.challenges_table,
            challenges=self._challenges,
            core_table=self._settings.core_table,
            aggregates_table=self._settings.aggregates_table,
            media_bucket=self._settings.media_bucket,
            media_url=self._settings.media_url,
        )

    @cached_property
    def api_keys(self) -> ApiKeyService:
        """Keys of our own services."""
        return ApiKeyService(ApiKeyStore(self._settings.operations_table))

    @cached_property
    def rates(self) -> RateService:
        """How often anybody may ask."""
        return RateService(
            RateStore(self._settings.redis_url),
            per_user=Rate(limit=self._settings.rate_per_user),
            per_address=Rate(limit=self._settings.rate_per_address),
        )

    @cached_property
    def audit(self) -> AuditStore:
        """What admins did."""
        return AuditStore(self._settings.operations_table)

    @cached_property
    def notifications(self) -> NotificationStore:
        """What dancers are told."""
        return NotificationStore(self._settings.social_table)

    @cached_property
    def analyses(self) -> AnalysisService:
        """What is behind the scores."""
        return AnalysisService(AnalysisStore(self._media), self._submissions)

    @cached_property
    def references(self) -> ReferenceService:
        """Demo videos and their choreography."""
        return ReferenceService(
            ReferenceStore(self._settings.challenges_table),
            self._media,
            upload_ttl=timedelta(seconds=self._settings.upload_ttl_seconds),
        )

    @cached_property
    def sessions(self) -> SessionService:
        """Clips on their way in."""
        ttl = timedelta(seconds=self._settings.upload_ttl_seconds)
        return SessionService(
            self._sessions,
            self._media,
            uploads=UploadStore(self._settings.media_bucket),
            submissions=self._submissions,
            challenges=self._challenges,
            upload_ttl=ttl,
        )

    @cached_property
    def submissions(self) -> SubmissionService:
        """Entries in challenges."""
        return SubmissionService(
            submissions=self._submissions,
            sessions=self._sessions,
            challenges=self._challenges,
            dancers=self._dancers,
            pipeline=PipelineStore(
                self._settings.state_machine_arn,
                self._settings.media_bucket,
            ),
            scoring=self.scoring,
        )

    @cached_property
    def scoring(self) -> ScoringService:
        """What becomes of entries, and of those that are held."""
        return ScoringService(
            sessions=self._sessions,
            submissions=self._submissions,
            challenges=self._challenges,
            dancers=self._dancers,
            media=self._media,
            cases=self._cases,
            badges=self.badges,
        )

    @cached_property
    def pictures(self) -> PictureService:
        """How clips were scored, drawn."""
        return PictureService(
            submissions=self._submissions,
            sessions=self._sessions,
            media=self._media,
            drawings=DrawingStore(self._settings.drawing_machine_arn),
        )

    @cached_property
    def listing(self) -> SubmissionListing:
        """Submissions by the page."""
        return SubmissionListing(self.leaderboards, self._submissions)

    @cached_property
    def moderation(self) -> ModerationService:
        """Who and what is kept off the boards."""
        return ModerationService(
            submissions=self._submissions, dancers=self._dancers, challenges=self._challenges
        )

    @cached_property
    def reviews(self) -> ReviewService:
        """Reports, appeals, and what people decide on them."""
        return ReviewService(
            cases=self._cases,
            submissions=self._submissions,
            scoring=self.scoring,
            moderation=self.moderation,
            notifications=self.notifications,
        )

    @cached_property
    def badges(self) -> BadgeService:
        """What dancers have earned."""
        return BadgeService(self._dancers)

    @cached_property
    def following(self) -> FollowService:
        """Who follows whom."""
        return FollowService(self._follows, self._dancers)

    @property
    def live_url(self) -> str:
        """Where boards are followed live."""
        return self._settings.live_url

    @cached_property
    def history(self) -> HistoryService:
        """How dancers did in periods and challenges that are over."""
        return HistoryService(self._submissions, SnapshotStore(self._settings.media_bucket))

    @cached_property
    def leagues(self) -> LeagueService:
        """Who plays against whom this week."""
        return LeagueService(LeagueStore(self._settings.aggregates_table), self._dancers)

    @cached_property
    def contests(self) -> ContestService:
        """Boards of admins' making."""
        return ContestService(self._contests, self._challenges)

    @cached_property
    def leaderboards(self) -> LeaderboardService:
        """Who stands where."""
        directory = BoardDirectory(self._challenges, self._contests)
        store = BoardStore(self._settings.redis_url)
        faces = BoardFaces(dancers=self._dancers, submissions=self._submissions)
        feed = BoardFeed(
            boards=store,
            directory=directory,
            dancers=self._dancers,
            submissions=self._submissions,
            marks=BoardMarks(self._settings.redis_url),
            contests=ContestFeed(
                self._contests, submissions=self._submissions, challenges=self._challenges
            ),
        )
        return LeaderboardService(
            boards=LiveBoards(store, faces=faces, follows=self._follows),
            directory=directory,
            feed=feed,
            snapshots=SnapshotStore(self._settings.media_bucket),
        )


@cache
def services() -> Services:
    """Return the one set of services of this process."""
    return Services(Settings())


def rates() -> RateService:
    """Return what counts requests."""
    return services().rates


def idempotency() -> IdempotencyStore:
    """Return what remembers requests that may come twice."""
    return services().idempotency


def now() -> datetime:
    """Return the moment of the request."""
    return datetime.now(UTC)


Wired = Annotated[Services, Depends(services)]
Rates = Annotated[RateService, Depends(rates)]
Keys = Annotated[IdempotencyStore, Depends(idempotency)]
Now = Annotated[datetime, Depends(now)]
