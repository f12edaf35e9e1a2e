"""Clips and poses in S3."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from idance.domain.errors import ConflictError, NotFoundError
from idance.store.media import MediaStore, StoredClip
from tests.integration.house import MEDIA_BUCKET, House, client

KEY = "videos/00/clip.mp4"


def put(body: bytes) -> str:
    etag: str = client("s3").put_object(Bucket=MEDIA_BUCKET, Key=KEY, Body=body)["ETag"]
    return etag


def test_a_clip_is_found_once_it_has_arrived(house: House) -> None:
    assert house.media.find_clip(KEY) is None

    etag = put(b"moves")

    assert house.media.find_clip(KEY) == StoredClip(etag=etag, size_bytes=5)


def test_a_clip_is_downloaded_by_its_etag(house: House, tmp_path: Path) -> None:
    etag = put(b"moves")

    assert house.media.download_clip(KEY, tmp_path / "clip", etag=etag) == etag
    assert (tmp_path / "clip").read_bytes() == b"moves"


def test_a_clip_that_was_replaced_is_not_downloaded(house: House, tmp_path: Path) -> None:
    etag = put(b"moves")
    put(b"other moves")

    with pytest.raises(ConflictError) as refused:
        house.media.download_clip(KEY, tmp_path / "clip", etag=etag)

    assert refused.value.code == "CLIP_CHANGED"
    assert not (tmp_path / "clip").exists()


def test_a_clip_that_is_not_there_is_not_found(house: House, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as refused:
        house.media.download_clip(KEY, tmp_path / "clip", etag='"any"')

    assert refused.value.code == "CLIP_NOT_FOUND"


def test_a_pose_that_is_there_stays(house: House) -> None:
    assert not house.media.pose_exists("poses/1/ab.npz")

    house.media.write_pose("poses/1/ab.npz", b"first")
    house.media.write_pose("poses/1/ab.npz", b"second")

    assert house.media.pose_exists("poses/1/ab.npz")
    assert house.media.read_pose("poses/1/ab.npz") == b"first"


def test_a_pose_that_is_not_there_is_not_found(house: House) -> None:
    with pytest.raises(NotFoundError) as refused:
        house.media.read_pose("poses/1/none.npz")

    assert refused.value.code == "POSE_NOT_FOUND"


@pytest.mark.usefixtures("aws")
def test_what_is_no_outage_passes_as_it_is(tmp_path: Path) -> None:
    elsewhere = MediaStore("no-such-bucket")

    with pytest.raises(ClientError, match="NoSuchBucket"):
        elsewhere.write_pose("poses/1/ab.npz", b"")
    assert elsewhere.find_clip(KEY) is None
    with pytest.raises(NotFoundError):
        elsewhere.download_clip(KEY, tmp_path / "clip", etag='"any"')


def test_a_clip_that_may_not_be_read_is_not_taken_for_missing(
    house: House,
    tmp_path: Path,
) -> None:
    with Stubber(house.media._client) as answers:
        answers.add_client_error("head_object", http_status_code=403)
        answers.add_client_error("get_object", http_status_code=403)

        with pytest.raises(ClientError):
            house.media.find_clip(KEY)
        with pytest.raises(ClientError):
            house.media.download_clip(KEY, tmp_path / "clip", etag='"any"')


@pytest.mark.parametrize(
    ("endpoint", "where"),
    [
        (None, (f"{MEDIA_BUCKET}.s3.amazonaws.com", "/")),
        ("http://localhost:4566", ("localhost:4566", f"/{MEDIA_BUCKET}")),
        ("http://127.0.0.1:4566", ("127.0.0.1:4566", f"/{MEDIA_BUCKET}")),
    ],
)
@pytest.mark.usefixtures("aws")
def test_a_phone_posts_to_where_aws_is(
    monkeypatch: pytest.MonkeyPatch,
    endpoint: str | None,
    where: tuple[str, str],
) -> None:
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)

    form = MediaStore(MEDIA_BUCKET).upload_form(
        KEY, content_type="video/mp4", max_bytes=10, valid_for=timedelta(minutes=1)
    )

    url = urlsplit(form.url)
    assert (url.netloc, url.path) == where
