"""Takes: other bytes, the same film."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.takes import take
from pose.clip.video import probe, sampled_frames
from tests.unit.pose.any_video import any_video


def test_a_take_is_the_same_film_in_another_file(tmp_path: Path) -> None:
    clip, other = tmp_path / "clip.mp4", tmp_path / "take.mp4"
    any_video(clip)
    other.write_bytes(take(clip.read_bytes(), name="sess_1"))

    assert other.read_bytes() != clip.read_bytes()
    assert probe(other) == probe(clip)
    pictures = zip(sampled_frames(clip), sampled_frames(other), strict=True)
    assert all((one.rgb == same.rgb).all() for one, same in pictures)


@pytest.mark.parametrize("content", [b"", b"I am not a video.", bytes(64)])
def test_what_has_no_boxes_stays_as_it_is(content: bytes) -> None:
    assert take(content, name="sess_1") == content
