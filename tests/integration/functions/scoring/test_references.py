"""A demo video's way through the pipeline, and dancers who are compared with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from functions.scoring import wiring
from idance.domain.reference import ReferenceStatus
from idance.domain.rejections import RejectionCode
from local.drawn_dancer import Dance, Move, write_clip
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.dances import FILM, danced, score_of, shown, todays
from tests.integration.functions.scoring.state_machine import execute
from tests.integration.house import CHALLENGES_TABLE, MEDIA_BUCKET, items_of

pytestmark = pytest.mark.usefixtures("backend")
ROUTINE = (Move.WAVE, Move.POINT, Move.KNEES, Move.LUNGE)
SHOWN = Dance(duration_s=8.0, routine=ROUTINE, seed=3)
KEPT = (
    "ProbeVideo",
    "ExtractSegments",
    "JoinPose",
    "ChallengeKnown",
    "KeepReference",
    "ReferenceKept",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo video of eight seconds, with the beat to be heard."""
    path = tmp_path_factory.mktemp("demo") / "demo.mp4"
    write_clip(path, SHOWN, FILM)
    return path


def test_a_demo_video_becomes_a_choreography_without_a_submission(demo: Path) -> None:
    reference, execution = shown(demo)
    assert (execution.status, execution.path) == ("Succeed", KEPT)
    assert reference.status is ReferenceStatus.READY
    assert reference.choreography is not None
    assert reference.choreography.seconds == pytest.approx(8.0, abs=0.1)
    assert reference.choreography.bpm == pytest.approx(120.0, abs=2)
    assert items_of("core", "operations") == {}


def test_a_second_look_at_a_demo_video_changes_nothing(demo: Path) -> None:
    reference, _ = shown(demo)
    before = items_of("challenges")
    assert execute({"bucket": MEDIA_BUCKET, "key": reference.video_file_key}).path == KEPT
    assert items_of("challenges") == before


def test_a_video_that_nobody_announced_is_known_by_its_key(demo: Path) -> None:
    key = "challenges/demo_123.mp4"
    boto3.client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=demo.read_bytes())
    assert execute({"bucket": MEDIA_BUCKET, "key": key}).path == KEPT
    assert wiring.services().references.get("123").status is ReferenceStatus.READY


@pytest.mark.parametrize(
    ("video", "code"),
    [(b"not a video at all", RejectionCode.NOT_A_VIDEO), (b"", RejectionCode.EMPTY_FILE)],
)
def test_what_is_no_video_is_no_reference(video: bytes, code: RejectionCode) -> None:
    reference, execution = shown(video)
    assert execution.path[-1] == "ClipRejected"
    assert reference.status is ReferenceStatus.REJECTED
    assert reference.rejection is code


def test_a_demo_in_which_nothing_is_danced_is_no_reference(tmp_path: Path) -> None:
    path = tmp_path / "still.mp4"
    write_clip(path, Dance(duration_s=4.0, energy=0.0), replace(FILM, fps=15, sound=False))
    reference, execution = shown(path)
    assert execution.path[-1] == "ClipRejected"
    assert reference.rejection is RejectionCode.CANNOT_SCORE
    assert "nothing is danced" in str(reference.rejection_reason)


def test_who_dances_the_choreography_beats_who_dances_another(
    backend: Backend, demo: Path, tmp_path: Path
) -> None:
    reference, _ = shown(demo)
    todays(backend, "accuracy", demo_video_file_key=reference.video_file_key)
    right, half, wrong = (
        danced(backend, replace(SHOWN, seed=seed, wrong_share=share), tmp_path / f"{seed}.mp4")
        for seed, share in ((11, 0.0), (12, 0.5), (13, 1.0))
    )
    accuracy = [score_of("accuracy", one) for one in (right, half, wrong)]
    assert accuracy[0] > 70
    assert accuracy[0] > accuracy[1] + 30
    assert accuracy[1] > accuracy[2]
    assert right.total > half.total > wrong.total


def test_a_combo_is_looked_for_in_the_demo_video(
    backend: Backend, demo: Path, tmp_path: Path
) -> None:
    reference, _ = shown(demo)
    todays(backend, "combo", demo_video_file_key=reference.video_file_key, target_bpm=120)
    right = danced(backend, replace(SHOWN, seed=21), tmp_path / "right.mp4")
    other = (Move.TWIST, Move.GRASS, Move.FOLD, Move.STEP_TOUCH)
    wrong = danced(backend, replace(SHOWN, seed=22, routine=other), tmp_path / "wrong.mp4")
    combo = [score_of("combo", one) for one in (right, wrong)]
    assert combo[0] > 80
    assert combo[1] < 40


def test_a_challenge_that_lost_its_reference_says_so(
    backend: Backend, demo: Path, tmp_path: Path
) -> None:
    reference, _ = shown(demo)
    todays(backend, "accuracy", demo_video_file_key=reference.video_file_key)
    boto3.client("dynamodb").delete_item(
        TableName=CHALLENGES_TABLE,
        Key={"PK": {"S": f"REF#{reference.id}"}, "SK": {"S": "DEF"}},
    )
    failed = danced(backend, replace(SHOWN, duration_s=4.0), tmp_path / "any.mp4")
    assert failed.rejection is RejectionCode.CANNOT_SCORE
    assert "no reference choreography" in str(failed.rejection_reason)
