"""Drawn dancers who enter a challenge of today, or show what is to be danced."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import boto3

from functions.scoring import wiring
from idance.domain.challenge_type import default_criteria
from idance.domain.reference import Reference, ReferenceStatus
from idance.domain.submission import Submission
from local.drawn_dancer import LOOKS, Clip, Dance, write_clip
from tests.builders import any_caller, any_draft
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import Execution, execute
from tests.integration.functions.scoring.uploads import an_upload
from tests.integration.house import MEDIA_BUCKET

FILM = Clip(fps=24, width=360, height=640)


def todays(backend: Backend, kind: str, **known: object) -> None:
    """Make today's challenge."""
    now = datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    usual = {
        "type": kind,
        "start_time": midnight,
        "end_time": midnight.replace(hour=23, minute=59, second=59),
        "scoring_criteria": default_criteria(kind),
    }
    backend.house.challenges.create_challenge(
        any_draft(**(usual | known)), created_by="admin", now=now, entropy=uuid4()
    )


def danced(backend: Backend, dance: Dance, path: Path, looks: int = 1) -> Submission:
    """Film a dance, enter it in today's challenge, and return what became of it."""
    write_clip(path, dance, replace(FILM, looks=LOOKS[looks]))
    upload = an_upload(backend)
    upload.submit()
    upload.process(path)
    return upload.submission


def score_of(metric: str, submission: Submission) -> float:
    """Return what a submission got in a metric, before weighting."""
    assert submission.score is not None, submission.rejection_reason
    return next(one.score for one in submission.score.metrics if one.name == metric)


def shown(video: Path | bytes) -> tuple[Reference, Execution]:
    """Announce and upload a demo video; return what became of it."""
    body = video if isinstance(video, bytes) else video.read_bytes()
    references = wiring.services().references
    announced = references.announce(
        any_caller(role="admin"),
        content_type="video/mp4",
        size_bytes=1_000_000,
        now=datetime.now(UTC),
        entropy=uuid4(),
    ).reference
    assert announced.status is ReferenceStatus.AWAITED
    key = announced.video_file_key
    boto3.client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=body)
    execution = execute({"bucket": MEDIA_BUCKET, "key": key})
    return references.get(announced.id), execution
