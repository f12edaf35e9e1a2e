"""MediaPipe's pose landmarker, imported alone.

MediaPipe's packages import everything they have, drawing and plotting included, before the one
module needed here: 1.2 s more at each cold start, and a plotting library to install. So their
`__init__` files are skipped: the packages are entered as namespace packages. Of the module itself
only the class that results are wrapped in is replaced.
"""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from pose.clip.frame import RgbImage
from pose.errors import MissingLibraryError
from pose.landmarks import LANDMARK_COUNT
from pose.sequence import FloatArray

_SKIPPED: Final = (
    "",
    "tasks",
    "tasks/python",
    "tasks/python/components/containers",
    "tasks/python/vision",
)


def _import_alone(module: str) -> Any:  # noqa: ANN401 - shipped without types
    """Import a module of MediaPipe without running the packages above it."""
    spec = find_spec("mediapipe")
    if spec is None or not spec.submodule_search_locations:
        raise MissingLibraryError("mediapipe is not installed")
    root = Path(spec.submodule_search_locations[0])
    for folder in _SKIPPED:
        name = ".".join(("mediapipe", *Path(folder).parts))
        package = ModuleSpec(name, loader=None, is_package=True)
        package.submodule_search_locations = [str(root / folder)]
        sys.modules.setdefault(name, module_from_spec(package))
    return import_module(module)


_landmarker = _import_alone("mediapipe.tasks.python.vision.pose_landmarker")
_image = import_module("mediapipe.tasks.python.vision.core.image")
_running_mode = import_module("mediapipe.tasks.python.vision.core.vision_task_running_mode")
_options = import_module("mediapipe.tasks.python.core.base_options")


@dataclass(frozen=True, slots=True)
class Detection:
    """The one dancer found in a picture.

    Attributes
    ----------
    image
        Shape (33, 3), fractions of the picture; see `PoseSequence.image`.
    world
        Shape (33, 3), metres; see `PoseSequence.world`.
    visibility
        Shape (33,), in [0, 1].
    """

    image: FloatArray
    world: FloatArray
    visibility: FloatArray


@contextmanager
def opened_landmarker(model_path: Path) -> Iterator[Callable[[RgbImage, int], Detection | None]]:
    """Open a tracker for one video: it carries what it saw from picture to picture.

    Yields
    ------
    Callable
        Takes a picture and its time in milliseconds, later than the one before; returns the
        dancer, or None where nobody is seen.

    Raises
    ------
    MissingLibraryError
        If the system lacks a library that MediaPipe is linked to.
    FileNotFoundError
        If there is no model bundle at the path.
    """
    options = _landmarker.PoseLandmarkerOptions(
        base_options=_options.BaseOptions(model_asset_path=str(model_path.resolve(strict=True))),
        running_mode=_running_mode.VisionTaskRunningMode.VIDEO,
    )
    try:
        landmarker = _landmarker.PoseLandmarker.create_from_options(options)
    except OSError as error:
        raise MissingLibraryError(
            f"MediaPipe cannot load {error}; on Debian and Ubuntu: apt install libegl1 libgles2"
        ) from error

    def detect(rgb: RgbImage, time_ms: int) -> Detection | None:
        picture = _image.Image(image_format=_image.ImageFormat.SRGB, data=rgb)
        found: Detection | None = landmarker.detect_for_video(picture, time_ms)
        return found

    with landmarker:
        yield detect


class _Result:
    """Reads what the tracker found straight from its memory.

    The package makes an object of each landmark, at the price of one part in thirty of the network.
    """

    @staticmethod
    def from_ctypes(result: Any) -> Detection | None:  # noqa: ANN401 - shipped without types
        """Return the first dancer; what the package's class of that name would wrap."""
        if not result.pose_landmarks_count:
            return None
        image, world = _points(result.pose_landmarks[0]), _points(result.pose_world_landmarks[0])
        return Detection(
            image=image[:, :3].copy(), world=world[:, :3].copy(), visibility=image[:, 3].copy()
        )


_landmarker.PoseLandmarkerResult = _Result


def _points(found: Any) -> FloatArray:  # noqa: ANN401 - shipped without types
    """Return x, y, z and visibility, shape (33, 4)."""
    first = found.landmarks[0]
    kind = type(first)
    names = ("x", "y", "z", "visibility")
    layout = np.dtype(
        {
            "names": names,
            "formats": ["f4"] * len(names),
            "offsets": [getattr(kind, name).offset for name in names],
            "itemsize": ctypes.sizeof(kind),
        }
    )
    memory = (kind * LANDMARK_COUNT).from_address(ctypes.addressof(first))
    fields = np.frombuffer(memory, layout, count=found.landmarks_count)
    points = np.stack([fields[name] for name in names], axis=1).astype(np.float64)
    return points.reshape(LANDMARK_COUNT, len(names))
