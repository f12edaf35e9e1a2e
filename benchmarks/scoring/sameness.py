"""What must not matter: side, size, place, frame rate, bitrate and resolution."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.scoring.edits import EDITS
from benchmarks.scoring.faults import BPM, SECONDS, SIZE, clip
from benchmarks.scoring.takes import Drawn, Edited, Take
from local.drawn_dancer import Dance

SKILLS: Final[Mapping[str, Mapping[str, float]]] = {
    "flawless": {},
    "middling": {"timing_jitter_s": 0.05, "jerkiness": 0.3, "wobble": 0.3},
    "poor": {"timing_jitter_s": 0.1, "jerkiness": 0.6, "wobble": 0.6},
}
FULL_RATE: Final = "every frame"


def drawn(seed: int, skill: str) -> dict[str, Take]:
    """Return the takes of one dance, filmed in different ways; the first as ever."""
    dance = Dance(bpm=BPM, duration_s=SECONDS, seed=seed, **SKILLS[skill])  # type: ignore[arg-type]
    usual = clip(seed)
    ways = {
        "24 fps": replace(usual, fps=24),
        "60 fps": replace(usual, fps=60),
        "low bitrate": replace(usual, crf=31),
        "1080p": replace(usual, width=3 * SIZE[0], height=3 * SIZE[1]),
        "mirrored": replace(usual, mirrored=True),
        "half as large": replace(usual, field=4.2),
        "larger": replace(usual, field=1.5),
        "off the middle": replace(usual, aside=0.35, field=2.8),
    }
    takes: dict[str, Take] = {
        "as ever": Drawn(dance, usual),
        FULL_RATE: Drawn(dance, usual, every_frame=True),
    }
    return takes | {name: Drawn(dance, way) for name, way in ways.items()}


def real(path: Path) -> dict[str, Take]:
    """Return the takes of one real clip; the first as it is."""
    takes: dict[str, Take] = {"as ever": Edited(path), FULL_RATE: Edited(path, every_frame=True)}
    return takes | {edit: Edited(path, edit) for edit in EDITS}
