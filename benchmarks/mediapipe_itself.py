"""MediaPipe's own Python API, as its documentation uses it: what ours is compared with."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from pose.clip.frame import RgbImage
from pose.tracker.landmarker import Detection

TASKS: Final = "mediapipe.tasks.python"
_SKIPPED: Final = ("mediapipe", "mediapipe.tasks", TASKS, f"{TASKS}.vision")
"""Packages whose `__init__` asks for a plotting library, which is not installed here."""


def tasks_module(name: str) -> Any:  # noqa: ANN401 - shipped without types
    """Import a module of the package without running the packages above it."""
    spec = find_spec("mediapipe")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("mediapipe")
    above = Path(spec.submodule_search_locations[0]).parent
    for package in _SKIPPED:
        bare = ModuleSpec(package, loader=None, is_package=True)
        bare.submodule_search_locations = [str(above.joinpath(*package.split(".")))]
        sys.modules.setdefault(package, module_from_spec(bare))
    return import_module(f"{TASKS}.{name}")


@contextmanager
def opened_as_documented(model_path: Path) -> Iterator[Callable[[RgbImage, int], Detection | None]]:
    """Open a landmarker for one video; what it finds is made into arrays, as whoever scores must.

    Yields
    ------
    Callable
        As that of `opened_landmarker`.
    """
    vision, image = tasks_module("vision.pose_landmarker"), tasks_module("vision.core.image")
    mode = tasks_module("vision.core.vision_task_running_mode").VisionTaskRunningMode.VIDEO
    base = tasks_module("core.base_options").BaseOptions(model_asset_path=str(model_path))
    options = vision.PoseLandmarkerOptions(base_options=base, running_mode=mode)
    with vision.PoseLandmarker.create_from_options(options) as landmarker:

        def detect(rgb: RgbImage, time_ms: int) -> Detection | None:
            picture = image.Image(image_format=image.ImageFormat.SRGB, data=rgb)
            found = landmarker.detect_for_video(picture, time_ms)
            if not found.pose_landmarks:
                return None
            there, metres = found.pose_landmarks[0], found.pose_world_landmarks[0]
            return Detection(
                image=np.array([(one.x, one.y, one.z) for one in there]),
                world=np.array([(one.x, one.y, one.z) for one in metres]),
                visibility=np.array([one.visibility for one in there]),
            )

        yield detect
