"""A dancer's sessions: listed, and deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.errors import ConflictError, ForbiddenError, InvalidError
from idance.domain.page import cursor_of
from idance.domain.profile import Caller
from idance.domain.session import Session, SessionStatus
from tests.builders import NOW, any_caller, any_challenge, any_score
from tests.integration.house import MEDIA_BUCKET, House, client
from tests.integration.idance.journey import dance, open_session, publish, score, submit

LATER = NOW + timedelta(hours=1)


def put_clip(session: Session) -> None:
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=session.video_file_key, Body=b"moves")


def test_a_dancer_lists_their_own_sessions_the_latest_first(house: House, caller: Caller) -> None:
    moments = [NOW + timedelta(seconds=at) for at in range(5)]
    made = [open_session(house, caller, now=moment) for moment in moments]
    open_session(house, any_caller())

    seen: list[Session] = []
    cursor: str | None = None
    while True:
        page = house.sessions.mine(caller, limit=2, cursor=cursor)
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            break

    assert seen == made[::-1]


@pytest.mark.parametrize("cursor", ["%%", "4pyT", "_w==", "A" * 700, cursor_of("STATS")])
def test_a_cursor_that_is_none_of_ours_is_refused(
    house: House, caller: Caller, cursor: str
) -> None:
    with pytest.raises(InvalidError, match="INVALID_CURSOR"):
        house.sessions.mine(caller, limit=2, cursor=cursor)


def test_a_deleted_session_takes_its_clip_with_it(house: House, caller: Caller) -> None:
    session = open_session(house, caller)
    put_clip(session)
    with pytest.raises(ForbiddenError, match="SESSION_NOT_YOURS"):
        house.sessions.delete(any_caller(), session.id, now=LATER)
    for _ in range(2):
        house.sessions.delete(caller, session.id, now=LATER)

    assert house.media.find_clip(session.video_file_key) is None
    assert house.sessions.get(caller, session.id).status is SessionStatus.DELETED
    assert house.sessions.mine(caller, limit=9, cursor=None).items == ()


def test_a_deleted_session_takes_with_it_what_was_made_of_its_score(
    house: House, caller: Caller
) -> None:
    challenge = publish(house)
    session = open_session(house, caller, challenge_id=challenge.id)
    told = any_score(80).model_copy(update={"video_sha256": "ab" * 32})
    score(house, session, challenge, told, now=LATER)
    kept = house.session_store.get(session.id).derived_keys
    assert [key.split("/")[0] for key in kept] == ["analyses", "pictures", "pictures"]
    for key in (*kept, "pictures/of-somebody-else.mp4"):
        house.media.write_document(key, "{}")

    house.sessions.delete(caller, session.id, now=LATER)

    assert [house.media.read_document(key) for key in kept] == [None, None, None]
    assert house.media.read_document("pictures/of-somebody-else.mp4") is not None


def test_a_deleted_session_is_neither_scored_nor_submitted(house: House, caller: Caller) -> None:
    challenge = publish(house)
    session = open_session(house, caller, challenge_id=challenge.id)
    house.sessions.delete(caller, session.id, now=LATER)

    assert score(house, session, challenge, any_score(80), now=LATER) is None
    with pytest.raises(ConflictError, match="SESSION_SPENT"):
        submit(house, caller, challenge, session)


def test_a_clip_that_a_submission_stands_on_is_kept(house: House, caller: Caller) -> None:
    challenge = publish(house, any_challenge(max_attempts=0))
    best = dance(house, caller, challenge, any_score(80))
    under_way = open_session(house, caller)
    submit(house, caller, challenge, under_way)

    for session_id in (best.session_id, under_way.id):
        with pytest.raises(ConflictError, match="SESSION_SUBMITTED"):
            house.sessions.delete(caller, session_id, now=LATER)
    house.submissions.cancel(caller, best.id, now=LATER)
    house.sessions.delete(caller, under_way.id, now=LATER)
