"""The pipeline's side: what comes of a clip, in whatever order and however often it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.errors import NotFoundError
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from idance.store import core
from tests.builders import NOW, any_caller, any_challenge, any_score, any_session, any_submission
from tests.integration.house import CORE_TABLE, OPERATIONS_TABLE, House, items_of
from tests.integration.idance.journey import (
    POSE_KEY,
    analyse,
    dance,
    open_session,
    publish,
    score,
    submit,
)

LATER = NOW + timedelta(minutes=3)


def test_the_pipeline_moves_session_and_submission_on(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller)
    submission = submit(house, caller, challenge, session)

    begun = house.scoring.begin(session.id, now=LATER)
    seen = house.submissions.get_submission(caller, submission.id, now=LATER)
    analysed = house.scoring.pose_extracted(session.id, pose_file_key=POSE_KEY, now=LATER)
    final = house.scoring.complete(session.id, challenge.id, any_score(87.25), now=LATER)

    assert begun.status is SessionStatus.UPLOADED
    assert seen.status is SubmissionStatus.PROCESSING
    assert analysed.status is SessionStatus.ANALYSED
    assert analysed.pose_data_file_key == POSE_KEY
    assert final is not None
    assert (final.status, final.processed_at) == (SubmissionStatus.SCORED, LATER)
    assert final.score == any_score(87.25)
    assert house.sessions.get(caller, session.id).score_for(challenge.id) == any_score(87.25)
    assert house.submissions.get_submission(caller, submission.id, now=LATER) == final


def test_a_clip_without_a_submission_keeps_its_score_for_later(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    session = open_session(house, caller, challenge_id=challenge.id)

    assert score(house, session, challenge, any_score(70)) is None
    assert house.sessions.get(caller, session.id).score_for(challenge.id) == any_score(70)
    assert items_of(CORE_TABLE) == {}


def test_a_clip_for_no_challenge_ends_analysed(house: House, caller: Caller) -> None:
    session = open_session(house, caller)

    assert analyse(house, session).status is SessionStatus.ANALYSED
    assert house.sessions.get(caller, session.id).score is None


def test_an_unknown_session_has_no_pipeline(house: House) -> None:
    with pytest.raises(NotFoundError) as refused:
        house.scoring.begin(any_session().id, now=NOW)

    assert refused.value.code == "SESSION_NOT_FOUND"


def test_the_whole_pipeline_run_twice_changes_nothing(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    first = dance(house, caller, challenge, any_score(95))
    before = items_of(CORE_TABLE, OPERATIONS_TABLE)
    session = house.sessions.get(caller, first.session_id)

    assert score(house, session, challenge, any_score(12), now=LATER) == first
    house.scoring.reject(session.id, RejectionCode.SCORING_FAILED, now=LATER)

    assert items_of(CORE_TABLE, OPERATIONS_TABLE) == before


def test_what_is_counted_of_a_scored_submission(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    final = dance(house, caller, challenge, any_score(95))
    stats = house.dancers.stats(caller.user_id)

    assert stats.total_challenges_completed == 1
    assert stats.average_score == 95
    assert stats.total_badges == len(final.badges_awarded) == 6
    assert stats.totals["all"].points == final.points_earned


def test_two_challenges_count_twice_and_share_no_badge(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    other = publish(house, any_challenge(start_time=NOW - timedelta(hours=20), badge_name="Own"))
    first = dance(house, caller, challenge, any_score(95))
    second = dance(house, caller, other, any_score(95))
    stats = house.dancers.stats(caller.user_id)

    assert stats.total_challenges_completed == 2
    assert second.badges_awarded == ("Own",)
    assert stats.total_badges == len(first.badges_awarded) + 1


def test_only_scored_submissions_are_listed_by_challenge_the_best_of_a_shard_last(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    submit(house, caller, challenge, open_session(house, caller))
    assert list(house.entrants.scored(challenge.id)) == []

    other = any_caller()
    final = dance(house, other, challenge, any_score(64.5))

    packed = challenge_board(challenge).pack(64.5, final.submitted_at)
    assert list(house.entrants.scored(challenge.id)) == [(other.user_id, packed)]
    item = items_of(CORE_TABLE)[CORE_TABLE, f"U#{other.user_id}", f"SUB#{challenge.id}"]
    shard = core.shard_of(other.user_id)
    assert item["GSI1PK"]["S"] == f"CH#{challenge.id}#{shard}"
    assert item["GSI1SK"]["S"] == f"{packed:016d}"
    assert 0 <= shard < core.SHARDS


def test_a_score_for_a_challenge_the_clip_no_longer_serves_is_not_kept(
    house: House,
    caller: Caller,
    challenge: Challenge,
) -> None:
    other = publish(house, any_challenge(start_time=NOW - timedelta(hours=20)))
    session = open_session(house, caller, challenge_id=other.id)
    analyse(house, session)
    submission = submit(house, caller, challenge, session)

    late = house.scoring.complete(session.id, other.id, any_score(), now=LATER)

    assert late == submission
    assert house.sessions.get(caller, session.id).score is None


def test_settling_without_a_score_changes_nothing(house: House, challenge: Challenge) -> None:
    submission = any_submission(challenge_id=challenge.id)

    assert house.scoring.settle(any_session(), submission) is submission
