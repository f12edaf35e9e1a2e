"""From a clip to its pose sequence."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from pose.clip.frame import Frame
from pose.clip.sampling import WHOLE
from pose.clip.thumbnail import Thumbnail
from pose.clip.traits import PICTURE_HZ, ClipObserver
from pose.clip.video import VideoInfo, probe, sampled_frames
from pose.landmarks import LANDMARK_COUNT
from pose.sequence import PoseSequence
from pose.tracker.attention import Attention
from pose.tracker.company import Company
from pose.tracker.following import Follower
from pose.tracker.landmarker import Detection, opened_landmarker
from pose.tracker.presence import check_somebody
from pose.tracker.segments import Part, Segment
from pose.tracker.version import POSE_VERSION

SAMPLE_RATE_HZ: Final = 15.0

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
    observer: ClipObserver | None = None,
) -> PoseSequence:
    """Find the dancer in every sampled frame of a clip; decodes the clip once.

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
    observer
        Shown the clip's pictures in passing: what they say by themselves can be asked of it then.

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
    watching = _Watching(observer or ClipObserver(), on_progress)
    found = _found(path, model_path, WHOLE, info, watching)
    whole = _stored(found, info, video_sha256)
    check_somebody(whole)
    return whole


def extract_segment(
    path: Path,
    model_path: Path,
    segment: Segment,
    *,
    video_sha256: str,
    on_progress: Callable[[float], None] | None = None,
) -> Part:
    """Find the dancer in one segment of a clip, whether or not anybody is there.

    It is what a worker does, whatever gave it the work; `pose.tracker.segments.join` does the rest.

    Parameters
    ----------
    on_progress
        Told the share of the segment that is done, in [0, 1], after each sampled frame.

    Raises
    ------
    ClipError
        As `extract`, but for NoPersonError.
    """
    info = probe(path)
    between = (segment.start_s, segment.stop_s)
    watching = _Watching(ClipObserver(from_s=segment.own_s), on_progress)
    found = _found(path, model_path, between, info, watching)
    own = watching.observer.seen()
    if not found.times:
        return Part(segment, segment.start_s, None, own)
    offset_s = found.times[0]
    later = found._replace(times=[time - offset_s for time in found.times])
    return Part(segment, offset_s, _stored(later, info, video_sha256), own)


class _Watching(NamedTuple):
    """Who else is told while a clip is decoded."""

    observer: ClipObserver
    on_progress: Callable[[float], None] | None


class _Found(NamedTuple):
    """When pictures were sampled, the dancer in each, and how many people there were."""

    times: list[float]
    bodies: list[Detection | None]
    people: int


def _found(
    path: Path,
    model_path: Path,
    between: tuple[float, float],
    info: VideoInfo,
    watching: _Watching,
) -> _Found:
    """Find the dancer in a stretch of the clip."""
    start_s, stop_s = between[0], min(between[1], info.duration_s)
    frames = sampled_frames(path, rate_hz=PICTURE_HZ, pose_hz=SAMPLE_RATE_HZ, between=between)
    aspect = info.width / info.height
    with opened_landmarker(model_path) as detect, Company(model_path, aspect) as company:
        follower = Follower(detect, aspect)

        def look(frame: Frame, thumbnail: Thumbnail) -> Detection | None:
            rgb = frame.rgb
            dancer = follower.look(rgb, frame.time_s)
            if dancer and follower.outline:
                company.see(rgb, thumbnail, frame.time_s, follower.outline)
                follower.others |= company.found
            return dancer

        attention = Attention(look, aspect)
        for frame in frames:
            thumbnail = watching.observer.see(frame.luma, frame.time_s)
            if not frame.for_pose:
                continue
            attention.see(frame, thumbnail)
            if watching.on_progress is not None:
                watching.on_progress(min(1.0, (frame.time_s - start_s) / (stop_s - start_s)))
        times, bodies = attention.finish()
        return _Found(times, bodies, people=2 if follower.others else 1)


def _stored(found: _Found, info: VideoInfo, video_sha256: str) -> PoseSequence:
    poses = [body or _NOBODY for body in found.bodies]
    sequence = PoseSequence(
        timestamps=np.array(found.times),
        image=np.stack([pose.image for pose in poses]),
        world=np.stack([pose.world for pose in poses]),
        visibility=np.stack([pose.visibility for pose in poses]),
        width=info.width,
        height=info.height,
        native_fps=info.fps,
        duration_s=info.duration_s,
        video_sha256=video_sha256,
        pose_version=POSE_VERSION,
        people=found.people,
    )
    return PoseSequence.from_bytes(sequence.to_bytes())
