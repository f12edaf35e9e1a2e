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
LOW_CRF: Final = 31
"""Of flat drawings: 70 kb/s at 360 x 640, half of what the lowest rung of Apple's HLS ladder has
for 234 x 416. At 37, 45 kb/s, the drawn dancer's limbs smear, and a total falls by up to 10 points.
Real clips are encoded at 37: 30 to 210 kb/s, a tenth of what they had."""
FAR: Final = 3.0
"""Metres that the picture is wide where a dancer can come twice as near and still fit into it."""


def drawn(seed: int, skill: str) -> dict[str, Take]:
    """Return the takes of one dance, filmed in different ways; the first as ever."""
    dance = Dance(bpm=BPM, duration_s=SECONDS, seed=seed, **SKILLS[skill])  # type: ignore[arg-type]
    usual = clip(seed)
    ways = {
        "24 fps": replace(usual, fps=24),
        "60 fps": replace(usual, fps=60),
        "low bitrate": replace(usual, crf=LOW_CRF),
        "1080p": replace(usual, width=3 * SIZE[0], height=3 * SIZE[1]),
        "mirrored": replace(usual, mirrored=True),
        "half as large": replace(usual, field=4.2),
        "off the middle": replace(usual, aside=0.35, field=2.8),
    }
    takes: dict[str, Take] = {
        "as ever": Drawn(dance, usual),
        FULL_RATE: Drawn(dance, usual, every_frame=True),
    }
    return takes | {name: Drawn(dance, way) for name, way in ways.items()}


def drawn_afar(seed: int, skill: str) -> dict[str, Take]:
    """Return the takes of one dance filmed from afar, and from half as far."""
    dance = Dance(bpm=BPM, duration_s=SECONDS, seed=seed, **SKILLS[skill])  # type: ignore[arg-type]
    afar, near = (replace(clip(seed), field=field) for field in (FAR, FAR / 2))
    return {"as ever": Drawn(dance, afar), "twice as large": Drawn(dance, near)}


def real(path: Path) -> dict[str, Take]:
    """Return the takes of one real clip; the first as it is."""
    takes: dict[str, Take] = {"as ever": Edited(path), FULL_RATE: Edited(path, every_frame=True)}
    return takes | {edit: Edited(path, edit) for edit in EDITS}
