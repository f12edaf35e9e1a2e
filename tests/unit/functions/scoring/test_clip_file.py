"""A clip on its way from S3 to the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from functions.scoring.clip_file import downloaded
from functions.scoring.contracts import ClipReplacedError
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.rejections import ClipRejectedError
from idance.domain.session import MAX_UPLOAD_BYTES
from idance.store.media import MediaStore, StoredClip

KEY = "videos/0a/2026-11-21/somebody/clip.mp4"


@dataclass
class Shelf(MediaStore):
    """S3 with one clip, which says of itself what a test wants."""

    size_bytes: int | None = 4
    trouble: Exception | None = None

    def find_clip(self, key: str) -> StoredClip | None:
        assert key == KEY
        return None if self.size_bytes is None else StoredClip('"etag"', self.size_bytes)

    def download_clip(self, key: str, path: Path, *, etag: str) -> str:
        assert (key, etag) == (KEY, '"etag"')
        if self.trouble:
            raise self.trouble
        path.write_bytes(b"clip")
        return etag


def test_a_clip_is_on_the_disk_for_as_long_as_it_is_looked_at() -> None:
    with downloaded(Shelf(), KEY) as file:
        assert file.path.read_bytes() == b"clip"
        assert file.etag == '"etag"'
        # printf clip | sha256sum
        assert file.sha256 == "67905ad3cc2dd52b1f5f6a6d2814de0396618b29b4238b9af5207aeb69936e6d"
    assert not file.path.parent.exists()


@pytest.mark.parametrize(
    ("size_bytes", "code"),
    [(None, "UPLOAD_MISSING"), (0, "EMPTY_FILE"), (MAX_UPLOAD_BYTES + 1, "VIDEO_TOO_LARGE")],
)
def test_a_clip_is_refused_by_its_size_before_a_byte_is_read(
    size_bytes: int | None,
    code: str,
) -> None:
    unread = Shelf(size_bytes, AssertionError("it was read"))
    with pytest.raises(ClipRejectedError, match=rf"\A{code}\Z"), downloaded(unread, KEY):
        pass


def test_a_clip_of_the_greatest_size_is_taken() -> None:
    with downloaded(Shelf(MAX_UPLOAD_BYTES), KEY) as file:
        assert file.path.exists()


def test_bytes_that_are_known_are_asked_for_by_their_name() -> None:
    with downloaded(Shelf(None), KEY, etag='"etag"') as file:
        assert file.path.read_bytes() == b"clip"


def test_a_clip_that_goes_meanwhile_is_missing() -> None:
    gone = Shelf(trouble=NotFoundError("CLIP_NOT_FOUND", "It is not there."))
    with pytest.raises(ClipRejectedError, match="UPLOAD_MISSING"), downloaded(gone, KEY):
        pass


def test_a_clip_replaced_meanwhile_is_to_be_probed_again() -> None:
    changed = Shelf(trouble=ConflictError("CLIP_CHANGED", "It is another by now."))
    with pytest.raises(ClipReplacedError, match="another"), downloaded(changed, KEY):
        pass
