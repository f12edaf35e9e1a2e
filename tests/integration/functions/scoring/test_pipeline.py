"""From a clip in S3 to a score: real pixels, real handlers, the real state machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import boto3
import pytest

from functions.scoring import probe_video
from functions.scoring.contracts import ProbedClip, UploadedClip
from functions.scoring.wiring import Services
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from idance.store.analyses import AnalysisStore
from local.drawn_dancer import Clip, Dance, write_clip
from pose.sequence import PoseSequence
from pose.tracker.version import POSE_VERSION
from tests.integration.functions.backend import Backend, forget_wiring
from tests.integration.functions.scoring.state_machine import (
    STATES,
    Execution,
    execute,
    run_task,
    selected,
)
from tests.integration.functions.scoring.uploads import Upload, an_upload
from tests.integration.house import MEDIA_BUCKET, items_of

SCORED = (
    "ProbeVideo",
    "ExtractSegments",
    "JoinPose",
    "ChallengeKnown",
    "ScoreSubmission",
    "CompleteSubmission",
    "SubmissionScored",
)
AWAITING = ("ProbeVideo", "ExtractSegments", "JoinPose", "ChallengeKnown", "AwaitSubmission")


def poses() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=MEDIA_BUCKET, Prefix="poses/")
    keys = [pose["Key"] for pose in found.get("Contents", [])]
    return [key for key in keys if key.endswith(".npz")]


def assert_scored(upload: Upload, execution: Execution) -> None:
    assert (execution.status, execution.path) == ("Succeed", SCORED)
    submission = upload.submission
    assert submission.status is SubmissionStatus.SCORED
    assert submission.score is not None
    assert 0 < submission.score.total <= 100
    assert execution.document["score"]["total"] == submission.score.total


def test_a_submitted_clip_is_scored_when_it_arrives(backend: Backend, drawn_dancer: Path) -> None:
    upload = an_upload(backend)
    assert upload.submit().status is SubmissionStatus.PENDING
    execution = upload.process(drawn_dancer)

    assert_scored(upload, execution)
    score = upload.submission.score
    assert score is not None
    assert score.seconds == pytest.approx(4.0, abs=0.1)
    assert score.frames == 60
    assert sum(score.breakdown.values()) == pytest.approx(score.total, abs=1e-9)
    assert score.feedback
    assert upload.session.status is SessionStatus.SCORED


def test_everything_behind_the_score_is_kept_for_whoever_asks(
    backend: Backend, drawn_dancer: Path
) -> None:
    upload = an_upload(backend, announced=True)
    upload.process(drawn_dancer)
    score = upload.session.score
    assert score is not None
    kept = AnalysisStore(backend.house.media).get(
        session_id=upload.session.id, challenge_id=upload.challenge_id
    )
    assert kept.feedback == score.feedback
    assert [metric.name for metric in kept.metrics] == [metric.name for metric in score.metrics]
    assert [metric.score for metric in kept.metrics] == [metric.score for metric in score.metrics]
    assert all(metric.remark and metric.advice for metric in kept.metrics)
    assert {"balance", "smoothness"} <= {one.name for one in kept.metrics if one.stretches}


def test_the_document_stays_small_and_holds_no_landmarks(
    backend: Backend,
    drawn_dancer: Path,
) -> None:
    execution = an_upload(backend, announced=True).process(drawn_dancer)
    assert len(json.dumps(execution.document)) < 4_000
    [key] = poses()
    assert execution.document["poseFileKey"] == key
    assert key == f"poses/{POSE_VERSION}/{key[8:10]}/{execution.document['videoSha256']}.npz"
    stored = boto3.client("s3").get_object(Bucket=MEDIA_BUCKET, Key=key)["Body"].read()
    assert len(PoseSequence.from_bytes(stored).timestamps) == 60


def test_an_announced_clip_is_scored_before_it_is_submitted(
    backend: Backend,
    drawn_dancer: Path,
) -> None:
    upload = an_upload(backend, announced=True)
    assert upload.process(drawn_dancer).path == SCORED
    submission = upload.submit()
    assert submission.status is SubmissionStatus.SCORED
    assert submission.score == upload.session.score


def test_a_clip_nobody_asked_for_waits_and_is_extracted_once(
    backend: Backend,
    drawn_dancer: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload = an_upload(backend)
    assert upload.process(drawn_dancer).path == AWAITING
    assert upload.session.status is SessionStatus.ANALYSED

    assert upload.submit().status is SubmissionStatus.PENDING
    started = boto3.client("stepfunctions").list_executions(
        stateMachineArn=backend.house.state_machine_arn,
    )["executions"]
    assert len(started) == 1

    monkeypatch.setenv("POSE_MODEL_PATH", "/nowhere")
    forget_wiring()
    assert_scored(upload, execute(upload.document))
    assert len(poses()) == 1


def test_the_same_bytes_of_another_dancer_are_not_extracted_again(
    backend: Backend,
    drawn_dancer: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = an_upload(backend, announced=True)
    first.process(drawn_dancer)
    monkeypatch.setenv("POSE_MODEL_PATH", "/nowhere")
    forget_wiring()
    second = an_upload(backend, announced=True)
    assert second.process(drawn_dancer).path == SCORED
    assert second.session.score == first.session.score


def test_a_second_run_changes_nothing(backend: Backend, drawn_dancer: Path) -> None:
    upload = an_upload(backend)
    upload.submit()
    upload.process(drawn_dancer)
    before = items_of("core", "operations")

    assert_scored(upload, execute(upload.document))
    assert items_of("core", "operations") == before


def test_every_state_may_run_twice_in_a_row(backend: Backend, drawn_dancer: Path) -> None:
    upload = an_upload(backend)
    upload.submit()
    upload.put(drawn_dancer)
    document = run_task("ProbeVideo", upload.document)
    assert document == run_task("ProbeVideo", upload.document)
    for item in document["segments"]:
        segment = selected(STATES["ExtractSegments"]["ItemSelector"], document, item)
        assert run_task("ExtractSegment", segment) == run_task("ExtractSegment", segment) == {}
    for state in ("JoinPose", "ScoreSubmission", "CompleteSubmission"):
        once, twice = run_task(state, document), run_task(state, document)
        assert once == twice
        document = twice
    assert upload.submission.status is SubmissionStatus.SCORED
    assert backend.house.dancers.stats(upload.caller.user_id).total_challenges_completed == 1


def test_a_clip_replaced_while_it_is_looked_at_is_probed_again(
    backend: Backend,
    drawn_dancer: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload = an_upload(backend, announced=True)
    upload.put(drawn_dancer)
    longer = tmp_path / "longer.mp4"
    longer.write_bytes(drawn_dancer.read_bytes() + bytes(8))
    probe = probe_video._probed

    def slow_probe(clip: UploadedClip, using: Services) -> ProbedClip:
        probed = probe(clip, using)
        upload.put(longer)
        return probed

    monkeypatch.setattr(probe_video, "_probed", slow_probe)
    execution = execute(upload.document)

    assert execution.path[:4] == ("ProbeVideo", "ExtractSegments", "ProbeVideo", "ExtractSegments")
    assert execution.path[-1] == "SubmissionScored"
    digest = hashlib.sha256(longer.read_bytes()).hexdigest()
    assert digest in execution.document["poseFileKey"]


def test_a_long_clip_is_extracted_in_segments_that_are_the_clip(
    backend: Backend, tmp_path: Path
) -> None:
    clip = tmp_path / "long.mp4"
    write_clip(clip, Dance(duration_s=12.0, seed=2), Clip(fps=15, sound=False))
    upload = an_upload(backend, announced=True)
    execution = upload.process(clip)

    assert execution.document["segments"] == [0, 1]
    assert upload.session.status is SessionStatus.SCORED
    stored = upload.session.score
    assert stored is not None
    assert (stored.frames, stored.seconds) == (180, 12.0)
