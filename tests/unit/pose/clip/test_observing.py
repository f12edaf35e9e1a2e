"""A clip's pictures, looked at by themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pose.clip.observing import observed
from pose.clip.traits import ClipTraits
from tests.unit.pose.any_video import Image, any_video, evenly


def passing(index: int) -> Image:
    """Return a white square on its way across a grey picture."""
    picture = np.full((120, 160, 3), 90, dtype=np.uint8)
    at = 2 * (index % 60)
    picture[40:80, at : at + 30] = 255
    return picture


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return tmp_path / "clip.mp4"


def test_pictures_are_seen_at_the_rate_of_the_clip_up_to_30_a_second(clip: Path) -> None:
    any_video(clip, times_ms=evenly(3.0, 24), paint=passing)
    assert observed(clip).rate == pytest.approx(24, rel=0.02)

    any_video(clip, times_ms=evenly(3.0, 60), paint=passing)
    assert observed(clip).rate == pytest.approx(30, rel=0.02)


def test_what_moves_is_told_from_what_stands_still(clip: Path) -> None:
    any_video(clip, paint=passing)
    moving = observed(clip)
    any_video(clip, paint=lambda _: passing(0))
    still = observed(clip)

    assert still.change < 0.5 < moving.change


def test_the_same_bytes_are_seen_the_same_way(clip: Path) -> None:
    any_video(clip, paint=passing)
    stored = observed(clip).to_bytes()

    assert observed(clip).to_bytes() == stored
    assert ClipTraits.from_bytes(stored).to_bytes() == stored
