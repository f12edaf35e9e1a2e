"""MediaPipe's pose landmarker, through its C interface.

Of the package only the native library is loaded. Its Python would import everything it has, drawing
and plotting included, at each cold start, and make an object of each landmark.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import byref, c_void_p
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from pose.clip.frame import RgbImage
from pose.landmarks import LANDMARK_COUNT
from pose.sequence import FloatArray
from pose.tracker import c_interface as c

_SURE: Final = 0.5
"""Confidence of finding and of following somebody, as MediaPipe sets it."""
_NUMBERS: Final = ("x", "y", "z", "visibility")
_LAYOUT: Final = np.dtype(
    {
        "names": _NUMBERS,
        "formats": ["f4"] * len(_NUMBERS),
        "offsets": [getattr(c.Landmark, name).offset for name in _NUMBERS],
        "itemsize": ctypes.sizeof(c.Landmark),
    }
)


class Detection(NamedTuple):
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
        dancer, or None where nobody is seen. To be called from one thread at a time.

    Raises
    ------
    MissingLibraryError
        If MediaPipe or a system library that it is linked to is missing.
    FileNotFoundError
        If there is no model bundle at the path.
    """
    options = c.PoseLandmarkerOptions(
        base_options=c.BaseOptions(
            model_asset_path=str(model_path.resolve(strict=True)).encode(),
            file_descriptor=c.NO_FILE,
            delegate=c.ON_PROCESSOR,
        ),
        running_mode=c.VIDEO,
        num_poses=1,
        min_pose_detection_confidence=_SURE,
        min_pose_presence_confidence=_SURE,
        min_tracking_confidence=_SURE,
    )
    landmarker = c_void_p()
    c.call("MpPoseLandmarkerCreate", byref(options), byref(landmarker))

    def detect(rgb: RgbImage, time_ms: int) -> Detection | None:
        result = c.PoseLandmarkerResult()
        with _picture(rgb) as picture:
            c.call(
                "MpPoseLandmarkerDetectForVideo", landmarker, picture, None, time_ms, byref(result)
            )
        try:
            return _dancer(result)
        finally:
            c.library().MpPoseLandmarkerCloseResult(byref(result))

    try:
        yield detect
    finally:
        c.call("MpPoseLandmarkerClose", landmarker)


@contextmanager
def _picture(rgb: RgbImage) -> Iterator[c_void_p]:
    """Yield MediaPipe's copy of a picture."""
    rows = np.ascontiguousarray(rgb)
    height, width, _ = rows.shape
    copied = c_void_p()
    c.call(
        "MpImageCreateFromUint8Data",
        c.SRGB,
        width,
        height,
        rows.ctypes.data,
        rows.size,
        byref(copied),
    )
    try:
        yield copied
    finally:
        c.library().MpImageFree(copied)


def _dancer(result: c.PoseLandmarkerResult) -> Detection | None:
    if not result.pose_landmarks_count:
        return None
    image, world = _points(result.pose_landmarks[0]), _points(result.pose_world_landmarks[0])
    return Detection(
        image=image[:, :3].copy(), world=world[:, :3].copy(), visibility=image[:, 3].copy()
    )


def _points(found: c.Landmarks) -> FloatArray:
    """Return x, y, z and visibility, shape (33, 4), copied from MediaPipe's memory."""
    first = ctypes.addressof(found.landmarks.contents)
    memory = memoryview((c.Landmark * LANDMARK_COUNT).from_address(first)).cast("B")
    fields = np.frombuffer(memory, _LAYOUT, count=found.landmarks_count)
    points = np.stack([fields[name] for name in _NUMBERS], axis=1).astype(np.float64)
    return points.reshape(LANDMARK_COUNT, len(_NUMBERS))
