"""A clip extracted in segments is the clip extracted whole, without a seam."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from local.drawn_dancer import Clip, Dance, write_clip
from pose.sequence import PoseSequence
from pose.tracker import segments
from pose.tracker.estimator import extract
from pose.tracker.segments import extract_segment, join, plan
from tests.unit.pose.model import MODEL_PATH

SHA = "5e" * 32
DANCE = Dance(duration_s=9.0, seed=2)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("segments") / "dancer.mp4"
    write_clip(path, DANCE, Clip(fps=15, sound=False))
    return path


@pytest.fixture(scope="module")
def joined(drawn: Path) -> PoseSequence:
    parts = [
        extract_segment(drawn, MODEL_PATH, segment, video_sha256=SHA) for segment in _two_segments()
    ]
    assert join(parts[::-1]).to_bytes() == join(parts).to_bytes()
    return join(parts)


def _two_segments() -> tuple[segments.Segment, ...]:
    """Plan as for a clip of eighteen seconds, but of nine: tests are to be quick."""
    first, second = plan(18.0)
    start, fade = (second.start_s - 4.5, second.fade_s - 4.5)
    return replace(first, stop_s=4.5), replace(second, start_s=start, fade_s=fade)


def test_a_short_clip_stays_whole() -> None:
    assert len(plan(10.0)) == 1
    assert plan(10.0)[0].start_s == 0


@pytest.mark.parametrize("duration_s", [10.1, 33.3, 60.0])
def test_segments_overlap_and_reach_from_end_to_end(duration_s: float) -> None:
    parts = plan(duration_s)

    assert parts[0].start_s == 0
    assert parts[-1].stop_s > duration_s
    for before, after in pairwise(parts):
        assert after.start_s < after.fade_s < before.stop_s
        assert before.stop_s - before.start_s <= 12


def test_no_sample_is_lost_or_doubled(drawn: Path, joined: PoseSequence) -> None:
    whole = extract(drawn, model_path=MODEL_PATH, video_sha256=SHA)

    assert np.allclose(joined.timestamps, whole.timestamps, atol=1e-6)


def test_joined_landmarks_are_those_of_the_whole(drawn: Path, joined: PoseSequence) -> None:
    whole = extract(drawn, model_path=MODEL_PATH, video_sha256=SHA)
    size = np.array([480, 854])
    torso = np.linalg.norm((whole.image[:, 11, :2] - whole.image[:, 23, :2]) * size, axis=1).mean()

    apart = np.linalg.norm((joined.image - whole.image)[..., :2] * size, axis=2) / torso

    assert apart.mean() < 0.01


def test_the_joint_is_as_smooth_as_the_rest(joined: PoseSequence) -> None:
    bends = np.linalg.norm(np.diff(joined.image[..., :2], n=2, axis=0), axis=2).mean(axis=1)
    fading = (joined.timestamps[1:-1] > 3.8) & (joined.timestamps[1:-1] < 4.6)

    assert bends[fading].max() <= np.percentile(bends[~fading], 99)
    assert bends[fading].mean() < 1.5 * bends[~fading].mean()
