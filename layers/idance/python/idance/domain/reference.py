"""A demo video, and the choreography it shows: what a challenge may ask to be danced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime

from idance.domain.errors import InvalidError
from idance.domain.model import Model
from idance.domain.rejections import RejectionCode, message_for

FIELD = "demoVideoFileKey"


class ReferenceStatus(StrEnum):
    """How far a demo video has come."""

    AWAITED = "AWAITED"
    READY = "READY"
    REJECTED = "REJECTED"


class Choreography(Model):
    """What the pipeline has found in a demo video.

    Attributes
    ----------
    pose_file_key : str
        Where its landmarks are.
    seconds : float
        Length of the video.
    bpm, first_beat : float, optional
        The beats of its own sound: how many a minute, and when the first falls, s.
    """

    pose_file_key: str
    seconds: float
    bpm: float | None = None
    first_beat: float | None = None


class Reference(Model):
    """A demo video of an admin; challenges name it by ``video_file_key``.

    Once it is ready it stays as it is, whatever is uploaded in its place: what dancers are compared
    with does not change under them.
    """

    id: str
    video_file_key: str
    status: ReferenceStatus = ReferenceStatus.AWAITED
    created_by: str | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    choreography: Choreography | None = None
    rejection: RejectionCode | None = None
    rejection_reason: str | None = None

    def ready(self, choreography: Choreography, *, now: datetime) -> Self:
        """Return it with its choreography; the first one found stands."""
        if self.status is ReferenceStatus.READY:
            return self
        update: dict[str, object] = {
            "status": ReferenceStatus.READY,
            "choreography": choreography,
            "rejection": None,
            "rejection_reason": None,
            "updated_at": now,
        }
        return self.model_copy(update=update)

    def rejected(self, code: RejectionCode, reason: str | None, *, now: datetime) -> Self:
        """Return it with the reason why nobody can be compared with it."""
        if self.status is ReferenceStatus.READY:
            return self
        update: dict[str, object] = {
            "status": ReferenceStatus.REJECTED,
            "rejection": code,
            "rejection_reason": reason,
            "updated_at": now,
        }
        return self.model_copy(update=update)


def missing(metrics: Sequence[str]) -> InvalidError:
    """Return the error of a challenge that weighs some metrics and names no demo video."""
    return InvalidError(
        "REFERENCE_MISSING",
        f"{', '.join(metrics)} needs a demo video to compare with.",
        field=FIELD,
    )


def unusable(reference: Reference) -> InvalidError | None:
    """Return what keeps dancers from being compared with a demo video, or None."""
    if reference.status is ReferenceStatus.READY:
        return None
    if reference.status is ReferenceStatus.REJECTED:
        code = reference.rejection or RejectionCode.SCORING_FAILED
        why = message_for(code, reference.rejection_reason)
        return InvalidError(
            "REFERENCE_UNUSABLE", f"This demo video cannot be danced after. {why}", field=FIELD
        )
    return InvalidError(
        "REFERENCE_NOT_READY",
        "The demo video has not been looked at yet. Please try again in a moment.",
        field=FIELD,
    )
