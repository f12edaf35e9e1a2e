"""The client of S3, as phones and functions reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_CONFIG: Final = Config(
    signature_version="s3v4",
    connect_timeout=2,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    # The bucket's regional address: its global one answers an upload with a redirect for the
    # first hours, and a phone does not repeat a POST.
    s3={"addressing_style": "virtual"},
)


def s3_client() -> S3Client:
    """Return a new client."""
    client = boto3.client("s3", config=_CONFIG)
    if client.meta.endpoint_url.endswith("amazonaws.com"):
        return client
    # AWS_ENDPOINT_URL points elsewhere: no DNS there knows buckets as host names, and the phone
    # has to reach the addresses we sign as well.
    return boto3.client("s3", config=_CONFIG.merge(Config(s3={"addressing_style": "path"})))
