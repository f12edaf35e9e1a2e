"""The music a clip brings along: heard once, kept beside the landmarks, used if none is given."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from functions.scoring.briefing import brief_of
from functions.scoring.wiring import services
from local.drawn_dancer import Clip, Dance, write_clip
from pose.brief import OWN_SOUND
from tests.builders import any_challenge
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import Document, execute
from tests.integration.functions.scoring.uploads import an_upload
from tests.integration.house import MEDIA_BUCKET


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of eight seconds to music of 110 beats a minute."""
    path = tmp_path_factory.mktemp("music") / "dancer.mp4"
    write_clip(path, Dance(duration_s=8.0, seed=4, bpm=110.0), Clip(width=360, height=640, fps=24))
    return path


def beats_files() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=MEDIA_BUCKET, Prefix="poses/")
    return [one["Key"] for one in found["Contents"] if ".beats" in one["Key"]]


def posed(backend: Backend, clip: Path) -> Document:
    return an_upload(backend, announced=True).process(clip).document


def test_the_beats_of_a_clips_sound_stand_where_the_challenge_has_none(
    backend: Backend, clip: Path
) -> None:
    document = posed(backend, clip)
    assert len(beats_files()) == 1
    beats = services().poses.beats(document["poseFileKey"])
    assert beats is not None

    brief = brief_of(any_challenge(target_bpm=None)).heard(beats)
    assert brief.music == OWN_SOUND
    assert brief.target_bpm == pytest.approx(110, rel=0.01)
    assert brief_of(any_challenge(target_bpm=90.0)).heard(beats).target_bpm == 90


def test_a_silent_clip_is_known_to_be_silent(backend: Backend, drawn_dancer: Path) -> None:
    document = posed(backend, drawn_dancer)
    assert len(beats_files()) == 1
    assert services().poses.beats(document["poseFileKey"]) is None


def test_landmarks_older_than_listening_are_scored_all_the_same(
    backend: Backend, drawn_dancer: Path
) -> None:
    upload = an_upload(backend, announced=True)
    document = upload.process(drawn_dancer).document
    (key,) = beats_files()
    boto3.client("s3").delete_object(Bucket=MEDIA_BUCKET, Key=key)

    assert services().poses.beats(document["poseFileKey"]) is None
    assert execute(upload.document).status == "Succeed"
