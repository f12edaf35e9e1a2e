"""OpenCV entered through a side door: these tests fail when an upgrade moves the door."""

import subprocess
import sys

import pytest

from pose.clip import opencv
from pose.errors import MissingLibraryError


def said(program: str) -> str:
    """Return what a program prints that has a process for itself."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    return done.stdout.strip()


def test_whoever_imports_opencv_afterwards_gets_all_of_it() -> None:
    program = """
from pose.clip import opencv
import cv2
print(cv2.typing.MatLike is not None, cv2.resize is opencv.cv2.resize, cv2.getNumThreads())
"""

    assert said(program) == "True True 1"


def test_opencv_that_is_there_already_is_not_loaded_again() -> None:
    assert said("import cv2; from pose.clip import opencv; print(opencv.cv2 is cv2)") == "True"


def test_a_machine_without_opencv_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "cv2", raising=False)
    monkeypatch.setattr(opencv, "find_spec", lambda _: None)

    with pytest.raises(MissingLibraryError, match="opencv"):
        opencv.compiled()
