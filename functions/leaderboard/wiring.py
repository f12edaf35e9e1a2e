"""What the board functions are made of, built when the first event comes."""

from __future__ import annotations

from functools import cache, cached_property

from pydantic_settings import BaseSettings

from idance.service.board_directory import BoardDirectory
from idance.service.board_feed import BoardFeed
from idance.service.board_rebuild import BoardRebuild
from idance.store.boards import BoardStore
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.shadow_boards import ShadowStore
from idance.store.submissions import SubmissionStore


class Settings(BaseSettings):
    """The environment of all board functions: names of tables, address of Redis."""

    core_table: str
    challenges_table: str
    redis_url: str


class Services:
    """The services the functions call, over their stores."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._boards = BoardStore(settings.redis_url)
        self._challenges = ChallengeStore(settings.challenges_table)
        self._dancers = DancerStore(settings.core_table)
        self._submissions = SubmissionStore(settings.core_table)
        self._directory = BoardDirectory(self._challenges)

    @cached_property
    def feed(self) -> BoardFeed:
        """From the stream onto the boards."""
        return BoardFeed(
            boards=self._boards,
            directory=self._directory,
            dancers=self._dancers,
            submissions=self._submissions,
        )

    @cached_property
    def rebuild(self) -> BoardRebuild:
        """Boards anew."""
        return BoardRebuild(
            boards=self._boards,
            shadows=ShadowStore(self._settings.redis_url),
            directory=self._directory,
            feed=self.feed,
            dancers=self._dancers,
            submissions=self._submissions,
            challenges=self._challenges,
        )


@cache
def services() -> Services:
    """Return the one set of services of this process."""
    return Services(Settings())
