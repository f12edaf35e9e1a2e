"""Every shape of picture can be made small, odd halves included."""

from pathlib import Path

import numpy as np
import pytest

from pose.clip.video import sampled_frames
from tests.unit.pose.any_video import any_video, evenly


@pytest.mark.parametrize("size", [(960, 1254), (464, 832), (720, 1280), (540, 720)])
def test_pictures_of_any_proportions_become_small(tmp_path: Path, size: tuple[int, int]) -> None:
    clip = tmp_path / "clip.mp4"
    width, height = size
    red = np.broadcast_to(np.array([200, 40, 40], np.uint8), (height, width, 3))
    any_video(clip, times_ms=evenly(0.4, 10), size=size, paint=lambda _: red.copy())

    pictures = [frame.rgb for frame in sampled_frames(clip)]

    assert pictures[0].shape[1] == 360
    assert pictures[0].shape[0] / 360 == pytest.approx(height / width, abs=0.01)
    assert np.allclose(np.stack(pictures).mean(axis=(0, 1, 2)), [200, 40, 40], atol=6)
