"""A clip on the local disk, for as long as somebody looks at it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from functions.scoring.contracts import ClipReplacedError
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.rejections import ClipRejectedError, RejectionCode
from idance.domain.session import MAX_UPLOAD_BYTES
from idance.store.media import MediaStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFile:
    """A downloaded clip.

    Attributes
    ----------
    etag : str
        Of the object these bytes are.
    sha256 : str
        Of the bytes, in hexadecimal.
    """

    path: Path
    etag: str
    sha256: str


@contextmanager
def downloaded(media: MediaStore, key: str, *, etag: str | None = None) -> Iterator[ClipFile]:
    """Download a clip and remove it at the end: the disk outlives the call.

    Parameters
    ----------
    etag
        Of the bytes wanted; whichever are there if left out.

    Raises
    ------
    ClipRejectedError
        ``UPLOAD_MISSING`` if it is not in S3, ``EMPTY_FILE`` or ``VIDEO_TOO_LARGE`` by its size,
        before a byte is read.
    ClipReplacedError
        If another upload takes its place meanwhile, or has taken that of the bytes wanted.
    """
    etag = etag or _arrived(media, key)
    with TemporaryDirectory() as directory:
        path = Path(directory, "clip")
        try:
            media.download_clip(key, path, etag=etag)
        except NotFoundError as error:
            raise ClipRejectedError(RejectionCode.UPLOAD_MISSING) from error
        except ConflictError as error:
            raise ClipReplacedError(error.message) from error
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        yield ClipFile(path=path, etag=etag, sha256=sha256)


def _arrived(media: MediaStore, key: str) -> str:
    stored = media.find_clip(key)
    if stored is None:
        raise ClipRejectedError(RejectionCode.UPLOAD_MISSING)
    if stored.size_bytes == 0:
        raise ClipRejectedError(RejectionCode.EMPTY_FILE)
    if stored.size_bytes > MAX_UPLOAD_BYTES:
        raise ClipRejectedError(RejectionCode.VIDEO_TOO_LARGE)
    return stored.etag
