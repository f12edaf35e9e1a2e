"""The gates between a clip's score and its rank: real handlers over a real clip's traits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from idance.domain.gate import LIKE_NONE, Verdict
from idance.domain.ids import traits_key
from idance.domain.submission_status import SubmissionStatus
from pose.clip.repetition import Repetition
from pose.clip.traits import ClipTraits
from pose.clip.traits_file import FORMAT_VERSION
from pose.gates import GATES
from tests.integration.functions.backend import Backend, forget_wiring
from tests.integration.functions.scoring.state_machine import Document, execute, run_task
from tests.integration.functions.scoring.uploads import Upload, an_upload
from tests.integration.house import MEDIA_BUCKET

LOOP = Repetition(distance=0.0, at_s=1.5)


def traits_of(document: Document) -> str:
    return traits_key(document["poseFileKey"], traits_version=FORMAT_VERSION)


def make_looped(document: Document) -> None:
    """Have the pictures say that the clip repeats itself."""
    s3, key = boto3.client("s3"), traits_of(document)
    stored = s3.get_object(Bucket=MEDIA_BUCKET, Key=key)["Body"].read()
    looped = replace(ClipTraits.from_bytes(stored), loop=LOOP)
    s3.put_object(Bucket=MEDIA_BUCKET, Key=key, Body=looped.to_bytes())


@pytest.fixture
def upload(backend: Backend) -> Upload:
    return an_upload(backend)


@pytest.fixture
def posed(upload: Upload, drawn_dancer: Path) -> Document:
    """Return the document of a submitted clip whose pose is known."""
    upload.submit()
    return upload.posed(drawn_dancer)


def finish(posed: Document) -> None:
    run_task("CompleteSubmission", run_task("ScoreSubmission", posed))


def test_an_honest_clip_passes_every_gate(upload: Upload, posed: Document) -> None:
    finish(posed)

    score = upload.submission.score
    assert score is not None
    assert [gate.name for gate in score.gates] == [*GATES, LIKE_NONE.name]
    assert {gate.verdict for gate in score.gates} == {Verdict.PASS}
    assert score.gates_version
    assert upload.submission.status is SubmissionStatus.SCORED
    assert upload.submission.reasons == ()


def test_a_looped_clip_is_held_with_its_score_and_its_reason(
    upload: Upload, posed: Document
) -> None:
    honest = run_task("ScoreSubmission", posed)["score"]["total"]
    make_looped(posed)
    finish(posed)

    held = upload.submission
    assert (held.status, held.total) == (SubmissionStatus.HELD, honest)
    [reason] = held.reasons
    assert "1.5 seconds" in reason


def test_landmarks_without_their_pictures_are_scored_all_the_same(
    upload: Upload, posed: Document
) -> None:
    boto3.client("s3").delete_object(Bucket=MEDIA_BUCKET, Key=traits_of(posed))
    finish(posed)

    assert upload.submission.status is SubmissionStatus.SCORED


def test_pictures_are_measured_even_when_only_the_landmarks_are_known(
    upload: Upload, posed: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3, key = boto3.client("s3"), traits_of(posed)
    before = s3.get_object(Bucket=MEDIA_BUCKET, Key=key)["Body"].read()
    s3.delete_object(Bucket=MEDIA_BUCKET, Key=key)
    execute(upload.document)
    assert s3.get_object(Bucket=MEDIA_BUCKET, Key=key)["Body"].read() == before

    monkeypatch.setenv("POSE_MODEL_PATH", "/nowhere")
    forget_wiring()
    assert execute(upload.document).status == "Succeed"
