"""What the privacy functions are made of, built when the first event comes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from idance.environment import EnvironmentSettings
from idance.service.board_directory import BoardDirectory
from idance.service.board_erasing import BoardErasing
from idance.service.board_feed import BoardFeed
from idance.service.clip_erasing import ClipErasing
from idance.service.contest_feed import ContestFeed
from idance.service.erasing import ErasingService
from idance.store.audit import AuditStore
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.cases import CaseStore
from idance.store.catalogue import contests
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.devices import DeviceStore
from idance.store.entrants import EntrantStore
from idance.store.erasures import ErasureStore
from idance.store.fingerprints import FingerprintStore
from idance.store.leagues import LeagueStore
from idance.store.media import MediaStore
from idance.store.mentions import MentionStore
from idance.store.partitions import PartitionStore
from idance.store.reception import ReceptionStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore
from idance.store.uploads import UploadStore


class Settings(EnvironmentSettings):
    """The environment: names of tables and bucket, address of Redis, and how long to wait.

    Attributes
    ----------
    erasure_settles_seconds : int
        After so long, nothing that was under way when a dancer asked comes to anything any more.
    """

    challenges_table: str
    core_table: str
    operations_table: str
    social_table: str
    aggregates_table: str
    media_bucket: str
    redis_url: str
    erasure_settles_seconds: int


@cache
def settings() -> Settings:
    """Return the environment as this process found it."""
    return Settings.read()


@cache
def erasing() -> ErasingService:
    """Return what erases dancers."""
    known = settings()
    return ErasingService(
        erasures=ErasureStore(known.operations_table),
        own=PartitionStore(known.core_table),
        own_social=PartitionStore(known.social_table),
        own_operations=PartitionStore(known.operations_table),
        mentions=MentionStore(known.social_table),
        receptions=ReceptionStore(known.social_table),
        devices=DeviceStore(known.social_table),
        cases=CaseStore(known.operations_table),
        leagues=LeagueStore(known.aggregates_table),
        audit=AuditStore(known.operations_table),
        clips=_clips(known),
        boards=_boards(known),
    )


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def _clips(known: Settings) -> ClipErasing:
    return ClipErasing(
        sessions=SessionStore(known.operations_table),
        media=MediaStore(known.media_bucket),
        uploads=UploadStore(known.media_bucket),
        fingerprints=FingerprintStore(known.operations_table),
    )


def _boards(known: Settings) -> BoardErasing:
    challenges, catalogue = (
        ChallengeStore(known.challenges_table),
        contests(known.challenges_table),
    )
    directory = BoardDirectory(challenges, catalogue)
    submissions = SubmissionStore(known.core_table)
    feed = BoardFeed(
        boards=BoardStore(known.redis_url),
        directory=directory,
        dancers=DancerStore(known.core_table),
        submissions=submissions,
        marks=BoardMarks(known.redis_url),
        contests=ContestFeed(
            catalogue,
            submissions=submissions,
            entrants=EntrantStore(known.core_table),
            challenges=challenges,
        ),
    )
    return BoardErasing(feed, directory)
