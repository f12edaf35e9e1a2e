"""Published boards: JSON objects in S3 that a CDN serves to everybody."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from idance.domain.snapshot import BoardSnapshot
from idance.store.clients import s3_client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX: Final = "public/boards/"
_FRESH_S: Final = 3.0
_MAX_AGE: Final = {False: "public, max-age=3", True: "public, max-age=3600"}
_ABSENT: Final = {"NoSuchKey", "404", "AccessDenied"}


class SnapshotStore:
    """The last published state of every board, by the board's name."""

    def __init__(self, bucket: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._bucket = bucket
        self._clock = clock
        self._read: dict[str, tuple[float, BoardSnapshot | None]] = {}
        self._published: dict[str, str] = {}

    def get(self, board: str) -> BoardSnapshot | None:
        """Return a board's last published state, at most three seconds late."""
        read_at, snapshot = self._read.get(board, (float("-inf"), None))
        if self._clock() - read_at > _FRESH_S:
            snapshot = self.latest(board)
            self._read[board] = self._clock(), snapshot
        return snapshot

    def latest(self, board: str) -> BoardSnapshot | None:
        """Return a board's last published state as it is at this moment."""
        with outages_named():
            try:
                found = self._s3.get_object(Bucket=self._bucket, Key=_key(board))
            except self._s3.exceptions.ClientError as error:
                if error.response["Error"].get("Code") in _ABSENT:
                    return None
                raise
            return BoardSnapshot.model_validate_json(gzip.decompress(found["Body"].read()))

    def publish(self, snapshot: BoardSnapshot) -> bool:
        """Publish a board's state; False if it says nothing new."""
        digest = _digest(snapshot)
        if self._published.get(snapshot.board) == digest:
            return False
        last = self.latest(snapshot.board)
        self._published[snapshot.board] = digest
        if last and _digest(last) == digest:
            return False
        with outages_named():
            self._s3.put_object(
                Bucket=self._bucket,
                Key=_key(snapshot.board),
                Body=gzip.compress(snapshot.model_dump_json(exclude_none=True).encode(), mtime=0),
                ContentType="application/json",
                ContentEncoding="gzip",
                CacheControl=_MAX_AGE[snapshot.closed],
            )
        return True

    @cached_property
    def _s3(self) -> S3Client:
        return s3_client()


def _key(board: str) -> str:
    return f"{PREFIX}{board}.json"


def _digest(snapshot: BoardSnapshot) -> str:
    """Return what tells one state from another; when it was taken does not."""
    told = snapshot.model_dump_json(exclude={"as_of"})
    return hashlib.sha256(told.encode()).hexdigest()
