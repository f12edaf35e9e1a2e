"""Clips that cannot be scored, and attempts that followed one another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_score, any_session, any_submission
from tests.integration.house import CORE_TABLE, OPERATIONS_TABLE, House, items_of
from tests.integration.idance.journey import (
    analyse,
    dance,
    open_session,
    submit,
)

LATER = NOW + timedelta(minutes=3)


def test_every_attempt_is_recorded_and_none_is_overwritten(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    failed = open_session(house, caller)
    submit(house, caller, challenge, failed)
    house.scoring.reject(failed.id, RejectionCode.NO_PERSON, now=NOW)
    final = dance(house, caller, challenge)

    attempts = {sk for _, _, sk in items_of(CORE_TABLE) if sk.startswith("ATT#")}
    assert attempts == {
        f"ATT#{challenge.id}#{failed.id}",
        f"ATT#{challenge.id}#{final.session_id}",
    }


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (RejectionCode.NO_PERSON, SessionStatus.REJECTED),
        (RejectionCode.SCORING_FAILED, SessionStatus.FAILED),
    ],
)
def test_a_rejected_clip_fails_its_submission_with_the_reason(
    house: House,
    caller: Caller,
    challenge: Challenge,
    code: RejectionCode,
    status: SessionStatus,
) -> None:
    session = open_session(house, caller)
    submission = submit(house, caller, challenge, session)
    house.scoring.begin(session.id, now=NOW)

    house.scoring.reject(session.id, code, now=LATER)

    failed = house.submissions.get_submission(caller, submission.id, now=LATER)
    assert (failed.status, failed.rejection) == (SubmissionStatus.FAILED, code)
    assert failed.processed_at == LATER
    spent = house.sessions.get(caller, session.id)
    assert (spent.status, spent.rejection) == (status, code)
    assert house.dancers.stats(caller.user_id).version == 0


def test_rejecting_twice_keeps_the_first_reason(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    house.scoring.reject(session.id, RejectionCode.NO_PERSON, now=NOW)
    before = items_of(CORE_TABLE, OPERATIONS_TABLE)

    house.scoring.reject(session.id, RejectionCode.SCORING_FAILED, now=LATER)

    assert items_of(CORE_TABLE, OPERATIONS_TABLE) == before


def test_a_clip_nobody_submitted_is_rejected_quietly(house: House, caller: Caller) -> None:
    session = open_session(house, caller)
    house.scoring.reject(session.id, RejectionCode.NO_PERSON, now=NOW)
    house.scoring.reject(any_session().id, RejectionCode.NO_PERSON, now=NOW)

    assert house.sessions.get(caller, session.id).status is SessionStatus.REJECTED
    assert items_of(CORE_TABLE) == {}


def test_a_result_that_comes_after_the_failure_changes_nothing(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    analyse(house, session)
    house.scoring.reject(session.id, RejectionCode.SCORING_FAILED, now=NOW)
    before = items_of(CORE_TABLE, OPERATIONS_TABLE)

    late = house.scoring.complete(session.id, challenge.id, any_score(), now=LATER)

    assert late is not None
    assert late.status is SubmissionStatus.FAILED
    assert house.scoring.begin(session.id, now=LATER).is_spent
    assert items_of(CORE_TABLE, OPERATIONS_TABLE) == before


def test_an_old_clip_does_not_touch_the_submission_that_followed_it(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    old = open_session(house, caller)
    submit(house, caller, challenge, old)
    house.scoring.reject(old.id, RejectionCode.NO_PERSON, now=NOW)
    new = open_session(house, caller)
    submission = submit(house, caller, challenge, new)

    house.scoring.begin(old.id, now=LATER)
    house.scoring.complete(old.id, challenge.id, any_score(), now=LATER)
    house.scoring.reject(old.id, RejectionCode.NO_PERSON, now=LATER)

    assert house.submissions.get_submission(caller, submission.id, now=NOW) == submission


def test_an_outcome_that_arrives_when_another_attempt_is_under_way_is_not_its(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    submission = submit(house, caller, challenge, open_session(house, caller))
    other = submission.model_copy(update={"session_id": any_session().id})

    house.submission_store.change(other, lambda known: known.processing(at=NOW))

    assert house.submission_store.finish(other.scored(any_score(), at=NOW)) == submission
    assert house.submission_store.get(caller.user_id, challenge.id) == submission


def test_a_submission_erased_meanwhile_stays_erased(house: House) -> None:
    submission = any_submission()

    house.submission_store.change(submission, lambda known: known.processing(at=NOW))

    assert house.submission_store.finish(submission) == submission
    assert items_of(CORE_TABLE) == {}
