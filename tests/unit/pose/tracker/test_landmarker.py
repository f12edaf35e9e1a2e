"""MediaPipe through its C interface: these tests fail when an upgrade changes what is behind it."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from benchmarks.mediapipe_itself import opened_as_documented, tasks_module
from local.drawn_dancer import Clip, Dance, drawn_frames
from pose.errors import MissingLibraryError
from pose.tracker import c_interface
from pose.tracker.landmarker import opened_landmarker
from tests.unit.pose.model import MODEL_PATH

NOT_NEEDED_TO_START: Final = (
    "cv2.typing",
    "json",
    "matplotlib",
    "mediapipe",
    "multiprocessing",
    "scipy",
    "zipfile",
)
STRUCTURES: Final = {
    c_interface.BaseOptions: ("core.base_options_c", "MpBaseOptionsC"),
    c_interface.PoseLandmarkerOptions: ("vision.pose_landmarker", "MpPoseLandmarkerOptionsC"),
    c_interface.PoseLandmarkerResult: ("vision.pose_landmarker", "MpPoseLandmarkerResultC"),
    c_interface.Landmarks: ("components.containers.landmark_c", "MpNormalizedLandmarksC"),
    c_interface.Landmark: ("components.containers.landmark_c", "MpNormalizedLandmarkC"),
}


@pytest.fixture
def nothing_loaded() -> Iterator[None]:
    c_interface.library.cache_clear()
    yield
    c_interface.library.cache_clear()


def test_ready_to_extract_is_little_more_than_numpy_pyav_and_opencv() -> None:
    program = "import sys, pose.tracker.estimator, pose.clip.traits; print(*sys.modules)"

    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours

    loaded = set(done.stdout.split())
    assert {"numpy", "av", "pose.tracker.c_interface"} <= loaded
    assert loaded.isdisjoint(NOT_NEEDED_TO_START)


@pytest.mark.parametrize("ours", STRUCTURES, ids=lambda kind: kind.__name__)
def test_structures_lie_in_memory_as_the_package_declares_them(
    ours: type[ctypes.Structure],
) -> None:
    module, name = STRUCTURES[ours]
    theirs = getattr(tasks_module(module), name)

    assert ctypes.sizeof(ours) == ctypes.sizeof(theirs)
    assert _places(ours) == _places(theirs)


def _places(kind: Any) -> dict[str, tuple[int, int]]:  # noqa: ANN401 - of a class without types
    fields = [(field[0], getattr(kind, field[0])) for field in kind._fields_]
    return {name: (place.offset, place.size) for name, place in fields}


def test_landmarks_are_those_of_the_packages_own_api() -> None:
    pictures = list(drawn_frames(Dance(duration_s=1.0), Clip()))[:6]

    with opened_landmarker(MODEL_PATH) as detect, opened_as_documented(MODEL_PATH) as documented:
        for index, picture in enumerate(pictures):
            found, theirs = detect(picture, index * 40), documented(picture, index * 40)
            assert found is not None
            assert theirs is not None
            for ours, other in zip(found, theirs, strict=True):
                assert np.array_equal(ours, other)


def test_a_picture_need_not_lie_in_one_piece() -> None:
    picture = next(drawn_frames(Dance(duration_s=1.0), Clip()))
    turned = np.rot90(np.ascontiguousarray(np.rot90(picture)), k=-1)

    with opened_landmarker(MODEL_PATH) as one, opened_landmarker(MODEL_PATH) as other:
        whole, strided = one(picture, 0), other(turned, 0)

    assert whole is not None
    assert strided is not None
    assert np.array_equal(whole.image, strided.image)


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


@pytest.mark.usefixtures("nothing_loaded")
def test_a_missing_system_library_is_named_with_its_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_egl(_: object) -> None:
        raise OSError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", without_egl)

    with (
        pytest.raises(MissingLibraryError, match=r"libEGL.*libegl1 libgles2"),
        opened_landmarker(MODEL_PATH),
    ):
        pass


@pytest.mark.usefixtures("nothing_loaded")
def test_a_machine_without_mediapipe_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(c_interface, "find_spec", lambda _: None)

    with (
        pytest.raises(MissingLibraryError, match="mediapipe"),
        opened_landmarker(MODEL_PATH),
    ):
        pass


def test_a_model_that_is_none_is_told_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.task"
    broken.write_bytes(b"no model")

    with pytest.raises((ValueError, RuntimeError), match="zip"), opened_landmarker(broken):
        pass
