"""What admins get of demo videos."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from functions.api.responses.sessions import Rejection, Upload
from idance.domain.model import Model
from idance.domain.reference import Reference, ReferenceStatus
from idance.service.reference import ReferenceGrant


class ReferenceResponse(Model):
    """How far a demo video has come.

    Attributes
    ----------
    demo_video_file_key : str
        What a challenge says of it.
    status : ReferenceStatus
        READY: challenges may ask for its choreography.
    seconds : float or None
        Length of the video, once it has been looked at.
    bpm, first_beat : float or None
        The beats of its own sound: how many a minute, and when the first falls, s.
    rejection : Rejection or None
        Why nobody can be compared with it.
    """

    reference_id: str
    demo_video_file_key: str
    status: ReferenceStatus
    created_at: datetime
    updated_at: datetime
    seconds: float | None
    bpm: float | None
    first_beat: float | None
    rejection: Rejection | None

    @classmethod
    def of(cls, reference: Reference) -> Self:
        """Return a demo video without what is only ours to know."""
        return cls(**_said(reference))


class CreateReferenceResponse(ReferenceResponse):
    """A demo video is awaited."""

    upload: Upload

    @classmethod
    def granted(cls, grant: ReferenceGrant) -> Self:
        """Return it with the form to upload it with."""
        upload = Upload(
            method="POST",
            url=grant.url,
            fields=grant.fields,
            parts=(),
            expires_at=grant.upload_by,
        )
        return cls(**_said(grant.reference), upload=upload)


def _said(reference: Reference) -> dict[str, Any]:
    shown = reference.choreography
    return {
        "reference_id": reference.id,
        "demo_video_file_key": reference.video_file_key,
        "status": reference.status,
        "created_at": reference.created_at,
        "updated_at": reference.updated_at,
        "seconds": shown.seconds if shown else None,
        "bpm": shown.bpm if shown else None,
        "first_beat": shown.first_beat if shown else None,
        "rejection": Rejection.of(reference.rejection, reference.rejection_reason),
    }
