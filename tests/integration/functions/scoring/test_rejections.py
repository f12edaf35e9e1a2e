"""Clips that cannot be scored: each its own code, nothing half done, no retry, no alarm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from functions.scoring.contracts import ClipReplacedError, TransientError
from idance.domain.rejections import ClipRejectedError
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import (
    STATES,
    Execution,
    execute,
    run_task,
    selected,
    tasks,
)
from tests.integration.functions.scoring.uploads import Upload, an_upload
from tests.integration.house import MEDIA_BUCKET
from tests.unit.pose.any_video import any_song, any_video, evenly


def a_text(path: Path) -> None:
    path.write_text("I am not a video, only named like one.\n" * 40)


def nothing(path: Path) -> None:
    path.touch()


def cut_off(path: Path) -> None:
    any_video(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_song(path: Path) -> None:
    any_song(path)


def nobody(path: Path) -> None:
    any_video(path, times_ms=evenly(4.0, 15))


def too_short(path: Path) -> None:
    any_video(path, times_ms=evenly(2.0, 30))


def too_long(path: Path) -> None:
    any_video(path, times_ms=evenly(62.0, 5))


def too_small(path: Path) -> None:
    any_video(path, size=(64, 48))


def another_codec(path: Path) -> None:
    any_video(path, codec="mjpeg", pix_fmt="yuvj420p")


BAD_CLIPS: list[tuple[Callable[[Path], None], str]] = [
    (a_text, "NOT_A_VIDEO"),
    (nothing, "EMPTY_FILE"),
    (cut_off, "VIDEO_TRUNCATED"),
    (a_song, "NO_VIDEO_STREAM"),
    (nobody, "NO_PERSON"),
    (too_short, "VIDEO_TOO_SHORT"),
    (too_long, "VIDEO_TOO_LONG"),
    (too_small, "UNSUPPORTED_RESOLUTION"),
    (another_codec, "UNSUPPORTED_CODEC"),
]


def assert_rejected(upload: Upload, execution: Execution, code: str) -> None:
    assert execution.status == "Succeed"
    assert execution.path[-3:] == ("FailSubmission", "WhoseFault", "ClipRejected")
    assert upload.session.rejection == code
    submission = upload.submission
    assert (submission.status, submission.rejection) == (SubmissionStatus.FAILED, code)
    assert submission.score is None


@pytest.mark.parametrize(("make", "code"), BAD_CLIPS)
def test_a_bad_clip_is_rejected_by_its_code_and_the_dancer_tries_again(
    backend: Backend,
    tmp_path: Path,
    make: Callable[[Path], None],
    code: str,
) -> None:
    clip = tmp_path / "clip.mp4"
    make(clip)
    upload = an_upload(backend)
    upload.submit()

    assert_rejected(upload, upload.process(clip), code)
    assert upload.session.status is SessionStatus.REJECTED
    again = an_upload(backend, caller=upload.caller)
    assert again.submit().status is SubmissionStatus.PENDING


def test_a_rejection_comes_before_the_submit_as_well(backend: Backend) -> None:
    upload = an_upload(backend, announced=True)
    execution = upload.process(b"")
    assert execution.path[-1] == "ClipRejected"
    assert upload.session.rejection == "EMPTY_FILE"


def test_a_rejected_session_stays_rejected_whatever_is_uploaded_next(
    backend: Backend,
    drawn_dancer: Path,
) -> None:
    upload = an_upload(backend)
    upload.submit()
    upload.process(b"")
    execution = upload.process(drawn_dancer)
    assert_rejected(upload, execution, "EMPTY_FILE")
    assert upload.session.status is SessionStatus.REJECTED


def test_a_clip_that_has_gone_is_missing(backend: Backend) -> None:
    upload = an_upload(backend)
    upload.submit()
    execution = execute(upload.document)
    assert execution.path[-1] == "ClipRejected"
    assert upload.session.rejection == "UPLOAD_MISSING"


def test_a_clip_that_goes_while_it_is_looked_at_is_missing(
    backend: Backend,
    drawn_dancer: Path,
) -> None:
    upload = an_upload(backend)
    upload.put(drawn_dancer)
    document = run_task("ProbeVideo", upload.document)
    boto3.client("s3").delete_object(Bucket=MEDIA_BUCKET, Key=document["key"])
    item = selected(STATES["ExtractSegments"]["ItemSelector"], document, 0)
    with pytest.raises(ClipRejectedError, match="UPLOAD_MISSING"):
        run_task("ExtractSegment", item)


@pytest.mark.parametrize(
    "key",
    [
        "videos/aa/2026-11-21/00000000-0000-5000-8000-000000000000/sess_" + "0" * 32 + ".mp4",
        "videos/strange.mp4",
        "elsewhere/entirely",
    ],
)
@pytest.mark.usefixtures("backend")
def test_an_object_that_belongs_to_no_session_ends_quietly(key: str) -> None:
    boto3.client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"anything")
    execution = execute({"bucket": MEDIA_BUCKET, "key": key})
    assert execution.path == ("ProbeVideo", "FailSubmission", "WhoseFault", "ClipRejected")


def test_our_own_fault_fails_the_execution_and_lets_the_dancer_try_again(
    backend: Backend,
    drawn_dancer: Path,
) -> None:
    upload = an_upload(backend)
    upload.submit()
    upload.put(drawn_dancer)
    document = run_task("ProbeVideo", upload.document)
    caught = {"error": {"Error": "States.Timeout", "Cause": "300 s"}}
    run_task("FailSubmission", document | caught)

    assert upload.session.status is SessionStatus.FAILED
    assert upload.submission.rejection == "SCORING_FAILED"
    again = an_upload(backend, caller=upload.caller)
    assert again.submit().status is SubmissionStatus.PENDING


def test_a_system_fault_is_what_the_alarm_counts(backend: Backend, drawn_dancer: Path) -> None:
    upload = an_upload(backend, announced=True)
    upload.put(drawn_dancer)
    boto3.client("dynamodb").delete_table(TableName="challenges")
    execution = execute(upload.document)
    assert execution.status == "Fail"
    assert execution.path[-3:] == ("FailSubmission", "WhoseFault", "ScoringFailed")
    assert upload.session.status is SessionStatus.FAILED


def test_a_score_survives_a_late_failure(backend: Backend, drawn_dancer: Path) -> None:
    upload = an_upload(backend)
    upload.submit()
    document = upload.process(drawn_dancer).document
    caught = {"error": {"Error": "States.Timeout", "Cause": ""}}
    run_task("FailSubmission", document | caught)
    assert upload.submission.status is SubmissionStatus.SCORED
    assert upload.session.status is SessionStatus.SCORED


def test_the_state_machine_knows_our_errors_by_their_names() -> None:
    assert tasks()
    for state in tasks().values():
        [retry] = state["Retry"]
        ours = {name for name in retry["ErrorEquals"] if not name.startswith("Lambda.")}
        assert ours <= {TransientError.__name__, ClipReplacedError.__name__}
    [replaced, _] = STATES["ExtractSegments"]["Catch"]
    assert replaced["ErrorEquals"] == [ClipReplacedError.__name__]
    [rule] = STATES["WhoseFault"]["Choices"]
    assert rule["StringEquals"] == ClipRejectedError.__name__
