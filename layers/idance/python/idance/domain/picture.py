"""A picture of a scored clip, drawn when its dancer first asks for it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from idance.domain.model import Model
from idance.domain.score import Score

URL_TTL: Final = timedelta(hours=1)
"""How long the address of a picture works."""


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
