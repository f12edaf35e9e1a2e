"""A demo video's way over HTTP, and a dancer who is compared with it."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from functions.api.responses.references import ReferenceResponse
from idance.domain.challenge_type import ChallengeType, default_criteria
from idance.domain.reference import ReferenceStatus
from local.demo.journey import Entry, dance
from local.drawn_dancer import Dance, Move
from local.phone import ApiError, Phone, upload
from tests.e2e.conftest import SignIn, drawn, lasting

PATIENCE_S = 60.0
ROUTINE = (Move.WAVE, Move.LUNGE, Move.KNEES)


@pytest.fixture(scope="module")
def reference(admin: Phone, tmp_path_factory: pytest.TempPathFactory) -> ReferenceResponse:
    """Return a demo video that has been looked at."""
    video = drawn(tmp_path_factory, "demo", Dance(duration_s=6.0, routine=ROUTINE, seed=3))
    announced = admin.create_reference(video)
    upload(announced.upload, video.read_bytes())
    deadline = time.monotonic() + PATIENCE_S
    while True:
        seen = admin.reference(announced.reference_id)
        if seen.status is not ReferenceStatus.AWAITED or time.monotonic() > deadline:
            return seen
        time.sleep(0.5)


def test_a_dancer_is_compared_with_a_demo_video(
    admin: Phone,
    sign_in: SignIn,
    reference: ReferenceResponse,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert reference.status is ReferenceStatus.READY, reference
    kind = {
        "type": "accuracy",
        "scoring_criteria": default_criteria(ChallengeType.ACCURACY),
        "demo_video_file_key": reference.demo_video_file_key,
    }
    draft = lasting(timedelta(days=-1), timedelta(hours=1)).model_copy(update=kind)
    challenge = admin.create_challenge(draft)
    clip = drawn(tmp_path_factory, "copy", Dance(duration_s=6.0, routine=ROUTINE, seed=4))

    danced = dance(Entry("Copy", clip, sign_in("Copy")), challenge.id)

    assert danced.submission is not None
    accuracy = danced.submission.metrics[0]
    assert (accuracy.name, accuracy.score > 70) == ("accuracy", True)
    analysis = danced.entry.phone.analysis(danced.submission.submission_id)
    assert analysis.challenge_type == "accuracy"
    assert analysis.metrics[0].stretches


def test_an_accuracy_challenge_without_a_demo_video_is_refused(admin: Phone) -> None:
    criteria = default_criteria(ChallengeType.ACCURACY)
    update = {"type": "accuracy", "scoring_criteria": criteria}
    draft = lasting(timedelta(days=-1), timedelta(hours=1)).model_copy(update=update)
    with pytest.raises(ApiError) as refused:
        admin.create_challenge(draft)
    assert refused.value.code == "REFERENCE_MISSING"
