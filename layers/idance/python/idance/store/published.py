"""What everybody may read from S3 through a CDN: published documents, and media of challenges."""

from __future__ import annotations

import urllib.error
import urllib.request
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from idance.store.clients import s3_client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from botocore.exceptions import ClientError
    from mypy_boto3_s3 import S3Client

PUBLISHED: Final = "public/"
_WARM_TIMEOUT_S: Final = 5


class PublishedStore:
    """The public part of the media bucket.

    Parameters
    ----------
    bucket : str
        The bucket.
    base_url : str
        Where a CDN (or, on one machine, S3 itself) serves it, without a slash at the end.
    """

    def __init__(self, bucket: str, *, base_url: str) -> None:
        self._bucket = bucket
        self._base_url = base_url

    def url_of(self, key: str | None) -> str | None:
        """Return where an object is read, or None if there is none to read."""
        return f"{self._base_url}/{key}" if key else None

    def exists(self, key: str) -> bool:
        """Whether an object is there."""
        with outages_named():
            try:
                self._client.head_object(Bucket=self._bucket, Key=key)
            except self._client.exceptions.ClientError as error:
                if _status(error) == HTTPStatus.NOT_FOUND:
                    return False
                raise
        return True

    def warm(self, key: str) -> bool:
        """Have the CDN fetch an object before the dancers do; False if it cannot."""
        request = urllib.request.Request(f"{self._base_url}/{key}", headers={"Range": "bytes=0-0"})  # noqa: S310 (our own CDN's https)
        try:
            with urllib.request.urlopen(request, timeout=_WARM_TIMEOUT_S):  # noqa: S310
                return True
        except OSError:
            return False

    def publish(self, name: str, document: str, *, max_age_s: int) -> bool:
        """Put a JSON document where everybody reads it; False if it stands there already.

        A CDN may serve it a day longer than it is fresh, while whatever is behind it is away.
        """
        key = f"{PUBLISHED}{name}"
        with outages_named():
            if self._read(key) == document.encode():
                return False
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=document.encode(),
                ContentType="application/json",
                CacheControl=f"public, max-age={max_age_s}, stale-while-revalidate=600, "
                "stale-if-error=86400",
            )
        return True

    def _read(self, key: str) -> bytes | None:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except self._client.exceptions.NoSuchKey:
            return None

    @cached_property
    def _client(self) -> S3Client:
        return s3_client()


def _status(error: ClientError) -> int:
    return error.response["ResponseMetadata"]["HTTPStatusCode"]
