"""What the live connections are made of, built when the first event comes."""

from __future__ import annotations

from functools import cache

from idance.environment import EnvironmentSettings
from idance.service.board_directory import BoardDirectory
from idance.service.live import LiveService
from idance.store.boards import BoardStore
from idance.store.catalogue import contests
from idance.store.challenges import ChallengeStore
from idance.store.followers import FollowerStore
from idance.store.news_queue import NewsQueue


class Settings(EnvironmentSettings):
    """The function's environment."""

    challenges_table: str
    redis_url: str
    news_queue_url: str


@cache
def live() -> LiveService:
    """Return the one live service of this process."""
    settings = Settings.read()
    return LiveService(
        boards=BoardStore(settings.redis_url),
        directory=BoardDirectory(
            ChallengeStore(settings.challenges_table), contests(settings.challenges_table)
        ),
        followers=FollowerStore(settings.redis_url),
        queue=NewsQueue(settings.news_queue_url),
    )
