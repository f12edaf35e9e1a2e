"""What the board functions are made of, built when the first event comes."""

from __future__ import annotations

from functools import cache, cached_property

from idance.environment import EnvironmentSettings
from idance.service.board_closing import BoardClosing
from idance.service.board_directory import BoardDirectory
from idance.service.board_faces import BoardFaces
from idance.service.board_feed import BoardFeed
from idance.service.board_inspection import BoardInspection
from idance.service.board_publishing import BoardPublisher
from idance.service.board_rebuild import BoardRebuild
from idance.service.board_verifying import BoardVerifier
from idance.service.contest_feed import ContestFeed
from idance.service.league import LeagueService
from idance.service.live import LiveService
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.catalogue import contests, custom_types
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.entrants import EntrantStore
from idance.store.followers import FollowerStore
from idance.store.leagues import LeagueStore
from idance.store.news_queue import NewsQueue
from idance.store.parked_records import ParkedRecords
from idance.store.shadow_boards import ShadowStore
from idance.store.snapshots import SnapshotStore
from idance.store.submissions import SubmissionStore


class Settings(EnvironmentSettings):
    """The environment of all board functions: names of tables, address of Redis."""

    core_table: str
    challenges_table: str
    aggregates_table: str
    media_bucket: str
    redis_url: str
    news_queue_url: str
    lost_records_queue_url: str


class Services:
    """The services the functions call, over their stores."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._boards = BoardStore(settings.redis_url)
        self._challenges = ChallengeStore(settings.challenges_table)
        self._dancers = DancerStore(settings.core_table)
        self._submissions = SubmissionStore(settings.core_table)
        self._entrants = EntrantStore(settings.core_table)
        self._contests = contests(settings.challenges_table)
        self._types = custom_types(settings.challenges_table)
        self._directory = BoardDirectory(self._challenges, self._contests)
        self._marks = BoardMarks(settings.redis_url)

    @cached_property
    def feed(self) -> BoardFeed:
        """From the stream onto the boards."""
        return BoardFeed(
            boards=self._boards,
            directory=self._directory,
            dancers=self._dancers,
            submissions=self._submissions,
            marks=self._marks,
            contests=ContestFeed(
                self._contests,
                submissions=self._submissions,
                entrants=self._entrants,
                challenges=self._challenges,
            ),
        )

    @cached_property
    def parked(self) -> ParkedRecords:
        """What nobody could understand."""
        return ParkedRecords(self._settings.lost_records_queue_url)

    @cached_property
    def leagues(self) -> LeagueService:
        """Who plays against whom this week."""
        return LeagueService(LeagueStore(self._settings.aggregates_table), self._dancers)

    @cached_property
    def live(self) -> LiveService:
        """Who hears of what happens."""
        return LiveService(
            boards=self._boards,
            directory=self._directory,
            followers=FollowerStore(self._settings.redis_url),
            queue=NewsQueue(self._settings.news_queue_url),
        )

    @cached_property
    def publisher(self) -> BoardPublisher:
        """Boards for everybody."""
        return BoardPublisher(
            boards=self._boards,
            marks=self._marks,
            directory=self._directory,
            faces=BoardFaces(dancers=self._dancers, submissions=self._submissions),
            snapshots=SnapshotStore(self._settings.media_bucket),
        )

    @cached_property
    def closing(self) -> BoardClosing:
        """How all time stood when the last day ended."""
        return BoardClosing(self._boards, self._directory, self._types)

    @cached_property
    def verifier(self) -> BoardVerifier:
        """Boards compared with the truth."""
        return BoardVerifier(
            boards=self._boards,
            directory=self._directory,
            feed=self.feed,
            dancers=self._dancers,
            entrants=self._entrants,
        )

    @cached_property
    def inspection(self) -> BoardInspection:
        """Boards as people on call look at them."""
        return BoardInspection(self._boards, self._directory)

    @cached_property
    def rebuild(self) -> BoardRebuild:
        """Boards anew."""
        return BoardRebuild(
            boards=self._boards,
            shadows=ShadowStore(self._settings.redis_url),
            marks=self._marks,
            directory=self._directory,
            feed=self.feed,
            dancers=self._dancers,
            entrants=self._entrants,
            challenges=self._challenges,
            types=self._types,
        )


@cache
def services() -> Services:
    """Return the one set of services of this process."""
    return Services(Settings.read())
