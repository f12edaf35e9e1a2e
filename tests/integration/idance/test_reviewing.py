"""Submissions a gate holds, and what a reviewer makes of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.profile import Caller
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.store.images import Versioned
from tests.builders import NOW, any_caller, any_held_score, any_score
from tests.integration.house import CORE_TABLE, OPERATIONS_TABLE, House, items_of
from tests.integration.idance.journey import dance, open_session, score, submit

LATER = NOW + timedelta(hours=3)
REVIEWER = "an admin"


@pytest.fixture
def held(house: House, caller: Caller, challenge: Challenge) -> Submission:
    return dance(house, caller, challenge, any_held_score(95))


def review(house: House, held: Submission, *, release: bool) -> Submission:
    return house.scoring.review(held.id, release=release, reviewer=REVIEWER, now=LATER)


def test_a_held_submission_has_its_score_and_counts_for_nothing(
    house: House, caller: Caller, challenge: Challenge, held: Submission
) -> None:
    assert held.status is SubmissionStatus.HELD
    assert held.score == any_held_score(95)
    assert held.reasons
    assert held.badges_awarded == ()
    assert house.submissions.get_submission(caller, held.id, now=LATER) == held
    assert list(house.entrants.scored(challenge.id)) == []
    assert house.feed.reader.entries_of(Versioned(held, 1)) == ()
    assert house.dancers.stats(caller.user_id).version == 0
    assert house.dancers.badges(caller.user_id) == ()


def test_a_held_submission_is_the_dancers_only_one_and_nobody_elses_business(
    house: House, caller: Caller, challenge: Challenge, held: Submission
) -> None:
    with pytest.raises(ConflictError, match="ALREADY_SUBMITTED"):
        submit(house, caller, challenge, open_session(house, caller))
    with pytest.raises(NotFoundError, match="SUBMISSION_NOT_FOUND"):
        house.submissions.get_submission(any_caller(), held.id, now=LATER)


def test_a_clip_held_before_it_is_submitted_is_held_then(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    session = open_session(house, caller, challenge_id=challenge.id)
    score(house, session, challenge, any_held_score(95))

    assert submit(house, caller, challenge, session).status is SubmissionStatus.HELD


def test_a_released_submission_counts_like_one_that_was_never_held(
    house: House, caller: Caller, challenge: Challenge, held: Submission
) -> None:
    other = any_caller()
    free = dance(house, other, challenge, any_score(95))
    final = review(house, held, release=True)

    assert (final.status, final.processed_at) == (SubmissionStatus.SCORED, LATER)
    assert final.badges_awarded == free.badges_awarded
    assert house.submissions.get_submission(caller, held.id, now=LATER) == final
    packed = challenge_board(challenge).pack(95, held.submitted_at)
    assert (caller.user_id, packed) in set(house.entrants.scored(challenge.id))
    assert house.feed.reader.entries_of(Versioned(final, 1))[0].at == held.submitted_at
    mine, theirs = (house.dancers.stats(one.user_id) for one in (caller, other))
    assert mine.totals == theirs.totals
    assert mine.current_streak == theirs.current_streak == 1


def test_a_refused_submission_is_hidden_for_good(
    house: House, caller: Caller, challenge: Challenge, held: Submission
) -> None:
    final = review(house, held, release=False)

    assert final.status is SubmissionStatus.HIDDEN
    assert house.submissions.get_submission(caller, held.id, now=LATER) == final
    assert list(house.entrants.scored(challenge.id)) == []
    assert house.dancers.stats(caller.user_id).version == 0
    with pytest.raises(ConflictError, match="ALREADY_SUBMITTED"):
        submit(house, caller, challenge, open_session(house, caller))


@pytest.mark.parametrize("release", [True, False])
def test_the_same_review_twice_changes_nothing_and_the_other_one_is_refused(
    house: House, held: Submission, *, release: bool
) -> None:
    final = review(house, held, release=release)
    before = items_of(CORE_TABLE, OPERATIONS_TABLE)

    assert review(house, held, release=release) == final
    with pytest.raises(ConflictError, match="ALREADY_REVIEWED"):
        review(house, held, release=not release)
    assert items_of(CORE_TABLE, OPERATIONS_TABLE) == before


def test_the_pipeline_run_again_does_not_undo_a_review(
    house: House, caller: Caller, challenge: Challenge, held: Submission
) -> None:
    final = review(house, held, release=False)
    session = house.sessions.get(caller, held.session_id)

    assert score(house, session, challenge, any_score(95), now=LATER) == final


def test_what_is_not_held_is_not_reviewed(
    house: House, caller: Caller, challenge: Challenge
) -> None:
    scored = dance(house, caller, challenge)

    with pytest.raises(ConflictError, match="NOT_HELD"):
        review(house, scored, release=False)
    with pytest.raises(NotFoundError, match="SUBMISSION_NOT_FOUND"):
        house.scoring.review("sub_0", release=True, reviewer=REVIEWER, now=NOW)
