"""Submissions that are refused: each with its code, and nothing left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.errors import DomainError
from idance.domain.ids import submission_id
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_challenge, any_session
from tests.integration.house import CORE_TABLE, OPERATIONS_TABLE, House, items_of
from tests.integration.idance.journey import dance, open_session, publish, score, submit


def refused(house: House, caller: Caller, challenge_id: str, session_id: str) -> str:
    """Return with which code a submission is refused; it must leave nothing behind."""
    before = items_of(CORE_TABLE, OPERATIONS_TABLE)
    with pytest.raises(DomainError) as error:
        house.submissions.submit_to_challenge(
            caller, challenge_id, session_id=session_id, caption=None, tags=(), now=NOW
        )
    assert items_of(CORE_TABLE, OPERATIONS_TABLE) == before
    return error.value.code


def test_an_unknown_challenge_is_refused(house: House, caller: Caller) -> None:
    session = open_session(house, caller)

    assert refused(house, caller, "ch_unknown", session.id) == "CHALLENGE_NOT_FOUND"


def test_an_unknown_session_is_refused(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    assert refused(house, caller, challenge.id, any_session().id) == "SESSION_NOT_FOUND"


def test_somebody_elses_session_is_refused_even_to_an_admin(
    house: House,
    challenge: Challenge,
) -> None:
    session = open_session(house, any_caller())

    for thief in (any_caller(), any_caller(role="admin")):
        assert refused(house, thief, challenge.id, session.id) == "SESSION_NOT_YOURS"


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"start_time": NOW + timedelta(hours=1)}, "CHALLENGE_NOT_STARTED"),
        ({"end_time": NOW}, "CHALLENGE_ENDED"),
        ({"is_active": False}, "CHALLENGE_ENDED"),
        ({"is_active": False, "start_time": NOW + timedelta(hours=1)}, "CHALLENGE_ENDED"),
    ],
)
def test_a_challenge_that_is_not_open_is_refused(
    house: House,
    caller: Caller,
    known: dict[str, object],
    code: str,
) -> None:
    challenge = publish(house, any_challenge(**known))
    session = open_session(house, caller)

    assert refused(house, caller, challenge.id, session.id) == code


def test_a_challenge_replaced_at_this_very_moment_is_refused(
    house: House,
    caller: Caller,
    challenge: Challenge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = open_session(house, caller)
    replaced = house.challenge_store.deactivate(challenge.id, now=NOW)
    monkeypatch.setattr(house.challenge_store, "get", lambda _: challenge)

    with pytest.raises(DomainError) as error:
        submit(house, caller, challenge, session)

    assert error.value.code == "CHALLENGE_ENDED"
    assert house.submission_store.get(caller.user_id, challenge.id) is None
    assert not replaced.has_submissions


@pytest.mark.parametrize("is_same_session", [True, False])
@pytest.mark.parametrize("is_scored", [True, False])
def test_a_second_submission_is_refused(
    house: House,
    caller: Caller,
    challenge: Challenge,
    *,
    is_same_session: bool,
    is_scored: bool,
) -> None:
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    if is_scored:
        score(house, session, challenge)
    second = session if is_same_session else open_session(house, caller)

    assert refused(house, caller, challenge.id, second.id) == "ALREADY_SUBMITTED"


def test_of_two_who_get_past_the_first_look_one_is_stored(
    house: House,
    caller: Caller,
    challenge: Challenge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = open_session(house, caller), open_session(house, caller)
    submit(house, caller, challenge, first)
    monkeypatch.setattr(house.submission_store, "_vacant", lambda *_: None)

    with pytest.raises(DomainError) as error:
        submit(house, caller, challenge, second)

    assert error.value.code == "ALREADY_SUBMITTED"
    stored = house.submission_store.get(caller.user_id, challenge.id)
    assert stored is not None
    assert stored.session_id == first.id


def test_a_session_bound_in_vain_may_serve_another_challenge(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    other = publish(house, any_challenge(start_time=NOW - timedelta(hours=20)))
    session = open_session(house, caller)
    house.session_store.change(
        session.id,
        lambda known: known.bound(other.id, submission_id(caller.user_id, other.id), now=NOW),
    )

    assert submit(house, caller, challenge, session).challenge_id == challenge.id


def test_a_session_serves_one_challenge(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    other = publish(house, any_challenge(start_time=NOW - timedelta(hours=20)))
    session = open_session(house, caller)
    submit(house, caller, other, session)

    assert refused(house, caller, challenge.id, session.id) == "SESSION_ALREADY_SUBMITTED"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (RejectionCode.NO_PERSON, SessionStatus.REJECTED),
        (RejectionCode.UPLOAD_MISSING, SessionStatus.EXPIRED),
        (RejectionCode.SCORING_FAILED, SessionStatus.FAILED),
    ],
)
def test_after_a_failure_the_same_clip_is_refused_and_a_new_one_taken(
    house: House,
    caller: Caller,
    challenge: Challenge,
    code: RejectionCode,
    status: SessionStatus,
) -> None:
    session = open_session(house, caller)
    failed = submit(house, caller, challenge, session)
    house.scoring.reject(session.id, code, now=NOW)
    assert house.sessions.get(caller, session.id).status is status

    assert refused(house, caller, challenge.id, session.id) == "SESSION_SPENT"
    again = dance(house, caller, challenge)

    assert again.id == failed.id
    assert again.status is SubmissionStatus.SCORED
    assert again.rejection is None
