"""The dancer's side of a submission: what is taken, and who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.errors import NotFoundError
from idance.domain.ids import submission_id
from idance.domain.profile import Caller
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_challenge, any_score, any_user_id
from tests.integration.house import House, client
from tests.integration.idance.journey import analyse, dance, open_session, publish, score, submit


def executions(house: House) -> list[str]:
    """Return the names of all pipelines that were started."""
    found = client("stepfunctions").list_executions(stateMachineArn=house.state_machine_arn)
    return sorted(execution["name"] for execution in found["executions"])


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
