"""The generated Python client goes the whole way, as somebody else's program would."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from functions.api.responses.challenges import ChallengeResponse
from functions.api.responses.sessions import Upload
from local.openapi import PATH
from local.phone import Phone, upload
from local.stage import Stage
from tests.e2e.conftest import NewClip

PACKAGE = "idance_client"


@pytest.fixture(scope="module")
def client_package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the client, generated as `make clients` does."""
    folder = tmp_path_factory.mktemp("client")
    subprocess.run(  # noqa: S603 (our own arguments)
        [
            Path(sys.executable).with_name("openapi-python-client"),
            "generate",
            f"--path={PATH}",
            "--meta=none",
            f"--output-path={folder / PACKAGE}",
        ],
        check=True,
        capture_output=True,
    )
    sys.path.insert(0, str(folder))
    try:
        return import_module(PACKAGE)
    finally:
        sys.path.remove(str(folder))


def call(package: ModuleType, operation: str, client: Any, *path: str, **more: Any) -> Any:  # noqa: ANN401
    """Call an operation by the name the document gives it; return what it was answered."""
    resource, _, _ = operation.rpartition(".")
    module = import_module(f"{package.__name__}.api.{resource}.{operation.replace('.', '_')}")
    return module.sync(*path, client=client, **more)


def test_a_clip_travels_from_the_client_to_the_board(
    client_package: ModuleType,
    stage: Stage,
    dancer: Phone,
    challenge: ChallengeResponse,
    new_clip: NewClip,
) -> None:
    token = dancer.http.headers["Authorization"].removeprefix("Bearer ")
    with client_package.AuthenticatedClient(base_url=stage.api_url, token=token) as client:
        seen, refused = travel(client_package, client, challenge.id, new_clip())

    assert seen.status == "SCORED"
    assert seen.score > 0
    assert seen.caption == "By the client"
    assert refused.code in {"ALREADY_SUBMITTED", "SESSION_ALREADY_SUBMITTED"}


def travel(
    package: ModuleType,
    client: Any,  # noqa: ANN401 (generated)
    challenge_id: str,
    film: Path,
) -> tuple[Any, Any]:
    """Upload a clip, enter it twice; return its submission and what the second entry was told."""
    models = import_module(f"{PACKAGE}.models")
    today = call(package, "challenges.one", client, challenge_id)
    assert today.title
    clip = models.CreateSessionRequest(
        content_type="video/mp4", size_bytes=film.stat().st_size, challenge_id=today.id
    )
    session = call(package, "sessions.create", client, body=clip, idempotency_key="one")
    again = call(package, "sessions.create", client, body=clip, idempotency_key="one")
    assert again.session_id == session.session_id
    upload(Upload.model_validate(session.upload.to_dict()), film.read_bytes())

    entry = models.SubmitRequest(session_id=session.session_id, caption="By the client")
    entered = call(package, "submissions.submit", client, today.id, body=entry)
    seen = call(package, "submissions.one", client, entered.submission_id)
    deadline = time.monotonic() + 240
    while seen.next_poll_ms is not None and time.monotonic() < deadline:
        time.sleep(seen.next_poll_ms / 1000)
        seen = call(package, "submissions.one", client, entered.submission_id)
    return seen, call(package, "submissions.submit", client, today.id, body=entry)
