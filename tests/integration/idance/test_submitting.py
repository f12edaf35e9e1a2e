"""The dancer's side of a submission: what is taken, what is refused, and who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.errors import DomainError, NotFoundError
from idance.domain.ids import submission_id
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.session import SessionStatus
from idance.domain.submission import SubmissionStatus
from tests.builders import NOW, any_caller, any_challenge, any_score, any_session, any_user_id
from tests.integration.house import CORE_TABLE, OPERATIONS_TABLE, House, client, items_of
from tests.integration.idance.journey import analyse, dance, open_session, publish, score, submit


def executions(house: House) -> list[str]:
    """Return the names of all pipelines that were started."""
    found = client("stepfunctions").list_executions(stateMachineArn=house.state_machine_arn)
    return sorted(execution["name"] for execution in found["executions"])


@pytest.fixture
def caller() -> Caller:
    return any_caller(display_name="Ada")


@pytest.fixture
def challenge(house: House) -> Challenge:
    return publish(house)


def test_a_submission_before_the_upload_is_pending(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)

    submission = submit(house, caller, challenge, session)

    assert submission.status is SubmissionStatus.PENDING
    assert submission.id == submission_id(caller.user_id, challenge.id)
    assert (submission.caption, submission.tags) == ("My best attempt!", ("freestyle",))
    assert submission.challenge_points == challenge.points
    assert submission.user_profile.display_name == "Ada"
    assert house.submissions.get_submission(caller, submission.id, now=NOW) == submission
    bound = house.sessions.get(caller, session.id)
    assert (bound.challenge_id, bound.challenge_submission_id) == (challenge.id, submission.id)
    assert executions(house) == []


def test_a_clip_in_the_pipeline_is_left_to_that_pipeline(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)
    house.scoring.begin(session.id, now=NOW)

    submit(house, caller, challenge, session)

    assert executions(house) == []
    analysed = house.scoring.pose_extracted(session.id, pose_file_key="poses/1", now=NOW)
    assert analysed.challenge_id == challenge.id


def test_a_clip_analysed_for_no_challenge_starts_the_pipeline_once(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)
    analyse(house, session)

    assert submit(house, caller, challenge, session).status is SubmissionStatus.PENDING
    house.pipeline.start(session.video_file_key, name=executions(house)[0])

    assert executions(house) == [f"{session.id[5:]}-{challenge.id}"]


def test_a_clip_scored_for_another_challenge_is_scored_again(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    other = publish(
        house, any_challenge(start_time=NOW - timedelta(days=1), end_time=NOW + timedelta(days=1))
    )
    session = open_session(house, caller, challenge_id=other.id)
    assert score(house, session, other, any_score(11)) is None

    assert submit(house, caller, challenge, session).status is SubmissionStatus.PENDING
    assert len(executions(house)) == 1
    final = house.scoring.complete(session.id, challenge.id, any_score(22), now=NOW)

    assert final is not None
    assert final.score == any_score(22)


def test_a_clip_scored_already_is_answered_at_once(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller, challenge_id=challenge.id)
    assert score(house, session, challenge, any_score(95)) is None

    submission = submit(house, caller, challenge, session)

    assert submission.status is SubmissionStatus.SCORED
    assert submission.score == any_score(95)
    assert submission.badges_awarded[0] == challenge.badge_name
    assert house.submissions.get_submission(caller, submission.id, now=NOW) == submission
    assert executions(house) == []


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


def test_a_dancer_who_has_a_new_name_is_known_by_it(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    dance(house, caller, challenge)
    renamed = caller.model_copy(update={"display_name": "Countess"})
    other = publish(house, any_challenge(start_time=NOW - timedelta(hours=20)))

    assert dance(house, renamed, other).user_profile.display_name == "Countess"
    profiles = house.dancers.profiles([caller.user_id, any_user_id()])
    assert {who: one.display_name for who, one in profiles.items()} == {
        caller.user_id: "Countess",
    }


def test_others_see_a_submission_once_it_is_scored(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)
    submission = submit(house, caller, challenge, session)
    other, admin = any_caller(), any_caller(role="admin")

    with pytest.raises(NotFoundError) as error:
        house.submissions.get_submission(other, submission.id, now=NOW)
    assert error.value.code == "SUBMISSION_NOT_FOUND"
    assert house.submissions.get_submission(admin, submission.id, now=NOW) == submission

    scored = score(house, session, challenge)
    assert house.submissions.get_submission(other, submission.id, now=NOW) == scored


@pytest.mark.parametrize("text", ["", "sub_", "nonsense", submission_id(any_user_id(), "ch_none")])
def test_what_is_no_submission_is_not_found(house: House, caller: Caller, text: str) -> None:
    with pytest.raises(NotFoundError) as error:
        house.submissions.get_submission(caller, text, now=NOW)

    assert error.value.code == "SUBMISSION_NOT_FOUND"
