"""All functions in one process, wired by their environment as in the cloud."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

import pytest

from functions.api import wiring as api
from functions.api.handler import app
from functions.api.wiring.clock import now
from functions.leaderboard import wiring as leaderboard
from functions.live import wiring as live
from functions.news import wiring as news
from functions.privacy import wiring as privacy
from functions.push import wiring as push
from functions.rotation import wiring as rotation
from functions.scoring import wiring as scoring
from idance.domain.score import Score
from idance.domain.submission import Submission
from tests.builders import NOW, any_score
from tests.integration.house import House

NOWHERE: Final = "redis://127.0.0.1:9/0"


def forget_wiring() -> None:
    """Make every function read its environment anew, as a cold start does."""
    for module in iter_modules(api.__path__, f"{api.__name__}."):
        for part in vars(import_module(module.name)).values():
            if hasattr(part, "cache_clear"):
                part.cache_clear()
    for cached in (
        scoring.services,
        rotation.services,
        leaderboard.services,
        live.live,
        news.connections,
        privacy.settings,
        privacy.erasing,
        push.push,
        push.endpoints,
        push.notifications,
    ):
        cached.cache_clear()


@dataclass
class Backend:
    """What a test may do to the functions beside calling them.

    Attributes
    ----------
    house : House
        The same services over the same tables, for the test's own hands.
    now : datetime
        The moment every request comes at.
    """

    house: House
    now: datetime = NOW

    def __post_init__(self) -> None:
        app.dependency_overrides[now] = lambda: self.now

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def score_clip(
        self, session_id: str, challenge_id: str, total: float | Score
    ) -> Submission | None:
        """Do what pipeline and stream do once they have looked at a clip."""
        pipeline = self.house.scoring
        pipeline.begin(session_id, now=self.now)
        pipeline.pose_extracted(session_id, pose_file_key="poses/1/ff/ff.npz", now=self.now)
        score = total if isinstance(total, Score) else any_score(total)
        submission = pipeline.complete(session_id, challenge_id, score, now=self.now)
        if submission is not None:
            self.house.stream(submission, at=self.now)
        return submission

    @contextmanager
    def without_redis(self) -> Iterator[None]:
        """Take Redis away for a while."""
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("REDIS_URL", NOWHERE)
            forget_wiring()
            yield
        forget_wiring()
