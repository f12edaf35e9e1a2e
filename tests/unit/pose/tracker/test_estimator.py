"""From pixels to landmarks, on a dancer whose joints are known because they were drawn."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from local.drawn_dancer import JOINTS, Clip, Dance, drawn_frames, true_joints, write_clip
from pose.errors import NoPersonError, TooShortError
from pose.landmarks import Landmark
from pose.sequence import PoseSequence
from pose.tracker.estimator import extract
from pose.tracker.version import POSE_VERSION
from tests.unit.pose.any_video import Image, any_video, evenly
from tests.unit.pose.model import MODEL_PATH, REAL_CLIPS

DANCE = Dance(duration_s=4.0)
CLIP = Clip(fps=15, sound=False)
SHA = "5e" * 32


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drawn") / "dancer.mp4"
    write_clip(path, DANCE, CLIP)
    return path


@pytest.fixture(scope="module")
def seen(drawn: Path) -> PoseSequence:
    return extract(drawn, model_path=MODEL_PATH, video_sha256=SHA)


def test_a_drawn_dancer_is_seen_clearly_in_every_frame(seen: PoseSequence) -> None:
    assert len(seen.timestamps) == 60
    assert np.isfinite(seen.image).all()
    assert np.isfinite(seen.world).all()
    assert np.median(seen.visibility) > 0.97


def test_joints_are_found_where_they_were_drawn(seen: PoseSequence) -> None:
    rows = [Landmark[name.upper()] for name in JOINTS]
    found = seen.image[:, rows, :2] * (CLIP.width, CLIP.height)
    truth = true_joints(DANCE, CLIP)
    places = {name: truth[:, index] for index, name in enumerate(JOINTS)}
    torso = np.linalg.norm(places["left_shoulder"] - places["left_hip"], axis=1).mean()

    error = np.linalg.norm(found - truth, axis=2).mean(axis=0) / torso

    assert error.mean() < 0.09
    assert error.max() < 0.20


def test_world_landmarks_are_in_metres_about_the_hips(seen: PoseSequence) -> None:
    hips = seen.world[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    shoulders = seen.world[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)

    assert np.abs(hips).max() < 0.01
    assert np.linalg.norm(shoulders - hips, axis=1).mean() == pytest.approx(0.49, abs=0.1)


def test_a_sequence_says_where_it_comes_from(seen: PoseSequence) -> None:
    assert (seen.width, seen.height) == (CLIP.width, CLIP.height)
    assert seen.native_fps == pytest.approx(15)
    assert seen.duration_s == pytest.approx(4.0)
    assert (seen.video_sha256, seen.pose_version) == (SHA, POSE_VERSION)


def test_the_same_clip_gives_the_same_bytes(drawn: Path, seen: PoseSequence) -> None:
    again = extract(drawn, model_path=MODEL_PATH, video_sha256=SHA)

    assert again.to_bytes() == seen.to_bytes()


def test_what_is_stored_is_what_is_returned(seen: PoseSequence) -> None:
    stored = PoseSequence.from_bytes(seen.to_bytes())

    assert np.array_equal(stored.image, seen.image)
    assert np.array_equal(stored.world, seen.world)
    assert np.array_equal(stored.visibility, seen.visibility)


def test_progress_is_told_frame_by_frame(drawn: Path) -> None:
    told: list[float] = []

    extract(drawn, model_path=MODEL_PATH, video_sha256=SHA, on_progress=told.append)

    assert len(told) == 60
    assert told == sorted(told)
    assert told[0] == 0.0
    assert 0.95 < told[-1] <= 1.0


def test_an_empty_stage_has_no_person(tmp_path: Path) -> None:
    clip = tmp_path / "black.mp4"
    any_video(clip, times_ms=evenly(3.0, 5), paint=lambda _: np.zeros((120, 160, 3), np.uint8))

    with pytest.raises(NoPersonError, match="0%"):
        extract(clip, model_path=MODEL_PATH, video_sha256=SHA)


def test_a_clip_that_cannot_be_scored_never_reaches_the_model(tmp_path: Path) -> None:
    clip = tmp_path / "short.mp4"
    any_video(clip, times_ms=evenly(1.0, 5))

    with pytest.raises(TooShortError):
        extract(clip, model_path=tmp_path / "absent.task", video_sha256=SHA)


def test_frames_before_the_dancer_enters_are_unknown(tmp_path: Path) -> None:
    clip = tmp_path / "entrance.mp4"
    frames = list(_late_entrance())
    any_video(
        clip, times_ms=evenly(4.0, 10), size=(480, 854), paint=lambda ms: frames[round(ms / 100)]
    )

    sequence = extract(clip, model_path=MODEL_PATH, video_sha256=SHA)

    absent, present = sequence.timestamps < 1.5, sequence.timestamps > 1.6
    assert np.isnan(sequence.image[absent]).all()
    assert (sequence.visibility[absent] == 0).all()
    assert np.isfinite(sequence.image[present]).all()


def _late_entrance() -> Iterator[Image]:
    """Show an empty wall for a second and a half, then the dancer."""
    for index, picture in enumerate(drawn_frames(DANCE, Clip(fps=10))):
        yield np.full_like(picture, 128) if index < 15 else picture


@pytest.mark.parametrize("name", ["balance_pose.mp4", "choreo_reference.mp4", "squats_5fps.mp4"])
def test_a_real_person_is_seen(name: str) -> None:
    clip = REAL_CLIPS / name
    if not clip.exists():
        pytest.skip("the real clips are not beside this checkout")

    sequence = extract(clip, model_path=MODEL_PATH, video_sha256=SHA)

    assert np.isfinite(sequence.image[:, 0, 0]).mean() > 0.95
    assert np.median(sequence.visibility) > 0.8
