"""What a fresh process has imported before its first event: nothing that its events can do without.

Counted, not timed: `make bench-api` times it.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest

from local.settings import ROOT

HANDLERS: Final = [
    f"functions.{file.parent.name}.{file.stem}"
    for file in sorted((ROOT / "functions").glob("*/*.py"))
    if "def lambda_handler(" in file.read_text()
]
HOT: Final = ("challenges", "leaderboards", "sessions", "submissions")
NOBODY_NEEDS: Final = ("boto3", "botocore.session", "redis", "aws_xray_sdk", "pydantic_settings")
"""Imported, if at all, when the first call needs them, and not behind most requests."""
PIXELS: Final = ("av", "cv2", "mediapipe", "numpy", "scipy")


def imported_by(*modules: str) -> set[str]:
    """Return what a fresh process has imported after these."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    said = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    )
    return set(said.stdout.split())


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_function_starts_without_what_few_events_need(handler: str) -> None:
    there = imported_by(handler)

    assert there.isdisjoint(NOBODY_NEEDS)
    if not handler.startswith("functions.scoring"):
        assert there.isdisjoint(PIXELS)


@pytest.mark.parametrize("route", HOT)
def test_a_hot_route_brings_neither_a_client_library_nor_the_routes_of_others(route: str) -> None:
    there = imported_by("functions.api.handler", f"functions.api.routes.{route}")

    assert there.isdisjoint({*NOBODY_NEEDS, *PIXELS})
    routes = {name for name in there if name.startswith("functions.api.routes.")}
    assert routes <= {f"functions.api.routes.{route}", "functions.api.routes.contests"}


def test_people_with_tokens_do_not_wait_for_the_stores_of_services_keys() -> None:
    there = imported_by("functions.authorizer.authorize")

    assert not any(name.startswith("idance.store") for name in there)
