"""A session: one clip on its way from the phone to its score."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import AwareDatetime, Field

from idance.domain.errors import InvalidError
from idance.domain.model import Model
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score

MAX_UPLOAD_BYTES: Final = 100 * 1024 * 1024
EXTENSIONS: Final = {"video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm"}


class SessionStatus(StrEnum):
    """How far a clip has come."""

    CREATED = "CREATED"
    UPLOADED = "UPLOADED"
    ANALYSED = "ANALYSED"
    SCORED = "SCORED"
    REJECTED = "REJECTED"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


class Session(Model):
    """One clip of one dancer.

    ``score`` is the clip's score for ``scored_for``, whether or not it has been submitted
    there: submitting a clip that is already scored answers at once.
    """

    id: str
    user_id: str
    status: SessionStatus = SessionStatus.CREATED
    content_type: str
    size_bytes: int
    video_file_key: str
    upload_by: AwareDatetime
    created_at: AwareDatetime
    updated_at: AwareDatetime
    challenge_id: str | None = None
    challenge_submission_id: str | None = None
    pose_data_file_key: Annotated[str | None, Field(alias="poseDataFileKey")] = None
    scored_for: str | None = None
    score: Score | None = None
    rejection: RejectionCode | None = None

    def score_for(self, challenge_id: str) -> Score | None:
        """Return the clip's score in a challenge, if it has one."""
        return self.score if self.scored_for == challenge_id else None

    @property
    def is_uploaded(self) -> bool:
        """Whether the clip has arrived and can still be scored."""
        return self.status in {
            SessionStatus.UPLOADED,
            SessionStatus.ANALYSED,
            SessionStatus.SCORED,
        }

    @property
    def is_spent(self) -> bool:
        """Whether nothing more can come of it: the dancer needs a new session."""
        return self.status in {
            SessionStatus.REJECTED,
            SessionStatus.FAILED,
            SessionStatus.EXPIRED,
        }


def extension_of(content_type: str) -> str:
    """Return the file extension of an accepted content type.

    Raises
    ------
    InvalidError
        ``UNSUPPORTED_CONTENT_TYPE`` for anything else.
    """
    extension = EXTENSIONS.get(content_type)
    if extension is None:
        raise InvalidError(
            "UNSUPPORTED_CONTENT_TYPE",
            f"Please upload one of {', '.join(EXTENSIONS)}.",
            field="contentType",
        )
    return extension


def check_upload_size(size_bytes: int) -> None:
    """Refuse a clip that is empty or larger than 100 MB before it is uploaded.

    Raises
    ------
    InvalidError
        ``EMPTY_FILE`` or ``VIDEO_TOO_LARGE``.
    """
    if size_bytes <= 0:
        raise InvalidError("EMPTY_FILE", "The file is empty.", field="sizeBytes")
    if size_bytes > MAX_UPLOAD_BYTES:
        raise InvalidError(
            "VIDEO_TOO_LARGE",
            "The file is larger than 100 MB. Please film in 720p or trim the clip.",
            field="sizeBytes",
        )
