"""The beats of a clip's own sound, stored."""

from __future__ import annotations

import pytest

from pose.errors import UnreadablePoseError
from pose.sound import beat_file
from pose.sound.beat_tracker import track_beats
from tests.unit.pose.any_audio import drum_loop


def test_beats_survive_storage() -> None:
    beats = track_beats(drum_loop(bpm=120.0))
    assert beats is not None
    data = beat_file.stored(beats)
    again = beat_file.restored(data)

    assert again is not None
    assert beat_file.stored(again) == data
    assert again.bpm == pytest.approx(120, rel=0.01)
    assert again.first_beat_s == pytest.approx(beats.first_beat_s, abs=1e-3)


def test_a_clip_without_a_beat_is_remembered_as_such() -> None:
    assert beat_file.restored(beat_file.stored(None)) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"format_version": 2}',
        b'{"format_version": 1}',
        b'{"format_version": 1, "heard": 3}',
    ],
)
def test_other_bytes_are_no_beats(data: bytes) -> None:
    with pytest.raises(UnreadablePoseError):
        beat_file.restored(data)
