"""What clients get of sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from idance.domain.model import Model
from idance.domain.rejections import RejectionCode, message_for
from idance.domain.session import MAX_UPLOAD_BYTES, Session, SessionStatus
from idance.service.session import UploadGrant


class Rejection(Model):
    """Why a clip could not be scored."""

    code: RejectionCode
    message: str

    @classmethod
    def of(cls, code: RejectionCode | None, reason: str | None) -> Self | None:
        """Return the reason in words, or None if there is none."""
        return cls(code=code, message=message_for(code, reason)) if code else None


class Upload(Model):
    """How to upload the clip: a form POST of ``fields`` and, last, the ``file``."""

    url: str
    fields: dict[str, str]
    method: Literal["POST"] = "POST"
    max_bytes: int = MAX_UPLOAD_BYTES
    expires_at: datetime


class CreateSessionResponse(Model):
    """A session is ready for its clip."""

    session_id: str
    status: SessionStatus
    challenge_id: str | None
    upload: Upload

    @classmethod
    def of(cls, grant: UploadGrant) -> Self:
        """Return a session and the form to upload its clip with."""
        session = grant.session
        return cls(
            session_id=session.id,
            status=session.status,
            challenge_id=session.challenge_id,
            upload=Upload(url=grant.url, fields=grant.fields, expires_at=session.upload_by),
        )


class SessionResponse(Model):
    """How far a clip has come."""

    session_id: str
    status: SessionStatus
    challenge_id: str | None
    challenge_submission_id: str | None
    pose_data_file_key: str | None
    created_at: datetime
    upload_by: datetime
    rejection: Rejection | None

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return a session without what is only ours to know."""
        return cls(
            session_id=session.id,
            status=session.status,
            challenge_id=session.challenge_id,
            challenge_submission_id=session.challenge_submission_id,
            pose_data_file_key=session.pose_data_file_key,
            created_at=session.created_at,
            upload_by=session.upload_by,
            rejection=Rejection.of(session.rejection, session.rejection_reason),
        )
