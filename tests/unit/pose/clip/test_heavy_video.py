"""What phones record at their largest, fastest and oddest, and what strangers make of it.

One test for each kind of file that was seen to break a decoder, or to cost a fortune: it is read at
a bounded price, or refused before it is decoded. `test_hostile_video` has the files that lie.
"""

import resource
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

from pose import errors
from pose.clip.video import VideoInfo, probe, sampled_frames
from pose.errors import NoPersonError
from pose.tracker.estimator import extract
from tests.unit.pose.any_video import Image, any_video, evenly
from tests.unit.pose.model import MODEL_PATH

MEGABYTE = 2**20


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return tmp_path / "clip.mp4"


def peak() -> float:
    """Return the most memory that this process ever held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def read(path: Path) -> tuple[VideoInfo, list[Image]]:
    return probe(path), [frame.rgb for frame in sampled_frames(path)]


@pytest.mark.parametrize(
    ("codec", "pix_fmt", "size", "fps"),
    [
        ("libx265", "yuv420p", (3840, 2160), 2),
        ("libx265", "yuv420p10le", (3840, 2160), 2),
        ("libx264", "yuv420p", (2160, 3840), 2),
        ("libx264", "yuvj420p", (1920, 1080), 5),
        ("libx264", "yuv422p", (640, 360), 5),
        ("libsvtav1", "yuv420p", (640, 360), 5),
        ("libx264", "yuv420p", (426, 240), 120),
    ],
)
def test_the_largest_and_fastest_phones_are_read(
    clip: Path, codec: str, pix_fmt: str, size: tuple[int, int], fps: int
) -> None:
    any_video(clip, codec=codec, pix_fmt=pix_fmt, size=size, times_ms=evenly(3.0, fps))

    info, frames = read(clip)

    assert (info.width, info.height) == size
    assert info.fps == pytest.approx(fps, rel=0.02)
    assert len(frames) in {3 * fps, 45, 46}
    assert {min(frame.shape[:2]) for frame in frames} == {min(360, *size)}
    assert frames[-1].mean() > frames[0].mean() + 100


def test_a_clip_of_4k_at_60_pictures_a_second_costs_bounded_memory(clip: Path) -> None:
    any_video(clip, codec="libx265", size=(3840, 2160), times_ms=[*evenly(1.0, 60), 3000])
    before = peak()

    for frame in sampled_frames(clip, rate_hz=30.0):
        assert frame.luma.shape == (180, 320)

    assert peak() - before < 600 * MEGABYTE


def test_eight_thousand_pixels_square_are_refused_before_they_are_decoded(clip: Path) -> None:
    any_video(clip, codec="mpeg4", size=(8000, 8000), times_ms=[0, 1500, 3000], paint=_square)
    before = peak()

    with pytest.raises(errors.UnsupportedResolutionError, match="8000x8000"):
        probe(clip)
    with pytest.raises(errors.UnsupportedResolutionError):
        list(sampled_frames(clip))

    assert peak() - before < 50 * MEGABYTE


def _square(_: int) -> Image:
    return np.zeros((8000, 8000, 3), np.uint8)


def test_ten_minutes_of_tiny_pictures_are_refused(clip: Path) -> None:
    any_video(clip, size=(16, 16), times_ms=evenly(600, 5))
    assert clip.stat().st_size < MEGABYTE

    with pytest.raises(errors.ClipError) as refused:
        probe(clip)

    assert refused.value.code in {"UNSUPPORTED_RESOLUTION", "VIDEO_TOO_LONG"}


def test_pictures_at_equal_times_are_looked_at_once(clip: Path) -> None:
    _doubled(clip)

    times = [frame.time_s for frame in sampled_frames(clip)]

    assert np.all(np.diff(times) > 0)
    assert len(times) == 30
    with pytest.raises(NoPersonError):
        extract(clip, model_path=MODEL_PATH, video_sha256="0" * 64)


def _doubled(path: Path) -> None:
    """Write three seconds of pictures, each but the first at the same time as another."""
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("mpeg4", rate=10)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        packets = []
        for index in range(30):
            frame = av.VideoFrame.from_ndarray(
                np.full((120, 160, 3), 3 * index, np.uint8), format="rgb24"
            )
            frame.pts, frame.time_base = index, Fraction(1, 10)
            packets += stream.encode(frame)
        packets += stream.encode(None)
        for packet in packets:
            container.mux(packet)
            again = av.Packet(bytes(packet))
            again.stream, again.time_base = stream, packet.time_base
            again.pts = again.dts = packet.pts
            container.mux(again)


def test_black_pictures_show_nobody_and_are_searched_at_no_cost(clip: Path) -> None:
    any_video(clip, times_ms=evenly(6.0, 30), paint=lambda _: np.zeros((120, 160, 3), np.uint8))

    with pytest.raises(NoPersonError, match="0%"):
        extract(clip, model_path=MODEL_PATH, video_sha256="0" * 64)
