"""The running API against its own description: requests nobody would think of, by Schemathesis."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from functions.api.responses.challenges import ChallengeResponse
from local.openapi import PATH
from local.phone import Phone
from local.stage import Stage

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "allow_header_conformance",
)
LONGEST_S: Final = 240


@pytest.fixture
def places(tmp_path: Path, dancer: Phone, challenge: ChallengeResponse, good_clip: Path) -> Path:
    """Return a configuration with ids of things that are there, so that requests reach them."""
    session_id = dancer.create_session(good_clip, challenge_id=challenge.id).session_id
    submission_id = dancer.submit(challenge.id, session_id).submission_id
    there = {
        "challenge_id": challenge.id,
        "session_id": session_id,
        "submission_id": submission_id,
    }
    lines = [f'"path.{name}" = "{value}"' for name, value in there.items()]
    path = tmp_path / "schemathesis.toml"
    path.write_text("\n".join(["[parameters]", *lines]))
    return path


@pytest.mark.parametrize("who", ["an admin", "a dancer"])
def test_no_request_is_answered_with_what_the_document_does_not_have(
    who: str, stage: Stage, admin: Phone, dancer: Phone, places: Path
) -> None:
    phone = admin if who == "an admin" else dancer
    done = subprocess.run(  # noqa: S603 (our own arguments)
        [
            Path(sys.executable).with_name("st"),
            f"--config-file={places}",
            "run",
            PATH,
            f"--url={stage.api_url}",
            f"--header=Authorization: {phone.http.headers['Authorization']}",
            f"--checks={','.join(CHECKS)}",
            "--phases=examples,fuzzing",
            "--max-examples=4",
            "--generation-deterministic",
            "--no-shrink",
            "--continue-on-failure",
            "--workers=2",
            "--no-color",
        ],
        cwd=places.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
