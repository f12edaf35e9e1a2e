"""The very same clip, entered twice."""

from __future__ import annotations

from datetime import timedelta

from idance.domain.challenge import Challenge
from idance.domain.gate import ENTERED_BEFORE
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_challenge, any_score
from tests.integration.house import House
from tests.integration.idance.journey import dance, open_session, publish, score, submit

LATER = NOW + timedelta(minutes=3)


def score_of(sha256: str) -> Score:
    return any_score(80).model_copy(update={"video_sha256": sha256 * 32})


def test_another_dancers_clip_is_held_and_the_first_one_stands(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    first = dance(house, caller, challenge, score_of("ab"))
    thief = any_caller()
    second = dance(house, thief, challenge, score_of("ab"), now=LATER)

    assert first.status is SubmissionStatus.SCORED
    assert second.status is SubmissionStatus.HELD
    assert second.reasons == (ENTERED_BEFORE.reason,)
    assert second.total == first.total
    assert house.dancers.stats(thief.user_id).version == 0


def test_ones_own_clip_is_held_in_another_challenge(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    other = publish(house, any_challenge(start_time=NOW - timedelta(hours=20)))
    dance(house, caller, challenge, score_of("ab"))

    assert dance(house, caller, other, score_of("ab")).reasons == (ENTERED_BEFORE.reason,)
    assert house.dancers.stats(caller.user_id).total_challenges_completed == 1


def test_different_clips_are_none_of_each_others_business(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    dance(house, caller, challenge, score_of("ab"))

    final = dance(house, any_caller(), challenge, score_of("cd"))
    assert final.status is SubmissionStatus.SCORED


def test_a_clip_scored_but_never_entered_takes_nothing_from_anybody(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    practice = open_session(house, any_caller(), challenge_id=challenge.id)
    score(house, practice, challenge, score_of("ab"))

    final = dance(house, caller, challenge, score_of("ab"))
    assert final.status is SubmissionStatus.SCORED


def test_a_clip_that_failed_by_our_fault_may_be_entered_again(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    failed = open_session(house, caller)
    submit(house, caller, challenge, failed)
    house.scoring.reject(failed.id, RejectionCode.SCORING_FAILED, now=NOW)

    final = dance(house, caller, challenge, score_of("ab"), now=LATER)
    assert final.status is SubmissionStatus.SCORED


def test_the_pipeline_run_again_does_not_hold_a_clip_for_itself(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    first = dance(house, caller, challenge, score_of("ab"))
    session = house.sessions.get(caller, first.session_id)

    assert score(house, session, challenge, score_of("ab"), now=LATER) == first


def test_a_reviewer_may_let_a_second_entry_pass(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    dance(house, any_caller(), challenge, score_of("ab"))
    held = dance(house, caller, challenge, score_of("ab"))

    final = house.scoring.review(held.id, release=True, reviewer="Ada", now=LATER)
    assert final.status is SubmissionStatus.SCORED
    assert house.dancers.stats(caller.user_id).total_challenges_completed == 1
