"""Clips that cannot be scored: each ends with its own code, and nothing else does."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from functions.api.responses.challenges import ChallengeResponse
from idance.domain.submission_status import SubmissionStatus
from local.demo.journey import Danced, Entry, dance
from local.executions import Executions
from local.phone import Phone, UploadRefusedError, upload
from tests.e2e.bad_clips import BAD_CLIPS
from tests.e2e.conftest import UPLOAD_TTL_S, NewClip

HUNDRED_MB = 100 * 1024 * 1024


Enter = Callable[..., Danced]


@pytest.fixture
def any_file(tmp_path: Path) -> Path:
    """Return a file that is called a video."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"any bytes")
    return path


@pytest.fixture
def enter(dancer: Phone, challenge: ChallengeResponse, any_file: Path) -> Enter:
    """Return what lets one dancer enter today's challenge with any bytes."""

    def with_bytes(content: bytes, *, submit_first: bool = False) -> Danced:
        any_file.write_bytes(content)
        return dance(Entry("Any", any_file, dancer, submit_first=submit_first), challenge.id)

    return with_bytes


@pytest.mark.parametrize("code", BAD_CLIPS)
@pytest.mark.parametrize("order", ["submit first", "upload first"])
def test_a_bad_clip_is_rejected_in_words_and_the_pipeline_does_not_fail(
    code: str, order: str, enter: Enter, executions: Executions
) -> None:
    danced = enter(BAD_CLIPS[code](), submit_first=order == "submit first")
    assert danced.code == code
    assert danced.message
    assert danced.session_id
    assert danced.score is None
    assert set(executions.ended(danced.session_id).values()) == {"SUCCEEDED"}


def test_a_dancer_may_try_again_after_a_rejection(enter: Enter, new_clip: NewClip) -> None:
    rejected = enter(BAD_CLIPS["NOT_A_VIDEO"]())
    assert rejected.submission
    assert rejected.submission.status is SubmissionStatus.FAILED
    again = enter(new_clip().read_bytes())
    assert again.submission
    assert again.submission.submission_id == rejected.submission.submission_id
    assert again.submission.status is SubmissionStatus.SCORED


def test_a_rejected_clip_leaves_nothing_on_the_board(enter: Enter) -> None:
    rejected = enter(BAD_CLIPS["NOT_A_VIDEO"]())
    assert rejected.submission
    board = rejected.entry.phone.challenge_board(rejected.submission.challenge_id)
    assert board.user_rank is None


def test_a_submission_whose_clip_never_comes_fails_when_its_time_is_up(
    challenge: ChallengeResponse, dancer: Phone, new_clip: NewClip
) -> None:
    clip = new_clip()
    grant = dancer.create_session(clip, challenge_id=challenge.id)
    submission_id = dancer.submit(challenge.id, grant.session_id).submission_id
    assert dancer.submission(submission_id).status is SubmissionStatus.PENDING
    time.sleep(UPLOAD_TTL_S)
    failed = dancer.follow(submission_id)
    assert failed.rejection
    assert failed.rejection.code == "UPLOAD_MISSING"
    again = dance(Entry("Any", clip, dancer), challenge.id)
    assert again.score is not None


def test_s3_refuses_an_empty_clip(dancer: Phone, any_file: Path) -> None:
    grant = dancer.create_session(any_file, challenge_id=None)
    with pytest.raises(UploadRefusedError, match="EntityTooSmall"):
        upload(grant.upload, b"")


def test_s3_refuses_a_clip_over_the_limit(dancer: Phone, any_file: Path) -> None:
    grant = dancer.create_session(any_file, challenge_id=None)
    with pytest.raises(UploadRefusedError, match="EntityTooLarge"):
        upload(grant.upload, bytes(HUNDRED_MB + 1))


@pytest.mark.parametrize(
    ("field", "value"), [("Content-Type", "text/html"), ("key", "videos/somewhere/else.mp4")]
)
def test_s3_refuses_a_form_that_was_tampered_with(
    field: str, value: str, dancer: Phone, any_file: Path
) -> None:
    form = dancer.create_session(any_file, challenge_id=None).upload
    tampered = form.model_copy(update={"fields": (form.fields or {}) | {field: value}})
    with pytest.raises(UploadRefusedError, match="403"):
        upload(tampered, b"any bytes")
