"""The house on AWS in this process (moto): every store and service, over fresh tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any, Final

import boto3
from moto import mock_aws

from idance.domain.challenge_type import CustomType
from idance.domain.contest import Contest
from idance.domain.submission import Submission
from idance.service.badge import BadgeService
from idance.service.board_closing import BoardClosing
from idance.service.board_directory import BoardDirectory
from idance.service.board_faces import BoardFaces
from idance.service.board_feed import BoardFeed
from idance.service.board_publishing import BoardPublisher
from idance.service.board_rebuild import BoardRebuild
from idance.service.challenge import ChallengeService
from idance.service.challenge_room import ChallengeRoom
from idance.service.contest_feed import ContestFeed
from idance.service.entry import EntryService
from idance.service.following import FollowService
from idance.service.leaderboard import LeaderboardService
from idance.service.league import LeagueService
from idance.service.live_boards import LiveBoards
from idance.service.moderation import ModerationService
from idance.service.outlook import OutlookService
from idance.service.personal import PersonalService
from idance.service.rescoring import RescoringService
from idance.service.rescoring_order import RescoringOrders
from idance.service.review import ReviewService
from idance.service.scoring import ScoringService
from idance.service.session import SessionService
from idance.service.submission import SubmissionService
from idance.store.attempts import AttemptStore
from idance.store.audit import AuditStore
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.cases import CaseStore
from idance.store.catalogue import Catalogue, contests, custom_types
from idance.store.challenges import ChallengeStore
from idance.store.consents import ConsentStore
from idance.store.dancers import DancerStore
from idance.store.entrants import EntrantStore
from idance.store.entries import EntryStore
from idance.store.follows import FollowStore
from idance.store.leagues import LeagueStore
from idance.store.media import MediaStore
from idance.store.notifications import NotificationStore
from idance.store.pipeline import PipelineStore
from idance.store.rescorings import RescoringStore
from idance.store.sessions import SessionStore
from idance.store.shadow_boards import ShadowStore
from idance.store.snapshots import SnapshotStore
from idance.store.submissions import SubmissionStore
from idance.store.uploads import UploadStore
from tests.builders import NOW

CHALLENGES_TABLE: Final = "challenges"
CORE_TABLE: Final = "core"
AGGREGATES_TABLE: Final = "aggregates"
OPERATIONS_TABLE: Final = "operations"
SOCIAL_TABLE: Final = "social"
NEWS_QUEUE: Final = "news"
NEWS_QUEUE_URL: Final = f"https://sqs.us-east-1.amazonaws.com/123456789012/{NEWS_QUEUE}"
LOST_RECORDS_QUEUE: Final = "lost-records"
LOST_RECORDS_QUEUE_URL: Final = NEWS_QUEUE_URL.replace(NEWS_QUEUE, LOST_RECORDS_QUEUE)
MEDIA_BUCKET: Final = "idance-media"
MEDIA_URL: Final = "http://127.0.0.1:9/cdn"

SCORING, DRAWING, RESCORING = "score-submission", "draw-picture", "rescore-submission"
ERASING: Final = "erase-dancer"
UPLOAD_TTL: Final = timedelta(minutes=15)


@cache
def client(service: str) -> Any:  # noqa: ANN401 (boto3 has a type for each service)
    """Return a client; making one takes longer than most tests, and none remembers a test."""
    return boto3.client(service)  # type: ignore[call-overload]


@cache
def media_store() -> MediaStore:
    """Return the store of the bucket, with its client."""
    return MediaStore(MEDIA_BUCKET)


def challenge_room() -> ChallengeRoom:
    """Return everything about challenges, with the one client of the bucket."""
    room = ChallengeRoom(
        challenges_table=CHALLENGES_TABLE,
        core_table=CORE_TABLE,
        aggregates_table=AGGREGATES_TABLE,
        media_bucket=MEDIA_BUCKET,
        media_url=MEDIA_URL,
    )
    room.published.__dict__["_client"] = media_store()._client
    return room


@cache
def upload_store() -> UploadStore:
    """Return the store of uploads in parts, with its client."""
    return UploadStore(MEDIA_BUCKET)


@cache
def pipeline_store(arn: str) -> PipelineStore:
    """Return the store of a state machine, with its client."""
    return PipelineStore(arn, MEDIA_BUCKET)


@dataclass
class House:
    """Every store and service, over the tables of one test."""

    state_machine_arn: str
    redis_url: str
    session_store: SessionStore = field(default_factory=lambda: SessionStore(OPERATIONS_TABLE))
    submission_store: SubmissionStore = field(default_factory=lambda: SubmissionStore(CORE_TABLE))
    dancers: DancerStore = field(default_factory=lambda: DancerStore(CORE_TABLE))
    follows: FollowStore = field(default_factory=lambda: FollowStore(SOCIAL_TABLE))
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(MEDIA_BUCKET))
    media: MediaStore = field(default_factory=media_store)
    room: ChallengeRoom = field(default_factory=challenge_room)

    @property
    def outlook(self) -> OutlookService:
        return OutlookService(self.room.store, self.room.published, rules=self.room.rules)

    @property
    def personal(self) -> PersonalService:
        return PersonalService(self.room.store, self.submission_store, self.room.service)

    @property
    def drawing_machine_arn(self) -> str:
        return self.state_machine_arn.replace(SCORING, DRAWING)

    @property
    def rescoring_machine_arn(self) -> str:
        return self.state_machine_arn.replace(SCORING, RESCORING)

    @property
    def erasing_machine_arn(self) -> str:
        return self.state_machine_arn.replace(SCORING, ERASING)

    @cached_property
    def attempts(self) -> AttemptStore:
        return AttemptStore(CORE_TABLE)

    @cached_property
    def entrants(self) -> EntrantStore:
        return EntrantStore(CORE_TABLE)

    @cached_property
    def cases(self) -> CaseStore:
        return CaseStore(OPERATIONS_TABLE)

    @cached_property
    def audit(self) -> AuditStore:
        return AuditStore(OPERATIONS_TABLE)

    @cached_property
    def notifications(self) -> NotificationStore:
        return NotificationStore(SOCIAL_TABLE)

    @cached_property
    def reviews(self) -> ReviewService:
        return ReviewService(
            cases=self.cases,
            submissions=self.submission_store,
            scoring=self.scoring,
            moderation=self.moderation,
            notifications=self.notifications,
            rescorings=RescoringOrders(self.rescoring, RescoringStore(self.rescoring_machine_arn)),
            enough_reports=3,
        )

    @cached_property
    def rescoring(self) -> RescoringService:
        return RescoringService(self.entries, badges=self.badges, challenges=self.challenge_store)

    @cached_property
    def pipeline(self) -> PipelineStore:
        return pipeline_store(self.state_machine_arn)

    @cached_property
    def boards(self) -> BoardStore:
        return BoardStore(self.redis_url)

    @property
    def challenge_store(self) -> ChallengeStore:
        return self.room.store

    @property
    def challenges(self) -> ChallengeService:
        return self.room.service

    @cached_property
    def sessions(self) -> SessionService:
        return SessionService(
            self.session_store,
            self.media,
            uploads=upload_store(),
            submissions=self.submission_store,
            challenges=self.challenge_store,
            consents=ConsentStore(CORE_TABLE),
            upload_ttl=UPLOAD_TTL,
        )

    @cached_property
    def badges(self) -> BadgeService:
        return BadgeService(self.dancers)

    @cached_property
    def scoring(self) -> ScoringService:
        return ScoringService(
            sessions=self.session_store,
            submissions=self.submission_store,
            attempts=self.attempts,
            entries=self.entries,
            challenges=self.challenge_store,
            dancers=self.dancers,
            media=self.media,
            cases=self.cases,
            badges=self.badges,
        )

    @cached_property
    def submissions(self) -> SubmissionService:
        return SubmissionService(
            submissions=self.submission_store,
            attempts=self.attempts,
            sessions=self.session_store,
            challenges=self.challenge_store,
            dancers=self.dancers,
            pipeline=self.pipeline,
            scoring=self.scoring,
        )

    @cached_property
    def moderation(self) -> ModerationService:
        return ModerationService(self.entries, self.dancers)

    @cached_property
    def entries(self) -> EntryService:
        return EntryService(EntryStore(CORE_TABLE), self.challenge_store)

    @cached_property
    def following(self) -> FollowService:
        return FollowService(self.follows, self.dancers)

    @cached_property
    def directory(self) -> BoardDirectory:
        return BoardDirectory(self.challenge_store, self.contests)

    @cached_property
    def faces(self) -> BoardFaces:
        return BoardFaces(dancers=self.dancers, submissions=self.submission_store)

    @cached_property
    def feed(self) -> BoardFeed:
        return BoardFeed(
            boards=self.boards,
            directory=self.directory,
            dancers=self.dancers,
            submissions=self.submission_store,
            marks=self.marks,
            contests=ContestFeed(
                self.contests,
                submissions=self.submission_store,
                entrants=self.entrants,
                challenges=self.challenge_store,
            ),
        )

    @cached_property
    def contests(self) -> Catalogue[Contest]:
        return contests(CHALLENGES_TABLE)

    @cached_property
    def types(self) -> Catalogue[CustomType]:
        return custom_types(CHALLENGES_TABLE)

    @cached_property
    def marks(self) -> BoardMarks:
        return BoardMarks(self.redis_url)

    @cached_property
    def publisher(self) -> BoardPublisher:
        return BoardPublisher(
            boards=self.boards,
            marks=self.marks,
            directory=self.directory,
            faces=self.faces,
            snapshots=self.snapshots,
        )

    @cached_property
    def closing(self) -> BoardClosing:
        return BoardClosing(self.boards, self.directory, self.types)

    @cached_property
    def leagues(self) -> LeagueService:
        return LeagueService(LeagueStore(AGGREGATES_TABLE), self.dancers)

    @cached_property
    def rebuild(self) -> BoardRebuild:
        return BoardRebuild(
            boards=self.boards,
            shadows=ShadowStore(self.redis_url),
            marks=self.marks,
            directory=self.directory,
            feed=self.feed,
            dancers=self.dancers,
            entrants=self.entrants,
            challenges=self.challenge_store,
            types=self.types,
        )

    @cached_property
    def leaderboards(self) -> LeaderboardService:
        return LeaderboardService(
            boards=LiveBoards(self.boards, faces=self.faces, follows=self.follows),
            directory=self.directory,
            feed=self.feed,
            snapshots=self.snapshots,
        )

    def stream(self, *submissions: Submission, at: datetime = NOW) -> None:
        """Do what the stream's consumer does after submissions were scored."""
        for one in submissions:
            known = (
                self.submission_store.versioned(one.user_id, one.challenge_id),
                self.dancers.versioned_stats(one.user_id),
            )
            entries = [entry for image in known for entry in self.feed.reader.entries_of(image)]
            self.feed.lift(entries, now=at)


@contextmanager
def aws_in_process() -> Iterator[str]:
    """Make empty tables, bucket and state machine as `infra` does; yield the machine's ARN."""
    with mock_aws():
        _make_table(CHALLENGES_TABLE, index=("by_start", "month", "startsAt"))
        _make_table(SOCIAL_TABLE, index=("by_name", "names", "PK"))
        _make_table(AGGREGATES_TABLE)
        _make_table(OPERATIONS_TABLE, index=("due", "duePartition", "dueAt"))
        _make_table(CORE_TABLE, index=("by_challenge", "GSI1PK", "GSI1SK"))
        client("sqs").create_queue(QueueName=NEWS_QUEUE)
        client("sqs").create_queue(QueueName=LOST_RECORDS_QUEUE)
        client("s3").create_bucket(Bucket=MEDIA_BUCKET)
        machine = client("stepfunctions").create_state_machine(
            name=SCORING,
            definition='{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}',
            roleArn="arn:aws:iam::123456789012:role/pipeline",
        )
        for name in (DRAWING, RESCORING, ERASING):
            client("stepfunctions").create_state_machine(
                name=name,
                definition='{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}',
                roleArn=f"arn:aws:iam::123456789012:role/{name}",
            )
        yield machine["stateMachineArn"]


def items_of(*tables: str) -> dict[tuple[str, str, str], Any]:
    """Return every item of some tables as DynamoDB has it, by table and key."""
    dynamodb = client("dynamodb")
    return {
        (table, item["PK"]["S"], item["SK"]["S"]): item
        for table in tables
        for item in dynamodb.scan(TableName=table)["Items"]
    }


def _make_table(name: str, *, index: tuple[str, str, str] | None = None) -> None:
    keys = dict.fromkeys(("PK", "SK", *(index[1:] if index else ())))
    optional: dict[str, Any] = {}
    if index:
        optional["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index[0],
                "KeySchema": _key_schema(*index[1:]),
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
        ]
    client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=_key_schema("PK", "SK"),
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        **optional,
    )


def _key_schema(hash_key: str, range_key: str) -> list[Any]:
    return [
        {"AttributeName": hash_key, "KeyType": "HASH"},
        {"AttributeName": range_key, "KeyType": "RANGE"},
    ]
