"""Sessions: a clip's way in."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from idance.domain.challenge import day_of
from idance.domain.consent import Purpose
from idance.domain.errors import ConflictError, ForbiddenError
from idance.domain.ids import new_session_id, video_key
from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.profile import Caller
from idance.domain.session import (
    MAX_UPLOAD_BYTES,
    Session,
    SessionStatus,
    check_upload_size,
    extension_of,
)
from idance.domain.upload import RESUMABLE_FOR, PartAddress, check_complete, missing_parts
from idance.store.challenges import ChallengeStore
from idance.store.consents import ConsentStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore
from idance.store.uploads import UploadStore


class UploadGrant(Model):
    """A session, and what its clip is uploaded with.

    Attributes
    ----------
    url, fields : optional
        The form that posts the clip to S3 in one go: the fields first, the file last.
    parts : tuple of PartAddress
        Where to put the parts that are missing, of a clip that comes in parts.
    """

    session: Session
    url: str | None = None
    fields: dict[str, str] | None = None
    parts: tuple[PartAddress, ...] = ()


class SessionService:
    """Makes sessions and shows them to their dancers.

    Parameters
    ----------
    upload_ttl : timedelta
        How long a signed address works, and how long a dancer has to upload a clip in one go.
    """

    def __init__(  # noqa: PLR0913 (one argument a store, all by name)
        self,
        sessions: SessionStore,
        media: MediaStore,
        *,
        uploads: UploadStore,
        submissions: SubmissionStore,
        challenges: ChallengeStore,
        consents: ConsentStore,
        upload_ttl: timedelta,
    ) -> None:
        self._sessions = sessions
        self._media = media
        self._uploads = uploads
        self._submissions = submissions
        self._challenges = challenges
        self._consents = consents
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
        multipart: bool = False,
    ) -> UploadGrant:
        """Make a session and let its dancer upload one clip, in one go or in parts.

        With ``challenge_id`` the clip is scored for that challenge as soon as it is there.

        Raises
        ------
        InvalidError
            ``UNSUPPORTED_CONTENT_TYPE``, ``EMPTY_FILE`` or ``VIDEO_TOO_LARGE``.
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        ForbiddenError
            ``CONSENT_NEEDED`` from who has objected to clips being processed.
        """
        check_upload_size(size_bytes)
        extension = extension_of(content_type)
        if challenge_id is not None:
            self._challenges.public(challenge_id)
        session_id, user_id = new_session_id(entropy), caller.user_id
        self._consents.get(user_id).check(Purpose.VIDEO_PROCESSING)
        key = video_key(
            user_id=user_id, session_id=session_id, day=day_of(now), extension=extension
        )
        upload_id = self._uploads.begin(key, content_type=content_type) if multipart else None
        session = Session(
            id=session_id,
            user_id=user_id,
            content_type=content_type,
            size_bytes=size_bytes,
            video_file_key=key,
            upload_by=now + (RESUMABLE_FOR if multipart else self._upload_ttl),
            created_at=now,
            updated_at=now,
            challenge_id=challenge_id,
            multipart_upload_id=upload_id,
        )
        self._sessions.add(session)
        return self._in_parts(session) if multipart else self._in_one_go(session)

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

    def mine(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[Session]:
        """Return some of a dancer's sessions, the latest first; deleted ones are left out.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        page = self._sessions.of_dancer(caller.user_id, limit=limit, cursor=cursor)
        kept = tuple(one for one in page.items if one.status is not SessionStatus.DELETED)
        return Page(kept, page.next_cursor)

    def resume(self, caller: Caller, session_id: str) -> UploadGrant:
        """Return fresh addresses for the parts that have not arrived.

        Raises
        ------
        NotFoundError, ForbiddenError
            As `get`.
        ConflictError
            ``NOT_IN_PARTS`` if the clip comes in one go, ``UPLOAD_CLOSED`` once it is complete.
        """
        return self._in_parts(self._uploading(caller, session_id))

    def complete_upload(self, caller: Caller, session_id: str) -> Session:
        """Make the clip of its parts; the pipeline starts by itself. Twice changes nothing more.

        Raises
        ------
        NotFoundError, ForbiddenError
            As `get`.
        ConflictError
            ``NOT_IN_PARTS``, ``UPLOAD_INCOMPLETE``, ``UPLOAD_CLOSED`` if it was given up.
        InvalidError
            ``UPLOAD_SIZE_DIFFERS``.
        """
        session = self._uploading(caller, session_id)
        key, upload_id = session.video_file_key, session.multipart_upload_id or ""
        try:
            parts = self._uploads.parts(key, upload_id)
            check_complete(session.size_bytes, parts)
            self._uploads.complete(key, upload_id, parts)
        except ConflictError as error:
            if error.code != "UPLOAD_CLOSED" or self._media.find_clip(key) is None:
                raise
        return self._sessions.get(session_id)

    def delete(self, caller: Caller, session_id: str, *, now: datetime) -> None:
        """Delete a session, its clip and what was made of it; what a submission stands on is kept.

        Raises
        ------
        NotFoundError, ForbiddenError
            As `get`.
        ConflictError
            ``SESSION_SUBMITTED``.
        """
        session = self.get(caller, session_id)

        def deleted(known: Session) -> Session:
            # Asked within the change: whoever submits the clip meanwhile makes it be asked again.
            if self._submissions.needs(known):
                raise ConflictError(
                    "SESSION_SUBMITTED", "A submission stands on this clip.", field="sessionId"
                )
            return known.deleted(now=now)

        self._sessions.change(session_id, deleted)
        if session.multipart_upload_id:
            self._uploads.abort(session.video_file_key, session.multipart_upload_id)
        for key in (session.video_file_key, *session.derived_keys):
            self._media.forget(key)

    def _uploading(self, caller: Caller, session_id: str) -> Session:
        session = self.get(caller, session_id)
        if session.multipart_upload_id is None:
            raise ConflictError("NOT_IN_PARTS", "This clip is uploaded in one go.")
        return session

    def _in_one_go(self, session: Session) -> UploadGrant:
        form = self._media.upload_form(
            session.video_file_key,
            content_type=session.content_type,
            max_bytes=MAX_UPLOAD_BYTES,
            valid_for=self._upload_ttl,
        )
        return UploadGrant(session=session, url=form.url, fields=form.fields)

    def _in_parts(self, session: Session) -> UploadGrant:
        key, upload_id = session.video_file_key, session.multipart_upload_id or ""
        uploaded = self._uploads.parts(key, upload_id)
        address = partial(
            self._uploads.address,
            key,
            upload_id,
            clip_bytes=session.size_bytes,
            valid_for=self._upload_ttl,
        )
        missing = missing_parts(session.size_bytes, uploaded)
        parts = tuple(PartAddress(number=number, url=address(number)) for number in missing)
        return UploadGrant(session=session, parts=parts)


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
