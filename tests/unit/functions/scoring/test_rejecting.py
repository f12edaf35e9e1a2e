"""Errors of our packages under the names the state machine knows."""

from __future__ import annotations

import pytest

from functions.scoring.contracts import TransientError
from functions.scoring.rejecting import faults_named, rejection_of
from idance.domain.errors import NotFoundError, UnavailableError
from idance.domain.rejections import ClipRejectedError, RejectionCode
from pose.errors import CannotScoreError, ClipError, NoPersonError, UnreadablePoseError

NOT_FOUND_IN_THE_CLIP = {
    RejectionCode.VIDEO_TOO_LARGE,
    RejectionCode.UPLOAD_MISSING,
    RejectionCode.SCORING_FAILED,
}


def test_every_error_of_a_clip_has_its_code_and_every_code_its_error() -> None:
    codes = [rejection_of(kind("any")).code for kind in ClipError.__subclasses__()]
    assert sorted(codes) == sorted(set(RejectionCode) - NOT_FOUND_IN_THE_CLIP)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (NoPersonError("somebody is seen in 3% of 9.0 s"), "NO_PERSON"),
        (CannotScoreError("it is too dark"), "CANNOT_SCORE: it is too dark"),
    ],
)
def test_a_fault_of_the_clip_is_a_rejection_with_its_reason_if_that_is_for_the_dancer(
    error: ClipError, text: str
) -> None:
    with pytest.raises(ClipRejectedError, match=rf"\A{text}\Z"), faults_named():
        raise error


def test_a_part_that_is_away_is_worth_another_try() -> None:
    with pytest.raises(TransientError, match="busy"), faults_named():
        raise UnavailableError("SERVICE_UNAVAILABLE", "The service is busy.")


@pytest.mark.parametrize(
    "error",
    [UnreadablePoseError("old"), NotFoundError("CHALLENGE_NOT_FOUND", "No."), KeyError("bug")],
)
def test_our_own_faults_keep_their_names(error: Exception) -> None:
    with pytest.raises(type(error)), faults_named():
        raise error
