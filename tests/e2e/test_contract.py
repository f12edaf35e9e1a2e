"""The running API against its own description."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.api.responses.challenges import ChallengeResponse
from local.phone import Phone
from local.stage import Stage
from tests.conformance import complaints, configuration
from tests.e2e.conftest import SignIn


@pytest.fixture
def places(tmp_path: Path, dancer: Phone, challenge: ChallengeResponse, good_clip: Path) -> Path:
    session_id = dancer.create_session(good_clip, challenge_id=challenge.id).session_id
    submission_id = dancer.submit(challenge.id, session_id).submission_id
    there = {
        "challenge_id": challenge.id,
        "session_id": session_id,
        "submission_id": submission_id,
    }
    return configuration(tmp_path, there)


@pytest.mark.parametrize("who", ["an admin", "a dancer"])
def test_no_request_is_answered_with_what_the_document_does_not_have(
    who: str, stage: Stage, sign_in: SignIn, places: Path
) -> None:
    phone = sign_in("Anybody", admin=who == "an admin")  # of its own: it asks to be erased, too
    found = complaints(
        stage.api_url,
        authorization=phone.http.headers["Authorization"],
        places=places,
        check="allow_header_conformance",
        options=("--phases=examples,fuzzing", "--max-examples=4", "--workers=2"),
    )
    assert not found
