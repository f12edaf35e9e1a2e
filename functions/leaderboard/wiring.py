"""What the board functions are made of, built when the first event comes."""

from __future__ import annotations

from functools import cache

from pydantic_settings import BaseSettings

from idance.service.leaderboard import LeaderboardService
from idance.store.boards import BoardStore
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.submissions import SubmissionStore


class Settings(BaseSettings):
    """The environment of both functions: names of tables, address of Redis."""

    core_table: str
    challenges_table: str
    redis_url: str


@cache
def leaderboards() -> LeaderboardService:
    """Return the one leaderboard service of this process."""
    settings = Settings()
    return LeaderboardService(
        boards=BoardStore(settings.redis_url),
        dancers=DancerStore(settings.core_table),
        submissions=SubmissionStore(settings.core_table),
        challenges=ChallengeStore(settings.challenges_table),
    )
