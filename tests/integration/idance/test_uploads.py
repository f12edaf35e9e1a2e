"""A large clip that comes in parts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from idance.domain.errors import ConflictError, InvalidError
from idance.domain.profile import Caller
from idance.domain.session import SessionStatus
from idance.domain.upload import PART_BYTES, RESUMABLE_FOR
from idance.service.session import UploadGrant
from tests.builders import NOW, any_uuid
from tests.integration.house import MEDIA_BUCKET, House, client
from tests.integration.idance.journey import open_session

SIZE = 2 * PART_BYTES + 5


@pytest.fixture
def grant(house: House, caller: Caller) -> UploadGrant:
    return house.sessions.create(
        caller,
        content_type="video/mp4",
        size_bytes=SIZE,
        challenge_id=None,
        now=NOW,
        entropy=any_uuid(),
        multipart=True,
    )


def put(grant: UploadGrant, number: int, body: bytes) -> None:
    client("s3").upload_part(
        Bucket=MEDIA_BUCKET,
        Key=grant.session.video_file_key,
        UploadId=grant.session.multipart_upload_id,
        PartNumber=number,
        Body=body,
    )


def put_all(grant: UploadGrant) -> None:
    put(grant, 1, b"a" * PART_BYTES)
    put(grant, 2, b"b" * PART_BYTES)
    put(grant, 3, b"c" * 5)


def test_every_part_has_an_address_of_its_own(grant: UploadGrant) -> None:
    assert (grant.url, grant.fields) == (None, None)
    assert [part.number for part in grant.parts] == [1, 2, 3]
    asked = [parse_qs(urlsplit(part.url).query) for part in grant.parts]
    assert [one["partNumber"] for one in asked] == [["1"], ["2"], ["3"]]
    assert grant.session.upload_by == NOW + RESUMABLE_FOR


def test_who_lost_the_connection_goes_on_with_what_is_missing(
    house: House, caller: Caller, grant: UploadGrant
) -> None:
    put(grant, 2, b"b" * PART_BYTES)

    resumed = house.sessions.resume(caller, grant.session.id)
    assert [part.number for part in resumed.parts] == [1, 3]


def test_the_clip_is_made_of_its_parts_once(
    house: House, caller: Caller, grant: UploadGrant
) -> None:
    put_all(grant)
    for _ in range(2):
        house.sessions.complete_upload(caller, grant.session.id)

    clip = house.media.find_clip(grant.session.video_file_key)
    assert clip is not None
    assert clip.size_bytes == SIZE
    with pytest.raises(ConflictError, match="UPLOAD_CLOSED"):
        house.sessions.resume(caller, grant.session.id)


def test_a_clip_that_is_not_whole_is_not_made(
    house: House, caller: Caller, grant: UploadGrant
) -> None:
    put(grant, 1, b"a" * PART_BYTES)

    with pytest.raises(ConflictError, match=r"UPLOAD_INCOMPLETE: .* 2, 3"):
        house.sessions.complete_upload(caller, grant.session.id)
    assert house.media.find_clip(grant.session.video_file_key) is None


def test_a_clip_of_another_size_than_announced_is_not_made(
    house: House, caller: Caller, grant: UploadGrant
) -> None:
    put_all(grant)
    put(grant, 3, b"c" * 5_000_000)

    with pytest.raises(InvalidError, match="UPLOAD_SIZE_DIFFERS"):
        house.sessions.complete_upload(caller, grant.session.id)


def test_a_deleted_session_gives_its_parts_up(
    house: House, caller: Caller, grant: UploadGrant
) -> None:
    put_all(grant)
    for _ in range(2):
        house.sessions.delete(caller, grant.session.id, now=NOW)

    with pytest.raises(ConflictError, match="UPLOAD_CLOSED"):
        house.sessions.complete_upload(caller, grant.session.id)
    assert house.sessions.get(caller, grant.session.id).status is SessionStatus.DELETED


def test_a_clip_in_one_go_has_no_parts(house: House, caller: Caller) -> None:
    session = open_session(house, caller)

    with pytest.raises(ConflictError, match="NOT_IN_PARTS"):
        house.sessions.resume(caller, session.id)
