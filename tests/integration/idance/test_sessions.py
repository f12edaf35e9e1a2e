"""A clip's way in."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from idance.domain.errors import DomainError, ForbiddenError, NotFoundError
from idance.domain.ids import session_of_video_key
from idance.domain.session import MAX_UPLOAD_BYTES, SessionStatus
from idance.service.session import UploadGrant
from idance.store.sessions import KEPT
from tests.builders import NOW, any_caller, any_session, any_uuid
from tests.integration.house import MEDIA_BUCKET, OPERATIONS_TABLE, UPLOAD_TTL, House, items_of
from tests.integration.idance.journey import open_session, publish, submit


def create(
    house: House,
    *,
    content_type: str = "video/mp4",
    size_bytes: int = 1,
    challenge_id: str | None = None,
) -> UploadGrant:
    return house.sessions.create(
        any_caller(),
        content_type=content_type,
        size_bytes=size_bytes,
        challenge_id=challenge_id,
        now=NOW,
        entropy=any_uuid(),
    )


def test_a_new_session_waits_for_its_clip_at_a_key_of_its_own(house: House) -> None:
    caller = any_caller()
    session = open_session(house, caller)

    assert session.status is SessionStatus.CREATED
    assert session.user_id == caller.user_id
    assert session.upload_by == NOW + UPLOAD_TTL
    assert session_of_video_key(session.video_file_key) == session.id
    assert house.sessions.get(caller, session.id) == session


def test_the_upload_form_takes_this_key_this_type_and_this_size_alone(house: House) -> None:
    grant = create(house, content_type="video/quicktime")

    assert grant.fields is not None
    policy = json.loads(base64.b64decode(grant.fields["policy"]))
    assert grant.session.video_file_key.endswith(".mov")
    assert {"key": grant.session.video_file_key} in policy["conditions"]
    assert {"bucket": MEDIA_BUCKET} in policy["conditions"]
    assert {"Content-Type": "video/quicktime"} in policy["conditions"]
    assert ["content-length-range", 1, MAX_UPLOAD_BYTES] in policy["conditions"]
    assert grant.fields["key"] == grant.session.video_file_key
    assert grant.fields["Content-Type"] == "video/quicktime"
    # botocore reads the clock itself.
    left = datetime.fromisoformat(policy["expiration"]) - datetime.now(UTC)
    assert timedelta(0) < left <= UPLOAD_TTL


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"content_type": "text/plain"}, "UNSUPPORTED_CONTENT_TYPE"),
        ({"size_bytes": 0}, "EMPTY_FILE"),
        ({"size_bytes": MAX_UPLOAD_BYTES + 1}, "VIDEO_TOO_LARGE"),
        ({"challenge_id": "ch_unknown"}, "CHALLENGE_NOT_FOUND"),
    ],
)
def test_what_cannot_be_scored_is_refused_before_it_is_uploaded(
    house: House,
    wrong: dict[str, Any],
    code: str,
) -> None:
    with pytest.raises(DomainError) as refused:
        create(house, **wrong)

    assert refused.value.code == code
    assert items_of(OPERATIONS_TABLE) == {}


def test_a_session_may_say_which_challenge_it_is_for(house: House) -> None:
    challenge = publish(house)

    assert create(house, challenge_id=challenge.id).session.challenge_id == challenge.id


def test_a_session_is_its_dancers_and_the_admins(house: House) -> None:
    session = open_session(house, any_caller())

    with pytest.raises(ForbiddenError) as refused:
        house.sessions.get(any_caller(), session.id)

    assert refused.value.code == "SESSION_NOT_YOURS"
    assert house.sessions.get(any_caller(role="admin"), session.id) == session


def test_an_unknown_session_is_not_found(house: House) -> None:
    with pytest.raises(NotFoundError) as refused:
        house.sessions.get(any_caller(), any_session().id)

    assert refused.value.code == "SESSION_NOT_FOUND"


def test_a_session_is_forgotten_by_dynamodb_some_time_later(house: House) -> None:
    session = open_session(house, any_caller())

    item = items_of(OPERATIONS_TABLE)[OPERATIONS_TABLE, f"S#{session.id}", "SESSION"]
    assert int(item["expiresAt"]["N"]) == int((NOW + KEPT).timestamp())


def test_a_session_is_listed_as_due_only_while_somebody_waits_for_it(house: House) -> None:
    caller, challenge = any_caller(), publish(house)
    session = open_session(house, caller)
    far = NOW + timedelta(days=1)

    assert list(house.session_store.overdue(far)) == []
    submit(house, caller, challenge, session)
    assert list(house.session_store.overdue(far)) == [session.id]
    assert list(house.session_store.overdue(session.upload_by)) == [session.id]
    assert list(house.session_store.overdue(session.upload_by - timedelta(microseconds=1))) == []
