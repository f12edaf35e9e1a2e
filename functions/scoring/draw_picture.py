"""DrawPicture: how a clip was scored, as a video or a still report into S3."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.briefing import brief_for
from functions.scoring.clip_file import downloaded
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, services
from idance.domain.picture import PictureKind, PictureOrder
from idance.domain.rejections import ClipRejectedError, RejectionCode
from idance.domain.score import Score
from pose.pictures.curves import ScoreCurves
from pose.pictures.film import draw_overlay
from pose.pictures.outcome import Measure, Outcome
from pose.pictures.report import report_svg
from pose.pictures.running import running_curves

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Draw what is ordered; the same order draws the same picture.

    Raises
    ------
    ClipRejectedError
        The clip is kept no longer, or another one by now.
    TransientError
        Trying again helps.
    """
    order = PictureOrder.model_validate(event)
    logger.append_keys(picture=order.picture_key)
    with faults_named():
        _draw(order, services())
    return {"pictureKey": order.picture_key}


def _draw(order: PictureOrder, using: Services) -> None:
    sequence, curves = using.poses.sequence(order.pose_key), curves_of(order, using)
    with downloaded(using.media, order.video_key) as clip, TemporaryDirectory() as directory:
        if clip.sha256 != order.score.video_sha256:
            raise ClipRejectedError(RejectionCode.UPLOAD_MISSING)
        picture = Path(directory, "picture")
        if order.kind is PictureKind.OVERLAY:
            draw_overlay(clip.path, picture, sequence, curves)
        else:
            title = using.challenges.get(order.challenge_id).title
            svg = report_svg(outcome_of(order.score), curves, sequence, title=title)
            picture.write_text(svg, "utf-8")
        using.media.write_picture(order.picture_key, picture, content_type=order.kind.content_type)


def curves_of(order: PictureOrder, using: Services) -> ScoreCurves:
    """Return how the score came about, by the brief that the clip was scored by."""
    challenge = using.challenges.get(order.challenge_id)
    music = using.poses.beats(order.pose_key)
    return running_curves(
        using.poses.sequence(order.pose_key),
        brief_for(challenge, order.pose_key, using),
        ends_at=order.score.total,
        beats=music.times if music else np.empty(0),
    )


def outcome_of(score: Score) -> Outcome:
    """Return a stored score in the words of the report."""
    return Outcome(
        total=score.total,
        measures=[
            Measure(metric.name, metric.score, metric.points, metric.weight, metric.confidence)
            for metric in score.metrics
        ],
        confidence=score.confidence,
        feedback=score.feedback,
        scoring_version=score.scoring_version,
    )
