"""What stands still is moved on: by the sweeper, or by the dancer who asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.session import PIPELINE_PATIENCE, Session, SessionStatus
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW
from tests.integration.house import (
    CORE_TABLE,
    MEDIA_BUCKET,
    OPERATIONS_TABLE,
    UPLOAD_TTL,
    House,
    client,
    items_of,
)
from tests.integration.idance.journey import analyse, dance, open_session, submit

TOO_LATE = NOW + UPLOAD_TTL
MUCH_TOO_LATE = TOO_LATE + PIPELINE_PATIENCE
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def submitted(house: House, caller: Caller, challenge: Challenge) -> Session:
    """Return a session whose submission waits."""
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    return house.sessions.get(caller, session.id)


def upload(session: Session) -> None:
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=session.video_file_key, Body=b"clip")


def outcome(
    house: House,
    caller: Caller,
    session: Session,
) -> tuple[SessionStatus, SubmissionStatus | None, RejectionCode | None]:
    """Return how a session and its submission stand, asking nobody to move them on."""
    known = house.sessions.get(caller, session.id)
    found = house.submission_store.get(caller.user_id, known.challenge_id or "", consistent=True)
    if found is None:
        return known.status, None, None
    return known.status, found.status, found.rejection


WAITING = (SessionStatus.CREATED, SubmissionStatus.PENDING, None)
MISSING = (SessionStatus.EXPIRED, SubmissionStatus.FAILED, RejectionCode.UPLOAD_MISSING)
BROKEN = (SessionStatus.FAILED, SubmissionStatus.FAILED, RejectionCode.SCORING_FAILED)


def test_an_upload_that_never_came_fails_when_its_time_is_over(
    house: House,
    caller: Caller,
    submitted: Session,
) -> None:
    assert house.scoring.expire_overdue(TOO_LATE - MOMENT) == 0
    assert outcome(house, caller, submitted) == WAITING

    assert house.scoring.expire_overdue(TOO_LATE) == 1
    assert outcome(house, caller, submitted) == MISSING
    assert house.scoring.expire_overdue(MUCH_TOO_LATE) == 0


def test_a_clip_that_has_just_arrived_is_left_to_its_pipeline(
    house: House,
    caller: Caller,
    submitted: Session,
) -> None:
    upload(submitted)

    assert house.scoring.expire_overdue(MUCH_TOO_LATE - MOMENT) == 0
    assert outcome(house, caller, submitted) == WAITING


def test_a_clip_whose_pipeline_never_began_fails_on_our_account(
    house: House,
    caller: Caller,
    submitted: Session,
) -> None:
    upload(submitted)

    assert house.scoring.expire_overdue(MUCH_TOO_LATE) == 1
    assert outcome(house, caller, submitted) == BROKEN


@pytest.mark.parametrize("is_analysed", [True, False])
def test_a_pipeline_that_stands_still_fails_on_our_account(
    house: House,
    caller: Caller,
    submitted: Session,
    *,
    is_analysed: bool,
) -> None:
    house.scoring.begin(submitted.id, now=NOW)
    if is_analysed:
        analyse(house, submitted)

    assert house.scoring.expire_overdue(NOW + PIPELINE_PATIENCE - MOMENT) == 0
    assert house.scoring.expire_overdue(NOW + PIPELINE_PATIENCE) == 1
    assert outcome(house, caller, submitted) == BROKEN


def test_what_has_an_outcome_is_left_alone(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    dance(house, caller, challenge)
    open_session(house, caller)
    before = items_of(CORE_TABLE, OPERATIONS_TABLE)

    assert house.scoring.expire_overdue(MUCH_TOO_LATE) == 0
    assert items_of(CORE_TABLE, OPERATIONS_TABLE) == before


def test_the_dancer_who_asks_moves_it_on(
    house: House,
    caller: Caller,
    submitted: Session,
) -> None:
    submission_id = submitted.challenge_submission_id or ""
    early = house.submissions.get_submission(caller, submission_id, now=TOO_LATE - MOMENT)
    late = house.submissions.get_submission(caller, submission_id, now=TOO_LATE)

    assert early.status is SubmissionStatus.PENDING
    assert (late.status, late.rejection) == MISSING[1:]
    assert outcome(house, caller, submitted) == MISSING


def test_what_has_moved_since_it_was_looked_at_is_not_given_up(
    house: House,
    caller: Caller,
    submitted: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(house.session_store, "get", lambda _: submitted)
    house.scoring.begin(submitted.id, now=TOO_LATE)

    assert house.scoring.expire_overdue(MUCH_TOO_LATE) == 0

    monkeypatch.undo()
    status, *_ = outcome(house, caller, submitted)
    assert status is SessionStatus.UPLOADED
