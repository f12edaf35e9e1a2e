"""What followers of a board hear."""

from __future__ import annotations

from datetime import datetime

from idance.domain.model import Model


class Moved(Model):
    """Where a dancer stands now who has just scored."""

    user_id: str
    rank: int
    score: float


class BoardNews(Model):
    """What has happened on a board: those who moved, the highest first, and how many are on it."""

    board: str
    total_count: int
    moved: tuple[Moved, ...]
    as_of: datetime


class Following(Model):
    """Whether a connection follows a board now."""

    board: str
    following: bool


class Misunderstanding(Model):
    """Why a message was not understood."""

    code: str
    detail: str
