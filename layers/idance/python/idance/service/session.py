"""Sessions: a clip's way in."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from idance.domain.challenge import day_of
from idance.domain.errors import ForbiddenError
from idance.domain.ids import new_session_id, video_key
from idance.domain.model import Model
from idance.domain.profile import Caller
from idance.domain.session import MAX_UPLOAD_BYTES, Session, check_upload_size, extension_of
from idance.store.challenges import ChallengeStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore


class UploadGrant(Model):
    """A new session, and the form that posts its clip to S3: the fields first, the file last."""

    session: Session
    url: str
    fields: dict[str, str]


class SessionService:
    """Makes sessions and shows them to their dancers.

    Parameters
    ----------
    upload_ttl : timedelta
        How long a dancer has to upload.
    """

    def __init__(
        self,
        sessions: SessionStore,
        media: MediaStore,
        *,
        challenges: ChallengeStore,
        upload_ttl: timedelta,
    ) -> None:
        self._sessions = sessions
        self._media = media
        self._challenges = challenges
        self._upload_ttl = upload_ttl

    def create(  # noqa: PLR0913 (what a phone says, each by name)
        self,
        caller: Caller,
        *,
        content_type: str,
        size_bytes: int,
        challenge_id: str | None,
        now: datetime,
        entropy: UUID,
    ) -> UploadGrant:
        """Make a session and let its dancer upload one clip.

        With ``challenge_id`` the clip is scored for that challenge as soon as it is there.

        Raises
        ------
        InvalidError
            ``UNSUPPORTED_CONTENT_TYPE``, ``EMPTY_FILE`` or ``VIDEO_TOO_LARGE``.
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        check_upload_size(size_bytes)
        extension = extension_of(content_type)
        if challenge_id is not None:
            self._challenges.get(challenge_id)
        session_id, user_id = new_session_id(entropy), caller.user_id
        session = Session(
            id=session_id,
            user_id=user_id,
            content_type=content_type,
            size_bytes=size_bytes,
            video_file_key=video_key(
                user_id=user_id, session_id=session_id, day=day_of(now), extension=extension
            ),
            upload_by=now + self._upload_ttl,
            created_at=now,
            updated_at=now,
            challenge_id=challenge_id,
        )
        self._sessions.add(session)
        return self._granted(session)

    def get(self, caller: Caller, session_id: str) -> Session:
        """Return a session to its dancer, or to an admin.

        Raises
        ------
        NotFoundError
            ``SESSION_NOT_FOUND``.
        ForbiddenError
            ``SESSION_NOT_YOURS``.
        """
        session = self._sessions.get(session_id)
        if not caller.is_admin:
            check_owner(caller, session)
        return session

    def _granted(self, session: Session) -> UploadGrant:
        form = self._media.upload_form(
            session.video_file_key,
            content_type=session.content_type,
            max_bytes=MAX_UPLOAD_BYTES,
            valid_for=self._upload_ttl,
        )
        return UploadGrant(session=session, url=form.url, fields=form.fields)


def check_owner(caller: Caller, session: Session) -> None:
    """Refuse somebody else's session.

    Raises
    ------
    ForbiddenError
        ``SESSION_NOT_YOURS``.
    """
    if session.user_id != caller.user_id:
        raise ForbiddenError(
            "SESSION_NOT_YOURS", "This clip belongs to another dancer.", field="sessionId"
        )
