"""KeepReference: a demo video's choreography, for challenges that ask to dance it."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.contracts import PosedClip
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, now, services
from idance.domain.reference import Choreography
from pose.reference import check_reference

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """See whether somebody can be compared with the video, and keep it with its beats.

    Raises
    ------
    ClipRejectedError
        Too little is seen or danced in it.
    TransientError
        Trying again helps.
    """
    clip = PosedClip.model_validate(event)
    logger.append_keys(video=clip.key)
    with faults_named():
        choreography = _choreography(clip, services())
        services().references.ready(clip.key, choreography, now=now())
    logger.info("reference ready", extra=choreography.model_dump())
    return clip.document()


def _choreography(clip: PosedClip, using: Services) -> Choreography:
    sequence = using.poses.sequence(clip.pose_file_key)
    check_reference(sequence)
    beats = using.poses.beats(clip.pose_file_key)
    return Choreography(
        pose_file_key=clip.pose_file_key,
        seconds=sequence.duration_s,
        bpm=beats.bpm if beats else None,
        first_beat=beats.first_beat_s if beats else None,
    )
