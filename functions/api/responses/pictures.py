"""What clients get of pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self

from idance.domain.model import Model
from idance.domain.picture import URL_TTL, PictureKind

POLL_MS: Final = 2000


class PictureResponse(Model):
    """A picture that is there.

    Attributes
    ----------
    content_type : str
        ``video/mp4`` or ``image/svg+xml``.
    url : str
        Where it can be downloaded, without a token, until ``expiresAt``.
    """

    submission_id: str
    kind: PictureKind
    content_type: str
    url: str
    expires_at: datetime

    @classmethod
    def of(cls, submission_id: str, kind: PictureKind, url: str, *, now: datetime) -> Self:
        """Return where a picture is."""
        return cls(
            submission_id=submission_id,
            kind=kind,
            content_type=kind.content_type,
            url=url,
            expires_at=now + URL_TTL,
        )


class DrawingResponse(Model):
    """The picture is being drawn: ask again at ``statusUrl``."""

    submission_id: str
    kind: PictureKind
    status_url: str
    next_poll_ms: int
    message: str

    @classmethod
    def of(cls, submission_id: str, kind: PictureKind) -> Self:
        """Return where to ask again."""
        return cls(
            submission_id=submission_id,
            kind=kind,
            status_url=f"/v1/submissions/{submission_id}/{kind}",
            next_poll_ms=POLL_MS,
            message="We are drawing it: it will be here in a moment.",
        )
