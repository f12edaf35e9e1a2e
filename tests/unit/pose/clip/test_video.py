"""Frames of honest clips: upright, small, evenly spaced, at their true times."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

from pose.clip import sampling, video
from pose.clip.container import pictures
from pose.clip.video import probe, sampled_frames
from tests.unit.pose.any_video import Image, any_video, brightening, evenly


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return tmp_path / "clip.mp4"


def _sky_and_sand(width: int, height: int) -> Image:
    """Blue above, yellow below."""
    image = np.zeros((height, width, 3), np.uint8)
    image[: height // 2] = (20, 20, 230)
    image[height // 2 :] = (230, 230, 20)
    return image


def test_a_clip_is_described(clip: Path) -> None:
    any_video(clip, times_ms=evenly(4.0, 25), size=(320, 180))

    info = probe(clip)

    assert (info.width, info.height, info.rotation, info.codec) == (320, 180, 0, "h264")
    assert info.frame_count_estimate == 100
    assert info.duration_s == pytest.approx(4.0, abs=0.02)
    assert info.fps == pytest.approx(25, rel=0.01)


@pytest.mark.parametrize(
    ("codec", "form", "name"),
    [
        ("libx265", "mp4", "hevc"),
        ("mpeg4", "mp4", "mpeg4"),
        ("libvpx", "webm", "vp8"),
        ("libvpx-vp9", "webm", "vp9"),
        ("libsvtav1", "mp4", "av1"),
        ("libx264", "mov", "h264"),
        ("libx264", "matroska", "h264"),
    ],
)
def test_what_phones_and_browsers_record_is_read(
    clip: Path, codec: str, form: str, name: str
) -> None:
    any_video(clip, codec=codec, form=form, times_ms=evenly(3.0, 15))

    frames = list(sampled_frames(clip))

    assert probe(clip).codec == name
    assert probe(clip).duration_s == pytest.approx(3.0, abs=0.02)
    assert len(frames) == 45
    assert frames[0].rgb.mean() == pytest.approx(20, abs=6)
    assert frames[-1].rgb.mean() == pytest.approx(200, abs=6)


def test_a_ten_bit_clip_is_read(clip: Path) -> None:
    any_video(clip, codec="libx265", pix_fmt="yuv420p10le", times_ms=evenly(3.0, 5))

    assert [frame.rgb.dtype for frame in sampled_frames(clip)] == [np.uint8] * 15


@pytest.mark.parametrize(
    ("turned", "undone"), [(0, 0), (90, 90), (180, 180), (-90, 270), (270, 270)]
)
def test_a_rotation_tag_is_obeyed(clip: Path, turned: int, undone: int) -> None:
    upright = _sky_and_sand(160, 240)
    stored = np.ascontiguousarray(np.rot90(upright, k=-turned // 90))
    any_video(
        clip,
        times_ms=evenly(3.0, 5),
        size=(stored.shape[1], stored.shape[0]),
        paint=lambda _: stored,
        rotation=turned,
    )

    info = probe(clip)
    frame = next(iter(sampled_frames(clip))).rgb

    assert (info.width, info.height, info.rotation) == (160, 240, undone)
    assert frame.shape == (240, 160, 3)
    assert np.abs(frame.astype(int) - upright)[[10, 230]].max() < 30


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60, 120])
def test_sampling_is_even_at_any_camera_rate(clip: Path, fps: int) -> None:
    any_video(clip, times_ms=evenly(3.0, fps))

    times = [frame.time_s for frame in sampled_frames(clip)]

    assert len(times) in {45, 46}
    assert np.abs(np.array(times) - np.arange(len(times)) / 15).max() < 0.5 / fps + 0.015


def test_a_slow_camera_gives_every_frame_it_has(clip: Path) -> None:
    any_video(clip, times_ms=evenly(4.0, 5))

    assert [frame.time_s for frame in sampled_frames(clip)] == pytest.approx(np.arange(20) / 5)


def test_times_are_those_of_the_camera_not_a_count_of_frames(clip: Path) -> None:
    uneven = [0, 100, 133, 500, 533, 1400, 1500, 2100, 2133, 2900, 3000]
    any_video(clip, times_ms=uneven)

    seen = {round(frame.time_s * 1000): frame.rgb.mean() for frame in sampled_frames(clip)}

    assert list(seen) == uneven
    for ms, brightness in seen.items():
        assert brightness == pytest.approx(20 + ms // 300 * 20 % 200, abs=6)


def test_time_begins_with_the_first_picture(clip: Path) -> None:
    any_video(clip, form="matroska", times_ms=[ms + 700 for ms in evenly(3.0, 15)])

    assert next(iter(sampled_frames(clip))).time_s == 0.0
    assert probe(clip).duration_s == pytest.approx(3.0, abs=0.02)


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((1280, 720), (360, 640)),
        ((720, 1280), (640, 360)),
        ((160, 120), (120, 160)),
        ((854, 480), (360, 640)),
    ],
)
def test_large_frames_are_shrunk_and_small_ones_kept(
    clip: Path, size: tuple[int, int], shape: tuple[int, int]
) -> None:
    any_video(clip, times_ms=evenly(3.0, 2), size=size)

    assert next(iter(sampled_frames(clip))).rgb.shape == (*shape, 3)


def test_odd_sizes_are_read(clip: Path) -> None:
    any_video(clip, codec="libvpx-vp9", form="webm", times_ms=evenly(3.0, 5), size=(321, 241))

    frames = list(sampled_frames(clip))

    assert (probe(clip).width, probe(clip).height) == (321, 241)
    assert len(frames) == 15
    assert frames[0].rgb.mean() == pytest.approx(20, abs=6)


def test_a_browser_recording_without_a_duration_is_counted(clip: Path) -> None:
    recording = _Unseekable()
    any_video(recording, codec="libvpx", form="webm", times_ms=evenly(3.5, 10))
    clip.write_bytes(recording.getvalue())

    assert probe(clip).duration_s == pytest.approx(3.5, abs=0.02)


def test_shrinking_keeps_colours_in_place(clip: Path) -> None:
    picture = _sky_and_sand(1280, 720)
    any_video(clip, times_ms=evenly(3.0, 2), size=(1280, 720), paint=lambda _: picture)

    small = next(iter(sampled_frames(clip))).rgb.astype(int)

    assert np.abs(small[5:170] - (20, 20, 230)).max() < 30
    assert np.abs(small[190:355] - (230, 230, 20)).max() < 30


class _Unseekable(io.BytesIO):
    """A stream, as a browser writes to one: the header cannot be completed at the end."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation


@pytest.mark.parametrize(
    ("codec", "form"), [("libx264", "mp4"), ("libx265", "mov"), ("libvpx-vp9", "webm")]
)
@pytest.mark.parametrize("start_s", [0.0, 1.7, 3.0, 3.99])
def test_a_stretch_has_the_frames_of_the_whole(
    clip: Path, codec: str, form: str, start_s: float
) -> None:
    any_video(clip, times_ms=evenly(4.0, 30), codec=codec, form=form)
    whole = [one for one in sampled_frames(clip) if start_s <= one.time_s < start_s + 1]
    stretch = list(sampled_frames(clip, between=(start_s, start_s + 1)))

    assert [one.time_s for one in stretch] == [one.time_s for one in whole]
    assert all((a.rgb == b.rgb).all() for a, b in zip(stretch, whole, strict=True))


def test_a_stretch_is_decoded_from_the_key_frame_before_it(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_key_frames(clip)
    decoded: list[int] = []

    def counting(packet: "av.Packet[VideoStream]") -> list[av.VideoFrame]:
        found = pictures(packet)
        decoded.extend(one.pts or 0 for one in found)
        return found

    monkeypatch.setattr(video, "pictures", counting)
    assert len(list(sampled_frames(clip, between=(4.5, 5.5)))) == 15
    assert len(decoded) < 60


def test_a_file_that_cannot_be_sought_is_decoded_from_its_beginning(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_key_frames(clip)
    found = [one.rgb for one in sampled_frames(clip, between=(4.5, 5.5))]

    monkeypatch.setattr(sampling, "_leads", lambda *_: False)
    again = [one.rgb for one in sampled_frames(clip, between=(4.5, 5.5))]
    assert all((a == b).all() for a, b in zip(found, again, strict=True))


def test_a_stretch_beyond_the_end_is_empty(clip: Path) -> None:
    any_video(clip)
    assert list(sampled_frames(clip, between=(9.0, 12.0))) == []


def _with_key_frames(clip: Path) -> None:
    """Write six seconds with a key frame each second, and pictures made from later ones."""
    with av.open(str(clip), "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=30)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        stream.codec_context.options = {"g": "30", "bf": "2"}
        paint = brightening(160, 120)
        for index in range(180):
            frame = av.VideoFrame.from_ndarray(paint(index * 33), format="rgb24")
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
