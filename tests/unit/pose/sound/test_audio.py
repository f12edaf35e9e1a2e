"""The sound of a clip lies under its pictures to the millisecond, and never breaks anything."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from pose.errors import ClipError, NotAVideoError, NoVideoStreamError
from pose.sound.audio import LONGEST, soundtrack
from tests.unit.pose.any_audio import RATE, drum_loop, white_noise
from tests.unit.pose.any_sound import Audio, any_clip_with_sound
from tests.unit.pose.any_video import any_song, any_video, evenly

CLICKS_S: Final = (0.5, 1.0, 1.75, 2.5)
MILLISECOND: Final = 0.001


def clicks() -> Audio:
    sound = np.zeros(3 * RATE, np.float32)
    for time in CLICKS_S:
        first = round(time * RATE)
        sound[first : first + 200] = np.sin(np.arange(200) * 0.6) * np.exp(-np.arange(200) / 60)
    return sound


def heard_at(sound: Audio) -> list[float]:
    """Return when each click begins, s."""
    loud = np.flatnonzero(np.abs(sound) > 0.15)
    return [float(loud[0]) / RATE, *(loud[1:][np.diff(loud) > RATE / 10] / RATE)]


@pytest.mark.parametrize(
    ("codec", "form"),
    [("aac", "mp4"), ("aac", "mov"), ("aac", "matroska"), ("libmp3lame", "mp4"),
     ("libopus", "webm"), ("flac", "mp4"), ("pcm_s16le", "mov")],
)  # fmt: skip
def test_a_click_is_heard_when_it_was_recorded_whatever_the_encoders_delay(
    tmp_path: Path, codec: str, form: str
) -> None:
    sound = soundtrack(any_clip_with_sound(tmp_path / "clip", clicks(), codec=codec, form=form))

    assert sound is not None
    assert heard_at(sound) == pytest.approx(CLICKS_S, abs=MILLISECOND)


@pytest.mark.parametrize(("picture_late_s", "sound_late_s"), [(0.3, 0.0), (0.0, 0.25), (0.4, 0.1)])
def test_time_zero_is_the_first_picture_wherever_the_sound_begins(
    tmp_path: Path, picture_late_s: float, sound_late_s: float
) -> None:
    clip = any_clip_with_sound(
        tmp_path / "clip.mp4", clicks(), picture_late_s=picture_late_s, sound_late_s=sound_late_s
    )

    sound = soundtrack(clip)

    assert sound is not None
    later = sound_late_s - picture_late_s
    assert heard_at(sound) == pytest.approx([t + later for t in CLICKS_S], abs=MILLISECOND)


def test_a_clip_that_cannot_be_heard_has_no_soundtrack(tmp_path: Path) -> None:
    any_video(tmp_path / "mute.mp4", times_ms=evenly(3.0, 10))
    silent = any_clip_with_sound(tmp_path / "silent.mp4", np.zeros(3 * RATE, np.float32))

    assert soundtrack(tmp_path / "mute.mp4") is None
    assert soundtrack(silent) is None


def test_what_is_no_clip_is_refused_like_everywhere_else(tmp_path: Path) -> None:
    (tmp_path / "prose.mp4").write_text("not a film " * 99)
    any_song(tmp_path / "song.mp4")

    with pytest.raises(NotAVideoError):
        soundtrack(tmp_path / "prose.mp4")
    with pytest.raises(NoVideoStreamError):
        soundtrack(tmp_path / "song.mp4")


def test_a_file_that_breaks_off_is_heard_as_far_as_it_goes(tmp_path: Path) -> None:
    clip = any_clip_with_sound(
        tmp_path / "clip.webm", drum_loop(seconds=6.0), codec="libopus", form="webm"
    )
    whole = soundtrack(clip)
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    half = soundtrack(clip)

    assert whole is not None
    assert half is not None
    assert 0.2 * len(whole) < len(half) < 0.8 * len(whole)


def test_damage_in_the_middle_leaves_the_end_where_it_was(tmp_path: Path) -> None:
    clip = any_clip_with_sound(tmp_path / "clip.mp4", clicks())
    content = bytearray(clip.read_bytes())
    media = content.index(b"mdat") + 4
    middle = media + (content.index(b"moov") - media) // 2
    content[middle - 400 : middle + 400] = np.random.default_rng(0).bytes(800)
    clip.write_bytes(content)

    sound = soundtrack(clip)

    assert sound is not None
    assert heard_at(sound)[-1] == pytest.approx(CLICKS_S[-1], abs=MILLISECOND)


@pytest.mark.parametrize(("codec", "form"), [("aac", "mp4"), ("libopus", "webm")])
def test_no_damage_raises_anything_but_our_own_errors(
    tmp_path: Path, codec: str, form: str
) -> None:
    clip = any_clip_with_sound(tmp_path / "clip", clicks(), codec=codec, form=form)
    content, rng = clip.read_bytes(), np.random.default_rng(0)
    for _ in range(60):
        damaged = bytearray(content)
        for place in rng.integers(0, len(damaged), 20):
            damaged[place] = rng.integers(256)
        clip.write_bytes(damaged)
        with suppress(ClipError):
            sound = soundtrack(clip)
            assert sound is None or (len(sound) <= LONGEST and np.abs(sound).max() <= 1)


def test_sound_that_goes_on_for_longer_than_any_clip_is_cut(tmp_path: Path) -> None:
    minute = np.tile(white_noise(2.0), 35)
    clip = any_clip_with_sound(
        tmp_path / "clip.mov", minute, codec="pcm_s16le", form="mov", picture_s=3.0
    )

    sound = soundtrack(clip)

    assert sound is not None
    assert len(sound) == LONGEST
