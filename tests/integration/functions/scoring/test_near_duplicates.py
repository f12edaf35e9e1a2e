"""Clips that come back as other bytes: real pixels, through every state of the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import boto3
import pytest

from benchmarks.clip_attacks import cropped, halved, mirrored, trimmed, unchanged
from benchmarks.clips import Film, read, write
from idance.domain.gate import LIKE_ANOTHERS, LIKE_OWN, Gate
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from local.drawn_dancer import Clip, Dance, write_clip
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import execute, run_task
from tests.integration.functions.scoring.uploads import Upload, an_upload
from tests.integration.house import MEDIA_BUCKET, OPERATIONS_TABLE, items_of


def retimed(film: Film) -> Film:
    """Play the film a twentieth faster."""
    return replace(film, fps=film.fps * 1.05)


COPIES: Final[Mapping[str, Callable[[Film], Film]]] = {
    "re-encoded": unchanged,
    "scaled": halved,
    "cropped": cropped,
    "mirrored": mirrored,
    "cut": trimmed,
    "retimed": retimed,
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of six seconds."""
    return drawn(tmp_path_factory.mktemp("film") / "original.mp4", seed=1)


@pytest.fixture(scope="module")
def copies(original: Path) -> dict[str, Path]:
    """Return what thieves made of it."""
    film = read(original)
    return {
        name: write(original.with_name(f"{name}.mp4"), edit(film), crf=26)
        for name, edit in COPIES.items()
    }


def drawn(path: Path, *, seed: int) -> Path:
    dance = Dance(duration_s=6.0, seed=seed, wobble=0.2)
    write_clip(path, dance, Clip(width=360, height=640, fps=24, sound=False))
    return path


def entered(upload: Upload, clip: Path) -> Submission:
    """Submit a clip and let the pipeline look at it."""
    upload.submit()
    assert upload.process(clip).status == "Succeed"
    return upload.submission


def held_by(submission: Submission) -> Gate | None:
    """Return the gate of near duplicates, if it holds."""
    assert submission.score is not None
    found = submission.score.gates[-1]
    return found if found in {LIKE_OWN, LIKE_ANOTHERS} else None


def test_whatever_a_thief_does_to_a_clip_it_is_held_and_the_original_stands(
    backend: Backend, original: Path, copies: dict[str, Path], tmp_path: Path
) -> None:
    first = an_upload(backend)
    assert entered(first, original).status is SubmissionStatus.SCORED

    for name, copy in copies.items():
        stolen = entered(an_upload(backend), copy)
        assert stolen.status is SubmissionStatus.HELD, name
        assert held_by(stolen) == LIKE_ANOTHERS, name
        assert stolen.reasons == (LIKE_ANOTHERS.reason,), name

    # The pipeline run again sees only what was filed before.
    assert execute(first.document).status == "Succeed"
    again = run_task("ScoreSubmission", execute(first.document).document)["score"]["gates"][-1]
    assert again["verdict"] == "pass"

    honest = entered(an_upload(backend), drawn(tmp_path / "other.mp4", seed=2))
    assert honest.status is SubmissionStatus.SCORED


def test_ones_own_clip_in_other_bytes_is_told_from_anothers(
    backend: Backend, original: Path, copies: dict[str, Path]
) -> None:
    first = an_upload(backend)
    # Analysed and scored, but never entered: it stands in nobody's way.
    practice = an_upload(backend, announced=True, caller=first.caller)
    practice.process(copies["re-encoded"])
    assert entered(first, original).status is SubmissionStatus.SCORED

    again = an_upload(backend, announced=True, caller=first.caller)
    gates = again.process(copies["scaled"]).document["score"]["gates"]
    assert gates[-1]["reason"] == LIKE_OWN.reason


def test_a_clip_is_filed_once_and_for_a_while(backend: Backend, original: Path) -> None:
    upload = an_upload(backend)
    entered(upload, original)
    before = items_of(OPERATIONS_TABLE)
    filed = [item for (_, pk, _), item in before.items() if pk.startswith("FP#")]
    assert 8 <= len(filed) <= 32
    assert all("expiresAt" in item for item in filed)

    execute(upload.document)
    assert items_of(OPERATIONS_TABLE) == before


def test_a_clip_whose_landmarks_have_gone_is_nobodys_original(
    backend: Backend, original: Path, copies: dict[str, Path]
) -> None:
    entered(an_upload(backend), original)
    s3 = boto3.client("s3")
    for stored in s3.list_objects_v2(Bucket=MEDIA_BUCKET, Prefix="poses/")["Contents"]:
        s3.delete_object(Bucket=MEDIA_BUCKET, Key=stored["Key"])

    assert entered(an_upload(backend), copies["mirrored"]).status is SubmissionStatus.SCORED
