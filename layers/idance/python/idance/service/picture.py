"""Pictures of a scored clip: found, or drawn when somebody first asks."""

from __future__ import annotations

from datetime import datetime

from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.picture import (
    URL_TTL,
    Drawing,
    DrawingFailedError,
    PictureKind,
    PictureOrder,
    picture_key_of,
)
from idance.domain.profile import Caller
from idance.domain.score import Score
from idance.domain.session import Session
from idance.domain.submission import Submission
from idance.store.drawings import DrawingStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore, no_such_submission


class PictureService:
    """Shows dancers how their clips were scored."""

    def __init__(
        self,
        *,
        submissions: SubmissionStore,
        sessions: SessionStore,
        media: MediaStore,
        drawings: DrawingStore,
    ) -> None:
        self._submissions = submissions
        self._sessions = sessions
        self._media = media
        self._drawings = drawings

    def picture_url(
        self, caller: Caller, submission_id: str, kind: PictureKind, *, now: datetime
    ) -> str | None:
        """Return where a picture of a submission's clip is, or None while it is being drawn.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also to everybody but its dancer and admins: the picture
            shows the clip. ``CLIP_GONE`` if the clip is kept no longer.
        ConflictError
            ``NOT_SCORED_YET`` if there is no score to draw.
        DrawingFailedError
            ``DRAWING_FAILED`` if it could not be drawn, with when it is tried again.
        """
        submission = self._submissions.find(submission_id)
        if caller.user_id != submission.user_id and not caller.is_admin:
            raise no_such_submission()
        if submission.score is None:
            raise ConflictError("NOT_SCORED_YET", "There is no score to draw a picture of.")
        session = self._session_of(submission)
        order = _order(kind, submission, submission.score, session)
        self._check_kept(session)
        url = self._media.picture_url(order.picture_key, valid_for=URL_TTL)
        return url or self._ordered(order, now=now)

    def _ordered(self, order: PictureOrder, *, now: datetime) -> str | None:
        """Have a picture drawn; return where it is if it was finished just now."""
        drawing = self._drawings.order(order, now=now)
        if drawing is Drawing.FAILED:
            raise DrawingFailedError(now=now)
        if drawing is Drawing.GOING_ON:
            return None
        url = self._media.picture_url(order.picture_key, valid_for=URL_TTL)
        if url is None:
            # It ended without a picture: the clip there is not the one that was scored.
            raise _clip_gone()
        return url

    def _session_of(self, submission: Submission) -> Session:
        try:
            return self._sessions.get(submission.session_id)
        except NotFoundError as error:
            raise _clip_gone() from error

    def _check_kept(self, session: Session) -> None:
        """Show no picture of a clip that its dancer, or time, has taken away."""
        if self._media.find_clip(session.video_file_key) is None:
            raise _clip_gone()


def _order(
    kind: PictureKind, submission: Submission, score: Score, session: Session
) -> PictureOrder:
    key = picture_key_of(kind, submission.challenge_id, score)
    if session.pose_data_file_key is None or key is None:
        raise _clip_gone()
    return PictureOrder(
        kind=kind,
        picture_key=key,
        video_key=session.video_file_key,
        pose_key=session.pose_data_file_key,
        challenge_id=submission.challenge_id,
        score=score,
    )


def _clip_gone() -> NotFoundError:
    return NotFoundError(
        "CLIP_GONE", "We keep clips for a short time only: there is nothing to draw on any more."
    )
