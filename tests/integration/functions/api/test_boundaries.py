"""Every parameter and field at its boundaries and beyond, by Schemathesis: nothing left to chance.

The end-to-end tests ask fewer questions of the same kind of the deployed stage.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from local.openapi import PATH
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.over_http import served_to
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend, forget_wiring

LONGEST_S: Final = 300
CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
)


@pytest.fixture
def places(tmp_path: Path, backend: Backend, admin: Phone) -> Path:
    """Return a configuration with ids of things that are there, so that requests reach them."""
    there = {"challenge_id": todays_challenge(admin), "submission_id": dance(backend, admin, 87.0)}
    path = tmp_path / "schemathesis.toml"
    lines = [f'"path.{name}" = "{value}"' for name, value in there.items()]
    path.write_text("\n".join(["[parameters]", *lines]))
    return path


def test_at_every_boundary_the_answer_is_as_the_document_says(
    places: Path, admin: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_PER_USER", "1000000")
    monkeypatch.setenv("RATE_PER_ADDRESS", "1000000")
    forget_wiring()
    assert admin.caller is not None
    with served_to(admin.caller) as url:
        done = subprocess.run(  # noqa: S603 (our own arguments)
            [
                Path(sys.executable).with_name("st"),
                f"--config-file={places}",
                "run",
                PATH,
                f"--url={url}/v1",
                f"--checks={','.join(CHECKS)}",
                "--header=Authorization: Bearer token",
                "--phases=coverage,stateful",
                "--max-examples=5",
                "--generation-deterministic",
                "--no-shrink",
                "--continue-on-failure",
                "--no-color",
            ],
            cwd=places.parent,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
