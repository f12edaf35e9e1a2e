"""Files that are not what they claim: each is refused by its own name, before it costs anything."""

import contextlib
import io
import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from pose import errors
from pose.clip.video import probe, sampled_frames
from tests.unit.pose.any_video import any_song, any_video, evenly


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return tmp_path / "clip.mp4"


def test_nothing_at_all_is_refused(clip: Path) -> None:
    clip.touch()

    with pytest.raises(errors.EmptyFileError):
        probe(clip)


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_refused(clip: Path, seed: int) -> None:
    clip.write_bytes(np.random.default_rng(seed).bytes(5000))

    with pytest.raises(errors.ClipError):
        probe(clip)


@pytest.mark.parametrize(
    "text",
    [b"x", b"Dear judges, here is my dance.\n" * 100, b"<html></html>" * 99, b"%PDF-1.7\n", b"PK"],
)
def test_text_is_not_a_video(clip: Path, text: bytes) -> None:
    clip.write_bytes(text)

    with pytest.raises(errors.NotAVideoError):
        probe(clip)


@pytest.mark.parametrize(
    "text",
    ["#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n", "ffconcat version 1.0\nfile {}\n"],
)
def test_a_playlist_opens_no_other_file(tmp_path: Path, clip: Path, text: str) -> None:
    any_video(tmp_path / "secret.mp4")
    clip.write_text(text.format(tmp_path / "secret.mp4"))

    with pytest.raises(errors.NotAVideoError):
        probe(clip)


@pytest.mark.parametrize(
    ("codec", "form"), [("aac", "mp4"), ("libmp3lame", "mp3"), ("pcm_s16le", "wav")]
)
def test_a_song_holds_no_pictures(clip: Path, codec: str, form: str) -> None:
    any_song(clip, codec=codec, form=form)

    with pytest.raises(errors.NoVideoStreamError):
        probe(clip)


@pytest.mark.parametrize(
    "options", [{}, {"movflags": "faststart"}], ids=["index last", "index first"]
)
def test_a_broken_off_upload_is_recognised(clip: Path, options: dict[str, str]) -> None:
    noise = np.random.default_rng(0)
    any_video(
        clip, paint=lambda _: noise.integers(0, 255, (120, 160, 3), np.uint8), options=options
    )
    os.truncate(clip, clip.stat().st_size * 6 // 10)

    with pytest.raises(errors.TruncatedVideoError):
        probe(clip)


def test_a_webm_that_breaks_off_is_recognised(clip: Path) -> None:
    noise = np.random.default_rng(0)
    any_video(
        clip,
        codec="libvpx",
        form="webm",
        times_ms=evenly(6.0, 10),
        paint=lambda _: noise.integers(0, 255, (120, 160, 3), np.uint8),
    )
    os.truncate(clip, clip.stat().st_size * 7 // 10)

    with pytest.raises(errors.TruncatedVideoError):
        probe(clip)


def test_damaged_pictures_are_counted_while_decoding(clip: Path) -> None:
    noise = np.random.default_rng(0)
    any_video(
        clip,
        paint=lambda _: noise.integers(0, 255, (120, 160, 3), np.uint8),
        options={"movflags": "faststart"},
    )
    content = bytearray(clip.read_bytes())
    damaged = slice(len(content) // 2, len(content) * 9 // 10)
    content[damaged] = bytes(len(content[damaged]))
    clip.write_bytes(content)

    with pytest.raises(errors.TruncatedVideoError):
        list(sampled_frames(clip))


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".webp"])
def test_a_photo_under_another_name_is_refused(tmp_path: Path, clip: Path, suffix: str) -> None:
    photo = tmp_path / f"photo{suffix}"
    cv2.imwrite(str(photo), np.full((480, 360, 3), 128, np.uint8))
    photo.rename(clip)

    with pytest.raises(errors.UnsupportedCodecError):
        probe(clip)


@pytest.mark.parametrize(
    ("codec", "form", "pix_fmt"),
    [
        ("gif", "gif", "rgb8"),
        ("mjpeg", "mp4", "yuvj420p"),
        ("libx264", "avi", "yuv420p"),
        ("libx264", "mpegts", "yuv420p"),
    ],
)
def test_other_codecs_and_containers_are_refused(
    clip: Path, codec: str, form: str, pix_fmt: str
) -> None:
    any_video(clip, codec=codec, form=form, pix_fmt=pix_fmt)

    with pytest.raises(errors.UnsupportedCodecError):
        probe(clip)


@pytest.mark.parametrize("size", [(16, 16), (118, 640), (4098, 128), (128, 4098)])
def test_absurd_sizes_are_refused(clip: Path, size: tuple[int, int]) -> None:
    any_video(clip, times_ms=[0, 1000, 2000, 3000], size=size)

    with pytest.raises(errors.UnsupportedResolutionError):
        probe(clip)


def test_an_absurd_frame_rate_is_refused(clip: Path) -> None:
    any_video(clip, times_ms=list(range(0, 3200, 3)))

    with pytest.raises(errors.UnsupportedResolutionError, match="frames a second"):
        probe(clip)


@pytest.mark.parametrize(("seconds", "fps"), [(0.1, 30), (2.9, 30), (2.5, 2)])
def test_a_moment_is_too_short(clip: Path, seconds: float, fps: int) -> None:
    any_video(clip, times_ms=evenly(seconds, fps))

    with pytest.raises(errors.TooShortError):
        probe(clip)


def test_a_single_picture_is_too_short(clip: Path) -> None:
    any_video(clip, times_ms=[0])

    with pytest.raises(errors.TooShortError):
        probe(clip)


@pytest.mark.parametrize("seconds", [61, 600])
def test_more_than_a_minute_is_too_long(clip: Path, seconds: int) -> None:
    any_video(clip, times_ms=evenly(seconds, 1))

    with pytest.raises(errors.TooLongError):
        probe(clip)


def test_a_minute_is_not_too_long(clip: Path) -> None:
    any_video(clip, times_ms=evenly(60, 1))

    assert probe(clip).duration_s == pytest.approx(60)


def test_a_length_that_nobody_announced_is_counted(clip: Path) -> None:
    with io.BytesIO() as live:
        any_video(live, codec="libvpx", form="webm", times_ms=evenly(90, 1), options={"live": "1"})
        clip.write_bytes(live.getvalue())

    with pytest.raises(errors.TooLongError):
        probe(clip)
    with pytest.raises(errors.TooLongError):
        list(sampled_frames(clip))


@pytest.mark.parametrize("seed", range(30))
def test_a_mutilated_clip_is_read_or_refused_but_never_crashes(clip: Path, seed: int) -> None:
    chance = np.random.default_rng(seed)
    any_video(clip, times_ms=evenly(3.0, 5), options={"movflags": "faststart"})
    content = np.frombuffer(clip.read_bytes(), np.uint8).copy()
    content[chance.integers(len(content), size=20)] = chance.integers(256, size=20)
    clip.write_bytes(content.tobytes())

    with contextlib.suppress(errors.ClipError):
        probe(clip)
        assert all(frame.rgb.shape == (120, 160, 3) for frame in sampled_frames(clip))
