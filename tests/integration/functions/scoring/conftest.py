"""One drawn dancer, filmed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.drawn_dancer import Clip, Dance, write_clip


@pytest.fixture(scope="session")
def drawn_dancer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of four seconds in which somebody dances."""
    path = tmp_path_factory.mktemp("drawn") / "dancer.mp4"
    write_clip(path, Dance(duration_s=4.0), Clip(fps=24, sound=False))
    return path
