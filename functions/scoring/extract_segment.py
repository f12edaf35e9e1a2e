"""ExtractSegment: the dancer's landmarks in one segment of a clip, once for the same bytes.

The first segment also listens to the clip.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.clip_file import ClipFile, downloaded
from functions.scoring.contracts import SegmentOfClip
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, services
from pose.sound.beat_grid import BeatGrid
from pose.tracker.estimator import extract_segment
from pose.tracker.segments import plan

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Find the dancer in a segment and look at its pictures, unless S3 has both.

    Raises
    ------
    ClipRejectedError
        The clip turns out to be damaged, or has gone.
    ClipReplacedError
        Another clip has taken its place.
    TransientError
        Trying again helps.
    """
    clip = SegmentOfClip.model_validate(event)
    logger.append_keys(video_sha256=clip.video_sha256, segment=clip.segment)
    with faults_named():
        extract(clip, services())
    return {}


def extract(clip: SegmentOfClip, using: Services) -> None:
    """Do the work of the state, whoever asks for it; a second time it is done already."""
    segments = plan(clip.video.duration_s)
    if using.poses.has_part(clip.video_sha256, clip.segment, len(segments)):
        logger.info("segment known")
        return
    with downloaded(using.media, clip.key, etag=clip.etag) as file:
        part = extract_segment(
            file.path,
            using.model_path,
            segments[clip.segment],
            video_sha256=clip.video_sha256,
            on_progress=_progress_logged(),
        )
        if clip.segment == 0:
            using.poses.write_beats(clip.video_sha256, _beats_in(file))
    using.poses.write_part(clip.video_sha256, clip.segment, len(segments), part)


def _beats_in(file: ClipFile) -> BeatGrid | None:
    """Listen to the whole clip, once: a beat is known by how long it goes on."""
    # Only who listens pays for SciPy: it takes half a second of a cold start.
    from pose.sound.audio import soundtrack  # noqa: PLC0415
    from pose.sound.beat_tracker import track_beats  # noqa: PLC0415

    sound = soundtrack(file.path)
    return None if sound is None else track_beats(sound)


def _progress_logged() -> Callable[[float], None]:
    """Return what logs a line at each quarter of the way."""
    told = 0

    def on_progress(share: float) -> None:
        nonlocal told
        quarters = int(share * 4)
        if quarters > told:
            told = quarters
            logger.info("extracting", extra={"share": quarters / 4})

    return on_progress
