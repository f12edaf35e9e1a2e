"""MediaPipe, entered through a side door: these tests fail when an upgrade moves the door."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from local.drawn_dancer import Clip, Dance, drawn_frames
from pose.errors import MissingLibraryError
from pose.tracker import landmarker
from pose.tracker.landmarker import Detection, opened_landmarker
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


def test_landmarks_are_read_from_memory_as_the_package_reads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both: list[tuple[Detection, list[list[float]], list[list[float]]]] = []
    module = landmarker._landmarker
    quick, package = module.PoseLandmarkerResult, module.landmark_lib

    class Compared:
        @staticmethod
        def from_ctypes(result: Any) -> Detection | None:  # noqa: ANN401 - shipped without types
            found: Detection | None = quick.from_ctypes(result)
            if found:
                image, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
                there = [
                    package.NormalizedLandmark.from_ctypes(image.landmarks[i]) for i in range(33)
                ]
                metres = [package.Landmark.from_ctypes(world.landmarks[i]) for i in range(33)]
                both.append(
                    (
                        found,
                        [[one.x, one.y, one.z, one.visibility] for one in there],
                        [[one.x, one.y, one.z] for one in metres],
                    )
                )
            return found

    monkeypatch.setattr(module, "PoseLandmarkerResult", Compared)
    dancer = next(drawn_frames(Dance(duration_s=1.0), Clip()))
    with opened_landmarker(MODEL_PATH) as detect:
        detect(dancer, 0)

    found, there, metres = both[0]
    assert np.array_equal(np.hstack([found.image, found.visibility[:, None]]), np.array(there))
    assert np.array_equal(found.world, np.array(metres))
