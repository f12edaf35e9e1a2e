"""MediaPipe's C interface, as far as one landmarker needs it.

The package's own Python is left aside: it imports forty modules for these seven functions, starts a
thread for each landmarker and hands every call to it. The layout of the structures is MediaPipe's;
a test compares each with the package's own declaration, and what is found through them with what
its own Python API finds.
"""

import ctypes
import sys
from ctypes import POINTER, c_bool, c_char_p, c_float, c_int, c_int64, c_uint32, c_void_p
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pose.errors import MissingLibraryError

SRGB: Final = 1
"""Of a picture: red, green and blue, a byte each."""
ON_PROCESSOR: Final = 1
NO_FILE: Final = -1
VIDEO: Final = 2
"""Of a landmarker: one picture after the other, the dancer followed from each to the next."""
_INVALID_ARGUMENT: Final = 3


class BaseOptions(ctypes.Structure):
    """Where the networks are, and on what they run."""

    _fields_ = (
        ("model_asset_buffer", c_char_p),
        ("model_asset_buffer_count", ctypes.c_uint),
        ("model_asset_path", c_char_p),
        ("file_descriptor", c_int),
        ("delegate", c_int),
        ("host_environment", c_int),
        ("host_system", c_int),
        ("host_version", c_char_p),
        ("ca_bundle_path", c_char_p),
        ("app_id", c_char_p),
        ("app_version", c_char_p),
    )


class PoseLandmarkerOptions(ctypes.Structure):
    """What a landmarker is opened with."""

    _fields_ = (
        ("base_options", BaseOptions),
        ("running_mode", c_int),
        ("num_poses", c_int),
        ("min_pose_detection_confidence", c_float),
        ("min_pose_presence_confidence", c_float),
        ("min_tracking_confidence", c_float),
        ("output_segmentation_masks", c_bool),
        ("result_callback", c_void_p),
    )


class Landmark(ctypes.Structure):
    """A joint, in fractions of the picture or in metres."""

    _fields_ = (
        ("x", c_float),
        ("y", c_float),
        ("z", c_float),
        ("has_visibility", c_bool),
        ("visibility", c_float),
        ("has_presence", c_bool),
        ("presence", c_float),
        ("name", c_char_p),
    )


class Landmarks(ctypes.Structure):
    """The joints of one dancer."""

    _fields_ = (("landmarks", POINTER(Landmark)), ("landmarks_count", c_uint32))


class PoseLandmarkerResult(ctypes.Structure):
    """What was found in a picture; its memory is MediaPipe's until it is closed."""

    _fields_ = (
        ("segmentation_masks", POINTER(c_void_p)),
        ("segmentation_masks_count", c_uint32),
        ("pose_landmarks", POINTER(Landmarks)),
        ("pose_landmarks_count", c_uint32),
        ("pose_world_landmarks", POINTER(Landmarks)),
        ("pose_world_landmarks_count", c_uint32),
    )


_ARGUMENTS: Final = {
    "MpPoseLandmarkerCreate": (POINTER(PoseLandmarkerOptions), POINTER(c_void_p)),
    "MpPoseLandmarkerDetectForVideo": (
        c_void_p,
        c_void_p,
        c_void_p,
        c_int64,
        POINTER(PoseLandmarkerResult),
    ),
    "MpPoseLandmarkerClose": (c_void_p,),
    "MpImageCreateFromUint8Data": (c_int, c_int, c_int, c_void_p, c_int, POINTER(c_void_p)),
}
"""Of the functions that return a status, and take where to put a message last."""
_RELEASING: Final = ("MpPoseLandmarkerCloseResult", "MpImageFree", "MpErrorFree")


@cache
def library() -> ctypes.CDLL:
    """Return MediaPipe's library, loaded once.

    Raises
    ------
    MissingLibraryError
        If it is not installed, or the system lacks a library that it is linked to.
    """
    spec = find_spec("mediapipe")
    if spec is None or not spec.submodule_search_locations:
        raise MissingLibraryError("mediapipe is not installed")
    file = "libmediapipe.dylib" if sys.platform == "darwin" else "libmediapipe.so"
    try:
        loaded = ctypes.CDLL(str(Path(spec.submodule_search_locations[0], "tasks", "c", file)))
    except OSError as error:
        raise MissingLibraryError(
            f"MediaPipe cannot load {error}; on Debian and Ubuntu: apt install libegl1 libgles2"
        ) from error
    for name, arguments in _ARGUMENTS.items():
        getattr(loaded, name).argtypes = (*arguments, POINTER(c_char_p))
    for name in _RELEASING:
        release = getattr(loaded, name)
        release.argtypes, release.restype = (c_void_p,), None
    return loaded


def call(name: str, *arguments: Any) -> None:  # noqa: ANN401 - what C takes
    """Call a function that returns a status.

    Raises
    ------
    ValueError
        If MediaPipe finds fault with an argument.
    RuntimeError
        If it fails otherwise.
    """
    message = c_char_p()
    status = getattr(library(), name)(*arguments, ctypes.byref(message))
    if status:
        text = (message.value or b"MediaPipe does not say why").decode(errors="replace")
        library().MpErrorFree(message)
        raise (ValueError if status == _INVALID_ARGUMENT else RuntimeError)(text)
