"""Large clips on their way into S3: in parts, so that a lost connection costs one part only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from idance.domain.errors import ConflictError
from idance.domain.upload import UploadedPart, length_of_part
from idance.store.aws.presigned import PresignedBucket
from idance.store.clients import s3_client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class UploadStore:
    """Multipart uploads to one bucket."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def begin(self, key: str, *, content_type: str) -> str:
        """Open an upload, and return its id."""
        with outages_named():
            begun = self._client.create_multipart_upload(
                Bucket=self._bucket, Key=key, ContentType=content_type
            )
        return begun["UploadId"]

    def address(
        self, key: str, upload_id: str, number: int, *, clip_bytes: int, valid_for: timedelta
    ) -> str:
        """Return where to PUT one part of a clip: as long as it is, no longer and no shorter."""
        length = length_of_part(number, size_bytes=clip_bytes)
        return self._presigned.url(
            "PUT",
            key,
            parameters={"partNumber": str(number), "uploadId": upload_id},
            headers={"content-length": str(length)},
            valid_for=valid_for,
        )

    def parts(self, key: str, upload_id: str) -> tuple[UploadedPart, ...]:
        """Return the parts that have arrived, in their order.

        Raises
        ------
        ConflictError
            ``UPLOAD_CLOSED`` if the upload is complete, or was given up.
        """
        with outages_named(), self._closed_named():
            listed = self._client.list_parts(Bucket=self._bucket, Key=key, UploadId=upload_id)
        return tuple(
            UploadedPart(number=part["PartNumber"], etag=part["ETag"], size_bytes=part["Size"])
            for part in listed.get("Parts", ())
        )

    def complete(self, key: str, upload_id: str, parts: tuple[UploadedPart, ...]) -> None:
        """Make the clip of its parts.

        Raises
        ------
        ConflictError
            ``UPLOAD_CLOSED``.
        """
        with outages_named(), self._closed_named():
            self._client.complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload_id,
                MultipartUpload={
                    "Parts": [{"PartNumber": one.number, "ETag": one.etag} for one in parts]
                },
            )

    def abort(self, key: str, upload_id: str) -> None:
        """Give an upload up, with the parts that have arrived; a closed one is left alone."""
        try:
            with outages_named(), self._closed_named():
                self._client.abort_multipart_upload(
                    Bucket=self._bucket, Key=key, UploadId=upload_id
                )
        except ConflictError:
            return

    @cached_property
    def _presigned(self) -> PresignedBucket:
        return PresignedBucket(self._bucket)

    @cached_property
    def _client(self) -> S3Client:
        return s3_client()

    @contextmanager
    def _closed_named(self) -> Iterator[None]:
        """Turn S3's word for an upload that is over into ours."""
        try:
            yield
        except self._client.exceptions.NoSuchUpload as error:
            raise ConflictError(
                "UPLOAD_CLOSED", "This upload is complete, or was given up."
            ) from error
