"""More than one attempt at a challenge: the best one counts, whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.profile import Caller
from idance.domain.rejections import RejectionCode
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_challenge, any_held_score, any_score
from tests.integration.house import CORE_TABLE, House, items_of
from tests.integration.idance.journey import dance, open_session, publish, score, submit

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def challenge(house: House) -> Challenge:
    return publish(house, any_challenge(max_attempts=3))


def test_a_better_attempt_takes_the_place_of_the_best_whole(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    first = dance(house, caller, challenge, any_score(60))
    second = dance(house, caller, challenge, any_score(80, rhythm=20), now=LATER)

    assert (second.id, second.attempt, second.best) == (first.id, 2, None)
    assert second.score == any_score(80, rhythm=20)
    assert second.session_id != first.session_id
    assert house.submissions.get_submission(caller, first.id, now=LATER) == second
    assert len(list(house.entrants.scored(challenge.id))) == 1


def test_a_worse_attempt_leaves_the_best_as_it_was(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    first = dance(house, caller, challenge, any_score(80))
    before = list(house.entrants.scored(challenge.id))
    session = open_session(house, caller, now=LATER)
    submit(house, caller, challenge, session, now=LATER)
    stands = score(house, session, challenge, any_score(60), now=LATER)

    assert stands is not None
    assert (stands.session_id, stands.score) == (first.session_id, first.score)
    assert (stands.attempt, stands.status) == (2, SubmissionStatus.SCORED)
    assert list(house.entrants.scored(challenge.id)) == before


def test_while_another_attempt_is_under_way_the_best_is_on_the_board(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    first = dance(house, caller, challenge, any_score(80))
    second = submit(house, caller, challenge, open_session(house, caller))

    assert (second.status, second.attempt) == (SubmissionStatus.PENDING, 2)
    seen = house.submissions.get_submission(any_caller(), first.id, now=NOW)
    assert seen == first
    of_dancers = house.submission_store.of_dancers(challenge.id, [caller.user_id])
    assert of_dancers == {caller.user_id: first}
    assert len(list(house.entrants.scored(challenge.id))) == 1


def test_a_challenge_allows_as_many_attempts_as_it_says(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    for total in (10, 20, 30):
        dance(house, caller, challenge, any_score(total))

    with pytest.raises(ConflictError, match="NO_ATTEMPTS_LEFT"):
        submit(house, caller, challenge, open_session(house, caller))


def test_a_challenge_may_allow_any_number(house: House, caller: Caller) -> None:
    endless = publish(house, any_challenge(max_attempts=0))
    for total in (10, 30, 20, 5):
        last = dance(house, caller, endless, any_score(total))

    assert (last.total, last.attempt) == (30, 4)


def test_one_attempt_at_a_time(house: House, caller: Caller, challenge: Challenge) -> None:
    submit(house, caller, challenge, open_session(house, caller))

    with pytest.raises(ConflictError, match="ALREADY_SUBMITTED"):
        submit(house, caller, challenge, open_session(house, caller))


def test_an_attempt_in_vain_is_not_counted(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    best = dance(house, caller, challenge, any_score(50))
    for _ in range(3):
        session = open_session(house, caller)
        submit(house, caller, challenge, session)
        house.scoring.reject(session.id, RejectionCode.NO_PERSON, now=LATER)

    again = house.submissions.get_submission(caller, best.id, now=LATER)
    assert (again.score, again.attempt, again.status) == (best.score, 1, SubmissionStatus.SCORED)
    assert dance(house, caller, challenge, any_score(70), now=LATER).attempt == 2


def test_a_clip_is_one_attempt_only(house: House, caller: Caller, challenge: Challenge) -> None:
    first = dance(house, caller, challenge, any_score(50))
    session = house.sessions.get(caller, first.session_id)

    with pytest.raises(ConflictError, match="SESSION_ALREADY_SUBMITTED"):
        submit(house, caller, challenge, session)


def test_stats_gain_what_an_attempt_is_better_by(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    for total in (60, 80, 70):
        dance(house, caller, challenge, any_score(total))

    stats = house.dancers.stats(caller.user_id)
    assert stats.total_challenges_completed == 1
    assert stats.score_sum == 80
    assert stats.totals["all"].points == 120
    assert stats.total_badges == len(house.dancers.badges(caller.user_id))


def test_the_pipeline_run_again_counts_no_attempt_twice(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    dance(house, caller, challenge, any_score(60))
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    score(house, session, challenge, any_score(80), now=LATER)
    before = items_of(CORE_TABLE)
    score(house, session, challenge, any_score(80), now=LATER)

    assert items_of(CORE_TABLE) == before


def test_every_attempt_is_kept_as_it_ended(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    best = dance(house, caller, challenge, any_score(80))
    dance(house, caller, challenge, any_score(60), now=LATER)

    attempts = house.submissions.attempts(caller, best.id)
    assert [one.total for one in attempts] == [60, 80]
    with pytest.raises(NotFoundError, match="SUBMISSION_NOT_FOUND"):
        house.submissions.attempts(any_caller(), best.id)
    assert house.submissions.attempts(any_caller(role="admin"), best.id) == attempts


def test_a_held_attempt_waits_beside_the_best(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    best = dance(house, caller, challenge, any_score(60))
    held = dance(house, caller, challenge, any_held_score(95), now=LATER)

    assert (held.status, held.best) == (SubmissionStatus.HELD, best)
    refused = house.scoring.review(held.id, release=False, reviewer="an admin", now=LATER)
    assert (refused.status, refused.score) == (SubmissionStatus.SCORED, best.score)


def test_a_held_attempt_that_is_released_is_compared_with_the_best(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    dance(house, caller, challenge, any_score(60))
    held = dance(house, caller, challenge, any_held_score(95), now=LATER)
    released = house.scoring.review(held.id, release=True, reviewer="an admin", now=LATER)

    assert (released.status, released.total, released.best) == (SubmissionStatus.SCORED, 95, None)
    assert house.dancers.stats(caller.user_id).score_sum == 95


def test_a_submission_is_taken_back_while_its_result_is_to_come(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    session = open_session(house, caller)
    entered = submit(house, caller, challenge, session)
    with pytest.raises(NotFoundError, match="SUBMISSION_NOT_FOUND"):
        house.submissions.cancel(any_caller(), entered.id, now=LATER)
    cancelled = house.submissions.cancel(caller, entered.id, now=LATER)

    assert cancelled.status is SubmissionStatus.CANCELLED
    assert house.submissions.cancel(caller, entered.id, now=LATER) == cancelled
    assert score(house, session, challenge, any_score(80), now=LATER) == cancelled
    assert house.dancers.stats(caller.user_id).total_challenges_completed == 0
    assert dance(house, caller, challenge, any_score(70), now=LATER).attempt == 1


def test_taking_back_an_attempt_lets_the_best_stand_again(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    best = dance(house, caller, challenge, any_score(80))
    submit(house, caller, challenge, open_session(house, caller), now=LATER)
    after = house.submissions.cancel(caller, best.id, now=LATER)

    assert (after.status, after.score, after.attempt) == (SubmissionStatus.SCORED, best.score, 1)
    with pytest.raises(ConflictError, match="NOT_CANCELLABLE"):
        house.submissions.cancel(caller, best.id, now=LATER)


@pytest.mark.parametrize("by_admin", [False, True])
def test_what_failed_by_our_fault_is_tried_again(
    house: House, caller: Caller, challenge: Challenge, *, by_admin: bool
) -> None:
    session = open_session(house, caller)
    entered = submit(house, caller, challenge, session)
    house.scoring.begin(session.id, now=NOW)
    house.scoring.reject(session.id, RejectionCode.SCORING_FAILED, now=LATER)
    who = any_caller(role="admin") if by_admin else caller
    again = house.submissions.retry(who, entered.id, now=LATER)

    assert (again.status, again.retries, again.rejection) == (SubmissionStatus.PENDING, 1, None)
    assert house.sessions.get(caller, session.id).status is SessionStatus.UPLOADED
    assert [change.status for change in again.history] == [
        SubmissionStatus.PENDING,
        SubmissionStatus.PROCESSING,
        SubmissionStatus.FAILED,
        SubmissionStatus.PENDING,
    ]
    final = score(house, session, challenge, any_score(75), now=LATER)
    assert final is not None
    assert (final.status, final.total) == (SubmissionStatus.SCORED, 75)


def test_a_clips_own_fault_is_not_tried_again(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    session = open_session(house, caller)
    entered = submit(house, caller, challenge, session)
    house.scoring.reject(session.id, RejectionCode.NO_PERSON, now=LATER)

    with pytest.raises(ConflictError, match="NOT_RETRIABLE"):
        house.submissions.retry(caller, entered.id, now=LATER)
    with pytest.raises(NotFoundError, match="SUBMISSION_NOT_FOUND"):
        house.submissions.retry(any_caller(), entered.id, now=LATER)
