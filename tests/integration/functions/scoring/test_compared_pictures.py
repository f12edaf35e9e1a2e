"""Pictures of clips that were compared with a demo video: they show what the submission got."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from functions.scoring.briefing import brief_for
from functions.scoring.draw_picture import curves_of
from functions.scoring.wiring import services
from idance.domain.picture import PictureKind, PictureOrder
from idance.domain.submission import Submission
from local.drawn_dancer import Dance, Move, write_clip
from pose.scoring import score
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.dances import FILM, danced, shown, todays
from tests.integration.functions.scoring.state_machine import run_task
from tests.integration.house import MEDIA_BUCKET, client

ROUTINE = (Move.WAVE, Move.POINT, Move.KNEES, Move.LUNGE)
SHOWN = Dance(duration_s=8.0, routine=ROUTINE, seed=3)


@pytest.fixture(params=["accuracy", "combo"])
def compared(backend: Backend, tmp_path: Path, request: pytest.FixtureRequest) -> Submission:
    """Return a submission that was compared with a demo video and is not held."""
    write_clip(tmp_path / "demo.mp4", SHOWN, FILM)
    reference, _ = shown(tmp_path / "demo.mp4")
    todays(backend, request.param, demo_video_file_key=reference.video_file_key)
    dance = replace(SHOWN, seed=11, timing_jitter_s=0.05)
    return danced(backend, dance, tmp_path / "clip.mp4")


def order_of(backend: Backend, submission: Submission, kind: PictureKind) -> PictureOrder:
    session = backend.house.session_store.get(submission.session_id)
    assert session.pose_data_file_key
    assert submission.score
    return PictureOrder(
        kind=kind,
        picture_key=f"pictures/any.{kind.extension}",
        video_key=session.video_file_key,
        pose_key=session.pose_data_file_key,
        challenge_id=submission.challenge_id,
        score=submission.score,
    )


def test_the_picture_shows_the_same_scores_as_the_submission(
    backend: Backend, compared: Submission
) -> None:
    order = order_of(backend, compared, PictureKind.REPORT)
    using, challenge = services(), services().challenges.get(compared.challenge_id)

    card = score(using.poses.sequence(order.pose_key), brief_for(challenge, order.pose_key, using))
    curves = curves_of(order, using)

    assert compared.score
    assert card.breakdown == compared.score.breakdown
    assert curves.total[-1] == compared.score.total
    assert np.isfinite(curves.total[curves.times >= 5]).all(), "it is compared all along"

    run_task("DrawPicture", order.model_dump(mode="json", exclude_none=True))
    found = client("s3").get_object(Bucket=MEDIA_BUCKET, Key=order.picture_key)
    texts = re.findall(r">([^<>]+)</t", found["Body"].read().decode())
    assert f"{compared.score.total:.1f}" in texts
    for metric in compared.score.metrics:
        assert any(f"{metric.points:.1f}" in text for text in texts), (metric.name, texts)
