"""From a clip to its pose sequence."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from pose.clip.video import VideoInfo, probe, sampled_frames
from pose.errors import NoPersonError
from pose.landmarks import LANDMARK_COUNT
from pose.sequence import PoseSequence
from pose.tracker.landmarker import Detection, opened_landmarker

POSE_VERSION: Final = "2"
"""Changes whenever the same clip would give other landmarks: model, MediaPipe, sampling."""
SAMPLE_RATE_HZ: Final = 15.0
MIN_SEEN_S: Final = 2.0
MIN_SEEN_SHARE: Final = 0.2

_NOBODY: Final = Detection(
    image=np.full((LANDMARK_COUNT, 3), np.nan),
    world=np.full((LANDMARK_COUNT, 3), np.nan),
    visibility=np.zeros(LANDMARK_COUNT),
)


def extract(
    path: Path,
    *,
    model_path: Path,
    video_sha256: str,
    on_progress: Callable[[float], None] | None = None,
) -> PoseSequence:
    """Find the dancer in every sampled frame of a clip.

    Parameters
    ----------
    path
        The clip.
    model_path
        Bundle made by build_model.py.
    video_sha256
        Digest of the clip, kept with the landmarks.
    on_progress
        Told the share of the clip that is done, in [0, 1], after each sampled frame.

    Returns
    -------
    PoseSequence
        Rounded as it would be stored, so that a score never depends on whether it was.

    Raises
    ------
    ClipError
        As `pose.clip.video.probe` and `pose.clip.video.sampled_frames`, or NoPersonError where a
        dancer is seen for less than 2 s or a fifth of the clip.
    MissingLibraryError
        If MediaPipe cannot run on this machine.
    """
    info = probe(path)
    times, found = _found(path, model_path, (0.0, float("inf")), info, on_progress)
    _check_somebody(found, info)
    return _stored(times, found, info, video_sha256)


def extract_between(
    path: Path, *, model_path: Path, video_sha256: str, between: tuple[float, float]
) -> tuple[float, PoseSequence]:
    """Find the dancer in a stretch of a clip, whether or not anybody is there.

    Parameters
    ----------
    between
        Start and stop of the stretch, s; stop excluded.

    Returns
    -------
    tuple
        Time of the first sample in the clip, s, and the samples, their times counted from there.

    Raises
    ------
    ClipError
        As `extract`, but for NoPersonError.
    """
    info = probe(path)
    times, found = _found(path, model_path, between, info, None)
    offset_s = times[0]
    return offset_s, _stored([time - offset_s for time in times], found, info, video_sha256)


def _found(
    path: Path,
    model_path: Path,
    between: tuple[float, float],
    info: VideoInfo,
    on_progress: Callable[[float], None] | None,
) -> tuple[list[float], list[Detection | None]]:
    """Return when frames were sampled in a stretch of the clip, and the dancer in each."""
    start_s, stop_s = between
    times: list[float] = []
    found: list[Detection | None] = []
    with opened_landmarker(model_path) as detect:
        for frame in sampled_frames(path, rate_hz=SAMPLE_RATE_HZ):
            if frame.time_s >= stop_s:
                break
            if frame.time_s < start_s:
                continue
            found.append(detect(frame.rgb, round(frame.time_s * 1000)))
            times.append(frame.time_s)
            if on_progress is not None:
                on_progress(min(1.0, frame.time_s / info.duration_s))
    return times, found


def _check_somebody(found: list[Detection | None], info: VideoInfo) -> None:
    share = sum(detection is not None for detection in found) / max(len(found), 1)
    if share < MIN_SEEN_SHARE or share * info.duration_s < MIN_SEEN_S:
        raise NoPersonError(f"somebody is seen in {share:.0%} of {info.duration_s:.1f} s")


def _stored(
    times: list[float], found: list[Detection | None], info: VideoInfo, video_sha256: str
) -> PoseSequence:
    poses = [detection or _NOBODY for detection in found]
    sequence = PoseSequence(
        timestamps=np.array(times),
        image=np.stack([pose.image for pose in poses]),
        world=np.stack([pose.world for pose in poses]),
        visibility=np.stack([pose.visibility for pose in poses]),
        width=info.width,
        height=info.height,
        native_fps=info.fps,
        duration_s=info.duration_s,
        video_sha256=video_sha256,
        pose_version=POSE_VERSION,
    )
    return PoseSequence.from_bytes(sequence.to_bytes())
