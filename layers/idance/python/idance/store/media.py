"""Clips and poses in S3."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from idance.domain.errors import ConflictError, NotFoundError
from idance.store.aws.presigned import PresignedBucket
from idance.store.clients import s3_client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from botocore.exceptions import ClientError
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True, slots=True)
class StoredClip:
    """A clip that has arrived.

    Attributes
    ----------
    etag : str
        Names these very bytes: another upload to the same key has another one.
    size_bytes : int
        Its length.
    """

    etag: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where and with which form fields a phone posts its clip (the file comes last)."""

    url: str
    fields: dict[str, str]


class MediaStore:
    """One bucket."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def upload_form(
        self,
        key: str,
        *,
        content_type: str,
        max_bytes: int,
        valid_for: timedelta,
    ) -> UploadForm:
        """Return a form that lets its holder upload one clip: this key, this type, this size."""
        typed = {"Content-Type": content_type}
        form = self._presigned.form(
            key,
            fields=typed,
            terms=[typed, ["content-length-range", 1, max_bytes]],
            valid_for=valid_for,
        )
        return UploadForm(url=form.url, fields=form.fields)

    def find_clip(self, key: str) -> StoredClip | None:
        """Return a clip's identity, or None if it has not arrived."""
        with outages_named():
            try:
                head = self._client.head_object(Bucket=self._bucket, Key=key)
            except self._client.exceptions.ClientError as error:
                if _status(error) == HTTPStatus.NOT_FOUND:
                    return None
                raise
        return StoredClip(etag=head["ETag"], size_bytes=head["ContentLength"])

    def download_clip(self, key: str, path: Path, *, etag: str) -> str:
        """Write a clip to a file; return the ETag of the bytes written: the one asked for.

        Raises
        ------
        NotFoundError
            ``CLIP_NOT_FOUND``.
        ConflictError
            ``CLIP_CHANGED`` if the clip there is another by now.
        """
        with outages_named():
            try:
                found = self._client.get_object(Bucket=self._bucket, Key=key, IfMatch=etag)
            except self._client.exceptions.ClientError as error:
                if _status(error) == HTTPStatus.NOT_FOUND:
                    raise NotFoundError("CLIP_NOT_FOUND", "The clip is not there.") from error
                if _status(error) == HTTPStatus.PRECONDITION_FAILED:
                    raise ConflictError("CLIP_CHANGED", "The clip is another by now.") from error
                raise
            with path.open("wb") as file:
                shutil.copyfileobj(found["Body"], file)
        return found["ETag"]

    def pose_exists(self, key: str) -> bool:
        """Whether a clip's landmarks are known already."""
        return self.find_clip(key) is not None

    def read_pose(self, key: str) -> bytes:
        """Return stored landmarks.

        Raises
        ------
        NotFoundError
            ``POSE_NOT_FOUND``.
        """
        with outages_named():
            try:
                return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            except self._client.exceptions.NoSuchKey as error:
                raise NotFoundError("POSE_NOT_FOUND", "The landmarks are not there.") from error

    def write_pose(self, key: str, data: bytes) -> None:
        """Store landmarks; those that are there already stay, being of the same bytes."""
        with outages_named():
            try:
                self._client.put_object(Bucket=self._bucket, Key=key, Body=data, IfNoneMatch="*")
            except self._client.exceptions.ClientError as error:
                if _status(error) != HTTPStatus.PRECONDITION_FAILED:
                    raise

    def read_document(self, key: str) -> bytes | None:
        """Return a document, or None if there is none."""
        with outages_named():
            try:
                return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            except self._client.exceptions.NoSuchKey:
                return None

    def write_document(self, key: str, text: str) -> None:
        """Store a document in the place of one that is there."""
        with outages_named():
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=text.encode(), ContentType="application/json"
            )

    def forget(self, key: str) -> None:
        """Delete an object; one that is not there is forgotten already."""
        with outages_named():
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def forget_all(self, prefix: str) -> int:
        """Delete all objects whose keys begin so; return how many there were."""
        with outages_named():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=prefix
            )
            keys = [found["Key"] for page in pages for found in page.get("Contents", ())]
        for key in keys:
            self.forget(key)
        return len(keys)

    def url_of(self, key: str, *, valid_for: timedelta) -> str:
        """Return where anybody can download an object for a while."""
        return self._presigned.url("GET", key, valid_for=valid_for)

    def picture_url(self, key: str, *, valid_for: timedelta) -> str | None:
        """Return where anybody can download a picture for a while, or None if there is none."""
        if self.find_clip(key) is None:
            return None
        return self.url_of(key, valid_for=valid_for)

    def write_picture(self, key: str, path: Path, *, content_type: str) -> None:
        """Store a picture from a file."""
        with outages_named(), path.open("rb") as file:
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=file, ContentType=content_type
            )

    @cached_property
    def _presigned(self) -> PresignedBucket:
        return PresignedBucket(self._bucket)

    @cached_property
    def _client(self) -> S3Client:
        return s3_client()


def _status(error: ClientError) -> int:
    return error.response["ResponseMetadata"]["HTTPStatusCode"]
