"""How a submission moves on, what it is worth, and what its dancer is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.gate import Gate, Review, Verdict
from idance.domain.profile import Caller
from idance.domain.rejections import ClipRejectedError, RejectionCode, message_for
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_score, any_scored, any_submission

HOLD = Gate(name="looped", verdict=Verdict.HOLD, reason="It is shown twice.")
MULTIPLY = Gate(name="still", verdict=Verdict.MULTIPLY, factor=0.5, reason="You hardly move.")
RELEASE = Review(release=True, reviewer="Ada", at=NOW + timedelta(hours=1))
REFUSAL = Review(release=False, reviewer="Ada", at=NOW + timedelta(hours=1))


@pytest.mark.parametrize("status", SubmissionStatus)
def test_a_submission_is_open_until_it_has_an_outcome(status: SubmissionStatus) -> None:
    waits = status in {SubmissionStatus.PENDING, SubmissionStatus.PROCESSING}

    assert any_submission(status=status).is_open == waits


@pytest.mark.parametrize("status", SubmissionStatus)
def test_only_a_pending_submission_begins_to_be_processed(status: SubmissionStatus) -> None:
    before = any_submission(status=status)
    after = before.processing(at=NOW)

    assert (after is before) == (status is not SubmissionStatus.PENDING)
    assert after is before or after.status is SubmissionStatus.PROCESSING


def test_an_outcome_has_its_moment_and_its_reason() -> None:
    scored = any_submission().scored(any_score(81), at=NOW)
    failed = any_submission().failed(RejectionCode.NO_PERSON, at=NOW)

    assert (scored.status, scored.processed_at) == (SubmissionStatus.SCORED, NOW)
    assert (failed.status, failed.processed_at) == (SubmissionStatus.FAILED, NOW)
    assert scored.score == any_score(81)
    assert failed.rejection is RejectionCode.NO_PERSON


def test_a_submission_survives_its_json() -> None:
    submission = any_scored(caption="My best attempt!", tags=("freestyle", "morning"))

    assert (
        Submission.model_validate_json(submission.model_dump_json(exclude_none=True)) == submission
    )


def test_a_scores_breakdown_has_the_points_of_each_metric() -> None:
    assert any_score(80).breakdown == {
        "balance": 20.0,
        "rhythm": 24.0,
        "smoothness": 20.0,
        "creativity": 16.0,
    }


def test_a_challenge_worth_150_pays_130_and_a_half_for_87() -> None:
    assert any_scored(87, challenge_points=150).points_earned == 130.5
    assert any_submission().points_earned == 0


@given(st.integers(0, 100_00), st.integers(1, 1000))
def test_points_are_exact_hundredths(hundredths: int, worth: int) -> None:
    points = any_scored(hundredths / 100, challenge_points=worth).points_earned

    assert points == round(points * 100) / 100
    assert abs(points - hundredths * worth / 10_000) <= 0.005 + 1e-9


@pytest.mark.parametrize("code", RejectionCode)
def test_every_rejection_has_a_sentence_of_its_own(code: RejectionCode) -> None:
    others = {message_for(other) for other in RejectionCode if other is not code}

    assert message_for(code).endswith(".")
    assert message_for(code) not in others


@pytest.mark.parametrize("reason", [None, "too dark: switch on the light"])
def test_a_rejection_travels_by_its_code_and_reason(reason: str | None) -> None:
    error = ClipRejectedError.from_text(str(ClipRejectedError(RejectionCode.NO_PERSON, reason)))

    assert (error.code, error.reason) == (RejectionCode.NO_PERSON, reason)


@pytest.mark.parametrize("text", ["", "NO_SUCH_CODE", "NO_PERSON and more"])
def test_what_is_no_rejection_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="RejectionCode"):
        ClipRejectedError.from_text(text)


def test_a_reason_found_in_the_clip_is_told() -> None:
    told = message_for(RejectionCode.CANNOT_SCORE, "your legs can hardly be seen")

    assert told == "We could not score this clip fairly: your legs can hardly be seen."


def test_a_held_score_waits_for_its_review() -> None:
    held = any_submission().scored(any_score(81).judged(HOLD, MULTIPLY), at=NOW)

    assert held.status is SubmissionStatus.HELD
    assert not held.is_open
    assert not held.is_released
    assert held.reasons == (HOLD.reason, MULTIPLY.reason)


def test_a_released_submission_stays_held_until_it_is_ranked() -> None:
    held = any_submission().scored(any_score(81).judged(HOLD, MULTIPLY), at=NOW)
    passed = held.reviewed(RELEASE)

    assert (passed.status, passed.is_released) == (SubmissionStatus.HELD, True)
    final = passed.released()
    assert (final.status, final.is_released) == (SubmissionStatus.SCORED, False)
    assert final.processed_at == RELEASE.at
    assert final.reasons == (MULTIPLY.reason,)


def test_a_refused_submission_is_hidden_and_says_why() -> None:
    hidden = any_submission().scored(any_score(81).judged(HOLD), at=NOW).reviewed(REFUSAL)

    assert (hidden.status, hidden.review) == (SubmissionStatus.HIDDEN, REFUSAL)
    assert hidden.reasons == (HOLD.reason,)


def test_the_first_review_stands() -> None:
    held = any_submission().scored(any_score(81).judged(HOLD), at=NOW)

    for first, second in ((RELEASE, REFUSAL), (REFUSAL, RELEASE)):
        decided = held.reviewed(first)
        assert decided.reviewed(second) is decided


@pytest.mark.parametrize("status", set(SubmissionStatus) - {SubmissionStatus.HELD})
def test_only_a_held_submission_is_reviewed(status: SubmissionStatus) -> None:
    submission = any_submission(status=status)

    assert submission.reviewed(RELEASE) is submission


@pytest.mark.parametrize(("role", "is_admin"), [("user", False), ("admin", True)])
def test_an_admin_is_known_by_the_role(role: str, *, is_admin: bool) -> None:
    caller: Caller = any_caller(role=role)

    assert caller.is_admin == is_admin
