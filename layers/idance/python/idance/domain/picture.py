"""A picture of a scored clip, drawn when its dancer first asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from idance.domain.errors import UnavailableError
from idance.domain.ids import picture_key
from idance.domain.model import Model
from idance.domain.score import Score

URL_TTL: Final = timedelta(hours=1)
"""How long the address of a picture works."""
PATIENCE: Final = timedelta(minutes=10)
"""How long one drawing may take; what failed is tried again in the next ten minutes."""


class DrawingFailedError(UnavailableError):
    """A picture could not be drawn; later it is tried again."""

    def __init__(self, *, now: datetime) -> None:
        super().__init__(
            "DRAWING_FAILED", "We could not draw it. Please ask again in some minutes."
        )
        next_attempt = (attempt_at(now) + 1) * PATIENCE.total_seconds()
        self.retry_after_s = ceil(next_attempt - now.timestamp())


def attempt_at(now: datetime) -> int:
    """Return the number of the ten minutes in which a picture is drawn once."""
    return int(now.timestamp() // PATIENCE.total_seconds())


class Drawing(StrEnum):
    """How far a picture is that was ordered."""

    GOING_ON = "GOING_ON"
    ENDED = "ENDED"
    FAILED = "FAILED"


class PictureKind(StrEnum):
    """What is drawn: the clip with everything drawn over it, or a still report."""

    OVERLAY = "overlay"
    REPORT = "report"

    @property
    def extension(self) -> str:
        """What its files end in."""
        return {PictureKind.OVERLAY: "mp4", PictureKind.REPORT: "svg"}[self]

    @property
    def content_type(self) -> str:
        """What its files are."""
        return {PictureKind.OVERLAY: "video/mp4", PictureKind.REPORT: "image/svg+xml"}[self]


def picture_key_of(kind: PictureKind, challenge_id: str, score: Score) -> str | None:
    """Return the S3 key of a picture of a score, or None if its clip is not known."""
    if score.video_sha256 is None:
        return None
    return picture_key(
        extension=kind.extension,
        challenge_id=challenge_id,
        versions=f"{score.pose_version}-{score.scoring_version}",
        video_sha256=score.video_sha256,
    )


class PictureOrder(Model):
    """Everything there is to know for drawing one picture.

    Attributes
    ----------
    picture_key : str
        Where it goes in S3.
    video_key, pose_key : str
        The clip and its landmarks in S3.
    score : Score
        As it stands: a picture never shows another number than the board.
    """

    kind: PictureKind
    picture_key: str
    video_key: str
    pose_key: str
    challenge_id: str
    score: Score
