"""A clip extracted in segments is the clip extracted whole, without a seam."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from local.drawn_dancer import Clip, Dance, write_clip
from pose.clip.observing import observed, seen
from pose.clip.video import sampled_frames
from pose.errors import NoPersonError, UnreadablePoseError
from pose.sequence import PoseSequence
from pose.tracker import segments
from pose.tracker.estimator import extract, extract_segment
from pose.tracker.part import restored, stored
from pose.tracker.segments import Part, join, plan, traits_of
from tests.unit.pose.any_video import any_video, evenly
from tests.unit.pose.model import MODEL_PATH

SHA = "5e" * 32
DANCE = Dance(duration_s=9.0, seed=2)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("segments") / "dancer.mp4"
    write_clip(path, DANCE, Clip(fps=15, sound=False))
    return path


@pytest.fixture(scope="module")
def parts(drawn: Path) -> list[Part]:
    return [
        extract_segment(drawn, MODEL_PATH, segment, video_sha256=SHA) for segment in _two_segments()
    ]


@pytest.fixture(scope="module")
def joined(parts: list[Part]) -> PoseSequence:
    assert join(parts[::-1]).to_bytes() == join(parts).to_bytes()
    return join(parts)


def _two_segments() -> tuple[segments.Segment, ...]:
    """Plan as for a clip of eighteen seconds, but of nine: tests are to be quick."""
    first, second = plan(18.0)
    start, own = (second.start_s - 4.5, second.own_s - 4.5)
    return first._replace(stop_s=4.5), second._replace(start_s=start, own_s=own)


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


@pytest.mark.parametrize("order", [1, 2], ids=["speed", "acceleration"])
def test_the_joint_is_as_smooth_as_the_rest(joined: PoseSequence, order: int) -> None:
    moved = np.diff(joined.image[..., :2], n=order, axis=0)
    bends = np.linalg.norm(moved, axis=2).mean(axis=1)
    times = joined.timestamps[order // 2 :][: len(bends)]
    fading = (times > 3.8) & (times < 4.6)

    assert bends[fading].max() <= np.percentile(bends[~fading], 99)
    assert bends[fading].mean() < 1.5 * bends[~fading].mean()


def test_a_segments_part_survives_storage(parts: list[Part]) -> None:
    for part in parts:
        data = stored(part)
        again = restored(data)
        assert stored(again) == data
        assert again.segment == part.segment
        assert np.array_equal(again.thumbnails.pictures, part.thumbnails.pictures)
        assert len(data) < 1_000_000


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"anything else"])
def test_other_bytes_are_no_part(data: bytes) -> None:
    with pytest.raises(UnreadablePoseError):
        restored(data)


def test_traits_of_segments_are_those_of_the_whole(drawn: Path, parts: list[Part]) -> None:
    assert traits_of(parts[::-1]).to_bytes() == observed(drawn).to_bytes()


def test_a_loop_longer_than_a_segment_is_found(tmp_path: Path, drawn: Path) -> None:
    frames = [frame.rgb for frame in sampled_frames(drawn)][: 5 * 15] * 2
    looped = tmp_path / "loop.mp4"
    height, width, _ = frames[0].shape
    any_video(
        looped,
        times_ms=evenly(10.0, 15),
        paint=lambda ms: frames[round(ms * 15 / 1000)],
        size=(width, height),
    )
    own = [segments.Segment(0, 0, 5.0), segments.Segment(3.2, 5.0, float("inf"))]
    looks = [seen(looped, between=(one.own_s, one.stop_s)) for one in own]
    parts = [Part(one, 0.0, None, look) for one, look in zip(own, looks, strict=True)]

    assert traits_of(parts).loop.distance < 0.15


def test_where_no_picture_is_shown_for_a_segment_the_others_make_the_clip(
    parts: list[Part],
) -> None:
    first, second = parts
    gap = first._replace(segment=segments.Segment(4.0, 4.2, 4.4), sequence=None)

    assert join([first, gap, second]).to_bytes() == join([first, second]).to_bytes()
    with pytest.raises(NoPersonError):
        join([gap])


def test_segments_with_a_gap_between_them_follow_each_other(parts: list[Part]) -> None:
    first, second = parts
    late = second._replace(offset_s=6.0)
    whole = join([first, late])

    assert first.sequence is not None
    assert second.sequence is not None
    assert len(whole.timestamps) == len(first.sequence.timestamps) + len(second.sequence.timestamps)
