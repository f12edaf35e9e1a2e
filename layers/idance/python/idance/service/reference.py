"""References: demo videos on their way to a choreography that dancers are compared with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from idance.domain.errors import NotFoundError
from idance.domain.ids import reference_key, reference_of_key
from idance.domain.model import Model
from idance.domain.profile import Caller
from idance.domain.reference import Choreography, Reference
from idance.domain.rejections import RejectionCode
from idance.domain.session import MAX_UPLOAD_BYTES, check_upload_size, extension_of
from idance.store.media import MediaStore
from idance.store.references import ReferenceStore


class ReferenceGrant(Model):
    """A demo video that is awaited, and the form that posts it to S3."""

    reference: Reference
    url: str
    fields: dict[str, str]
    upload_by: datetime


class ReferenceService:
    """Demo videos: announced by an admin, looked at by the pipeline, named by challenges."""

    def __init__(
        self, references: ReferenceStore, media: MediaStore, *, upload_ttl: timedelta
    ) -> None:
        self._references = references
        self._media = media
        self._upload_ttl = upload_ttl

    def announce(
        self,
        caller: Caller,
        *,
        content_type: str,
        size_bytes: int,
        now: datetime,
        entropy: UUID,
    ) -> ReferenceGrant:
        """Let an admin upload a demo video; its key is what a challenge names.

        Raises
        ------
        InvalidError
            ``UNSUPPORTED_CONTENT_TYPE``, ``EMPTY_FILE`` or ``VIDEO_TOO_LARGE``.
        """
        check_upload_size(size_bytes)
        extension = extension_of(content_type)
        announced = Reference(
            id=entropy.hex,
            video_file_key=reference_key(entropy.hex, extension=extension),
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
        )
        reference = self._references.change(announced.id, lambda known: known or announced)
        form = self._media.upload_form(
            reference.video_file_key,
            content_type=content_type,
            max_bytes=MAX_UPLOAD_BYTES,
            valid_for=self._upload_ttl,
        )
        return ReferenceGrant(
            reference=reference, url=form.url, fields=form.fields, upload_by=now + self._upload_ttl
        )

    def get(self, reference_id: str) -> Reference:
        """Return a demo video.

        Raises
        ------
        NotFoundError
            ``REFERENCE_NOT_FOUND``.
        """
        reference = self._references.find(reference_id)
        if reference is None:
            raise NotFoundError("REFERENCE_NOT_FOUND", "There is no such demo video.")
        return reference

    def ready(self, video_file_key: str, choreography: Choreography, *, now: datetime) -> None:
        """Keep the choreography of a demo video; one that nobody announced is known from then."""
        self._change(video_file_key, now, lambda known: known.ready(choreography, now=now))

    def reject(
        self, video_file_key: str, code: RejectionCode, reason: str | None, *, now: datetime
    ) -> None:
        """Keep why nobody can be compared with a demo video."""
        self._change(video_file_key, now, lambda known: known.rejected(code, reason, now=now))

    def choreography_of(self, demo_video_file_key: str | None) -> Choreography | None:
        """Return what a challenge's demo video shows, or None if nothing is to be compared with."""
        reference = self._references.named(demo_video_file_key)
        return reference.choreography if reference else None

    def _change(self, key: str, now: datetime, step: Callable[[Reference], Reference]) -> None:
        reference_id = reference_of_key(key)
        if reference_id is None:
            raise NotFoundError("REFERENCE_NOT_FOUND", "There is no such demo video.")
        fresh = Reference(id=reference_id, video_file_key=key, created_at=now, updated_at=now)
        self._references.change(reference_id, lambda known: step(known or fresh))
