"""A clip's upload in parts: which there are, which have arrived, which are missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from idance.domain.errors import ConflictError, InvalidError
from idance.domain.model import Model

PART_BYTES: Final = 8 * 1024 * 1024
"""Every part's length but the last one's. S3 asks for 5 MiB at least."""
RESUMABLE_FOR: Final = timedelta(days=1)
"""How long an upload in parts may take; the bucket forgets the parts then."""


class UploadedPart(Model):
    """A part that has arrived; parts are numbered from 1."""

    number: int
    etag: str
    size_bytes: int


class PartAddress(Model):
    """Where to PUT a part."""

    number: int
    url: str


def missing_parts(size_bytes: int, uploaded: Iterable[UploadedPart]) -> tuple[int, ...]:
    """Return the numbers of the parts of a clip that have not arrived."""
    there = {part.number for part in uploaded}
    count = -(-size_bytes // PART_BYTES)
    return tuple(number for number in range(1, count + 1) if number not in there)


def length_of_part(number: int, *, size_bytes: int) -> int:
    """Return how many bytes of a clip a part has: the last one what is left."""
    return min(PART_BYTES, size_bytes - (number - 1) * PART_BYTES)


def check_complete(size_bytes: int, uploaded: Iterable[UploadedPart]) -> None:
    """Refuse to make a clip of parts that are not the clip announced.

    Raises
    ------
    ConflictError
        ``UPLOAD_INCOMPLETE``.
    InvalidError
        ``UPLOAD_SIZE_DIFFERS``.
    """
    parts = tuple(uploaded)
    missing = missing_parts(size_bytes, parts)
    if missing:
        numbers = ", ".join(map(str, missing))
        raise ConflictError("UPLOAD_INCOMPLETE", f"These parts have not arrived yet: {numbers}.")
    arrived = sum(part.size_bytes for part in parts)
    if arrived != size_bytes:
        raise InvalidError(
            "UPLOAD_SIZE_DIFFERS",
            f"{size_bytes} bytes were announced and {arrived} have arrived. Please start again.",
            field="sizeBytes",
        )
