"""What clients get of sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.rejections import RejectionCode, message_for
from idance.domain.session import MAX_UPLOAD_BYTES, Session, SessionStatus
from idance.domain.upload import PART_BYTES, PartAddress
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
    """How to upload the clip.

    Attributes
    ----------
    method : str
        POST: a form of ``fields`` and, last, the ``file``, to ``url``. PUT: each of ``parts``, to
        its own address; part n is the n-th ``partBytes`` of the clip.
    parts : tuple of PartAddress
        Those that have not arrived yet.
    expires_at : datetime
        Until when the clip must be there.
    """

    method: Literal["POST", "PUT"]
    url: str | None
    fields: dict[str, str] | None
    parts: tuple[PartAddress, ...]
    part_bytes: int = PART_BYTES
    max_bytes: int = MAX_UPLOAD_BYTES
    expires_at: datetime

    @classmethod
    def of(cls, grant: UploadGrant) -> Self:
        """Return what a grant allows."""
        return cls(
            method="POST" if grant.url else "PUT",
            url=grant.url,
            fields=grant.fields,
            parts=grant.parts,
            expires_at=grant.session.upload_by,
        )


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
            upload=Upload.of(grant),
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


class SessionsResponse(Model):
    """Some of a dancer's sessions, the latest first."""

    sessions: tuple[SessionResponse, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Session]) -> Self:
        """Return a page of sessions."""
        sessions = tuple(SessionResponse.of(one) for one in page.items)
        return cls(sessions=sessions, next_cursor=page.next_cursor)
