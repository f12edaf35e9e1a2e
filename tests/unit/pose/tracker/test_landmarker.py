"""MediaPipe, entered through a side door: these tests fail when an upgrade moves the door."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pose.errors import MissingLibraryError
from pose.tracker import landmarker
from pose.tracker.landmarker import opened_landmarker
from tests.unit.pose.model import MODEL_PATH

NEVER_NEEDED = (
    "matplotlib",
    "mediapipe.tasks.python.vision.drawing_utils",
    "mediapipe.tasks.python.text",
)


def test_only_the_pose_landmarker_is_imported() -> None:
    program = "import sys, pose.tracker.landmarker; print('\\n'.join(sys.modules))"

    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours

    loaded = set(done.stdout.split())
    assert "mediapipe.tasks.python.vision.pose_landmarker" in loaded
    assert loaded.isdisjoint(NEVER_NEEDED)


def test_a_wall_is_nobody() -> None:
    with opened_landmarker(MODEL_PATH) as detect:
        assert detect(np.full((360, 240, 3), 128, np.uint8), 0) is None


def test_time_may_not_stand_still() -> None:
    wall = np.full((360, 240, 3), 128, np.uint8)

    with opened_landmarker(MODEL_PATH) as detect:
        detect(wall, 40)
        with pytest.raises(ValueError, match="monotonically"):
            detect(wall, 40)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError, match=r"absent\.task"),
        opened_landmarker(tmp_path / "absent.task"),
    ):
        pass


def test_a_missing_system_library_is_named_with_its_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_egl(_: object) -> None:
        raise OSError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(landmarker._landmarker.PoseLandmarker, "create_from_options", without_egl)

    with (
        pytest.raises(MissingLibraryError, match=r"libEGL.*libegl1 libgles2"),
        opened_landmarker(MODEL_PATH),
    ):
        pass


def test_a_machine_without_mediapipe_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landmarker, "find_spec", lambda _: None)

    with pytest.raises(MissingLibraryError, match="mediapipe"):
        landmarker._import_alone("mediapipe.tasks")
