"""Importing a handler is all Lambda does at a cold start: it must ask nothing of the world."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[3] / "functions"
HANDLERS = sorted(
    ".".join(path.relative_to(FUNCTIONS.parent).with_suffix("").parts)
    for path in FUNCTIONS.rglob("*.py")
    if "def lambda_handler(" in path.read_text()
)
PIXELS = {"av", "cv2", "mediapipe", "numpy", "pose", "scipy"}
TRACER = {"aws_xray_sdk"}
PROGRAM = """
import socket, sys
from importlib import import_module

def refused(*_):
    raise OSError("a cold start reaches for the network")

socket.socket.connect = socket.getaddrinfo = refused
for name in sys.argv[1:]:
    assert callable(import_module(name).lambda_handler), name
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def imported_by(*handlers: str) -> set[str]:
    """Return the top-level modules that are in after importing handlers, nothing else set."""
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-W", "error", "-c", PROGRAM, *handlers],
        cwd=FUNCTIONS.parent,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_every_handler_is_known() -> None:
    assert len(HANDLERS) == 29


@pytest.mark.parametrize("folder", ["api", "authorizer", "leaderboard", "live", "news", "rotation"])
def test_a_zip_function_imports_without_environment_network_or_pixels(folder: str) -> None:
    handlers = [name for name in HANDLERS if name.startswith(f"functions.{folder}.")]
    assert not imported_by(*handlers) & (PIXELS | TRACER)


def test_the_image_functions_import_without_environment_or_network() -> None:
    handlers = [name for name in HANDLERS if name.startswith("functions.scoring.")]
    assert not imported_by(*handlers) & TRACER


def test_only_pose_extraction_pays_for_mediapipe() -> None:
    others = [
        name
        for name in HANDLERS
        if name.startswith("functions.scoring.") and not name.endswith("extract_segment")
    ]
    assert "mediapipe" not in imported_by(*others)
