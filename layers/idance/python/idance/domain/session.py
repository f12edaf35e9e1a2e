"""A session: one clip on its way from the phone to its score."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.errors import ConflictError, InvalidError
from idance.domain.ids import analysis_key
from idance.domain.model import Model
from idance.domain.picture import PictureKind, picture_key_of
from idance.domain.rejections import RejectionCode, message_for
from idance.domain.score import Score

MAX_UPLOAD_BYTES: Final = 100 * 1024 * 1024
PIPELINE_PATIENCE: Final = timedelta(minutes=15)
"""How long the pipeline may stand still before its clip counts as failed."""
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
    DELETED = "DELETED"


_OPEN: Final = frozenset({SessionStatus.CREATED, SessionStatus.UPLOADED, SessionStatus.ANALYSED})
_END: Final = {
    RejectionCode.UPLOAD_MISSING: SessionStatus.EXPIRED,
    RejectionCode.SCORING_FAILED: SessionStatus.FAILED,
}


class Session(Model):
    """One clip of one dancer.

    ``score`` is the clip's score for ``scored_for``, whether or not it has been submitted
    there: submitting a clip that is already scored answers at once.

    The methods that move a session on return it unchanged where the move is not allowed: news
    may come late, twice or out of order.
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
    rejection_reason: str | None = None
    multipart_upload_id: str | None = None

    def score_for(self, challenge_id: str) -> Score | None:
        """Return the clip's score in a challenge, if it has one."""
        return self.score if self.scored_for == challenge_id else None

    @property
    def derived_keys(self) -> tuple[str, ...]:
        """The S3 keys of what may have been made of the clip's score: analysis and pictures."""
        if self.score is None or self.scored_for is None:
            return ()
        pictures = (picture_key_of(kind, self.scored_for, self.score) for kind in PictureKind)
        analysis = analysis_key(session_id=self.id, challenge_id=self.scored_for)
        return analysis, *filter(None, pictures)

    @property
    def is_spent(self) -> bool:
        """Whether nothing more can come of it: the dancer needs a new session."""
        return self.status in {
            SessionStatus.REJECTED,
            SessionStatus.FAILED,
            SessionStatus.EXPIRED,
            SessionStatus.DELETED,
        }

    @property
    def due_at(self) -> datetime | None:
        """When somebody should look whether it still moves; None while nobody waits for it."""
        if self.status is SessionStatus.CREATED:
            return self.upload_by if self.challenge_submission_id else None
        works = self.status is SessionStatus.UPLOADED or (
            self.status is SessionStatus.ANALYSED and self.challenge_id is not None
        )
        return self.updated_at + PIPELINE_PATIENCE if works else None

    def uploaded(self, *, now: datetime) -> Self:
        """Return it with its clip arrived."""
        if self.status is not SessionStatus.CREATED:
            return self
        return self._moved(SessionStatus.UPLOADED, now)

    def analysed(self, pose_file_key: str, *, now: datetime) -> Self:
        """Return it with its landmarks known; one deleted meanwhile notes what is left of it."""
        if self.status is SessionStatus.DELETED:
            return self.model_copy(update={"pose_data_file_key": pose_file_key})
        if self.status is not SessionStatus.UPLOADED:
            return self
        return self._moved(SessionStatus.ANALYSED, now, pose_data_file_key=pose_file_key)

    def scored(self, challenge_id: str, score: Score, *, now: datetime) -> Self:
        """Return it with its score in the challenge it serves; the first score stands."""
        if challenge_id != self.challenge_id or self.status not in {
            SessionStatus.UPLOADED,
            SessionStatus.ANALYSED,
        }:
            return self
        return self._moved(SessionStatus.SCORED, now, scored_for=challenge_id, score=score)

    def rejected(
        self,
        code: RejectionCode,
        reason: str | None = None,
        *,
        now: datetime,
    ) -> Self:
        """Return it spent, for a reason; a scored one stays scored."""
        if self.status not in _OPEN:
            return self
        end = _END.get(code, SessionStatus.REJECTED)
        return self._moved(end, now, rejection=code, rejection_reason=reason)

    def retried(self, *, now: datetime) -> Self:
        """Return it on its way again, if it failed by our fault."""
        if self.status is not SessionStatus.FAILED:
            return self
        return self._moved(SessionStatus.UPLOADED, now, rejection=None, rejection_reason=None)

    def deleted(self, *, now: datetime) -> Self:
        """Return it deleted by its dancer."""
        if self.status is SessionStatus.DELETED:
            return self
        return self._moved(SessionStatus.DELETED, now)

    def bound(self, challenge_id: str, submission_id: str, *, now: datetime) -> Self:
        """Return it serving a submission; a score for another challenge is forgotten.

        Raises
        ------
        ConflictError
            ``SESSION_SPENT`` if nothing can come of it any more.
        """
        if self.is_spent:
            raise ConflictError("SESSION_SPENT", self._why_spent(), field="sessionId")
        if self.challenge_submission_id == submission_id:
            return self
        links: dict[str, str | None] = {
            "challenge_id": challenge_id,
            "challenge_submission_id": submission_id,
        }
        if self.status is SessionStatus.SCORED and self.scored_for != challenge_id:
            links |= {"scored_for": None, "score": None}
            return self._moved(SessionStatus.ANALYSED, now, **links)
        return self._moved(self.status, now, **links)

    def _moved(self, status: SessionStatus, now: datetime, **update: object) -> Self:
        return self.model_copy(update={"status": status, "updated_at": now, **update})

    def _why_spent(self) -> str:
        why = message_for(self.rejection, self.rejection_reason) if self.rejection else ""
        return f"This clip can no longer be submitted. {why}".strip()


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
