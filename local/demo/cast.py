"""Who dances in the demo: drawn dancers, each with skill and faults of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from local.drawn_dancer import LOOKS, Clip, Dance, write_clip

SECONDS: Final = 8.0
METRICS: Final = ("balance", "rhythm", "smoothness", "creativity")
_TAKES_APART: Final = 100
_SOURCES: Final = Path(__file__).parents[1] / "drawn_dancer"


@dataclass(frozen=True, slots=True)
class Character:
    """One dancer of the cast.

    Attributes
    ----------
    words : str
        How it is drawn to dance.
    faults : frozenset[str]
        The metrics it is weak in, by the way it is drawn.
    """

    name: str
    words: str
    faults: frozenset[str]
    dance: Dance
    looks: int

    def clip(self, folder: Path, *, bpm: float, take: int = 0) -> Path:
        """Return the dancer's clip to music of this tempo, drawn unless it is there already.

        Each take is another dance of the same skill: nobody may enter the same one twice.
        """
        dance = replace(self.dance, bpm=bpm, seed=seed_of(self.dance, take))
        return drawn_once(folder, self.name, dance, Clip(looks=LOOKS[self.looks]))


CAST: Final = (
    Character(
        name="Nova",
        words="flawless",
        faults=frozenset(),
        dance=Dance(duration_s=SECONDS, seed=1),
        looks=0,
    ),
    Character(
        name="Lea",
        words="one move only",
        faults=frozenset({"creativity"}),
        # With some sway: one move repeated to the pixel is a loop, and would be held.
        dance=Dance(duration_s=SECONDS, seed=5, variety=1, wobble=0.3),
        looks=5,
    ),
    Character(
        name="Otis",
        words="wobbly",
        faults=frozenset({"balance"}),
        dance=Dance(duration_s=SECONDS, seed=4, wobble=0.8),
        looks=4,
    ),
    Character(
        name="Juno",
        words="jerky",
        faults=frozenset({"smoothness"}),
        dance=Dance(duration_s=SECONDS, seed=3, jerkiness=0.8),
        looks=3,
    ),
    Character(
        name="Milo",
        words="off the beat",
        faults=frozenset({"rhythm"}),
        dance=Dance(duration_s=SECONDS, seed=7, tempo_error=0.12, timing_jitter_s=0.03),
        looks=1,
    ),
    Character(
        name="Pip",
        words="every fault",
        faults=frozenset(METRICS),
        dance=Dance(
            duration_s=SECONDS,
            seed=6,
            variety=2,
            lag_s=0.15,
            timing_jitter_s=0.12,
            jerkiness=0.9,
            wobble=0.9,
        ),
        looks=2,
    ),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the service made of a character.

    Attributes
    ----------
    metrics : Mapping[str, float]
        Score of each metric, 0 to 100.
    """

    character: Character
    score: float
    metrics: Mapping[str, float]


def surprises(judged: tuple[Judged, ...]) -> tuple[str, ...]:
    """Return where the scores contradict the way the dancers were drawn, in words.

    Whoever has all the faults of another and more must score less in total, and less in each
    metric that only the one with more faults was drawn to be weak in.
    """
    return tuple(
        f"{worse.character.name} is drawn to have less {what} than {better.character.name}, "
        f"yet got {had:.2f} against {against:.2f}."
        for better in judged
        for worse in judged
        if better.character.faults < worse.character.faults
        for what, had, against in _comparisons(better, worse)
        if had >= against
    )


def _comparisons(better: Judged, worse: Judged) -> tuple[tuple[str, float, float], ...]:
    weaker_in = sorted(worse.character.faults - better.character.faults)
    return (
        ("skill", worse.score, better.score),
        *((name, worse.metrics[name], better.metrics[name]) for name in weaker_in),
    )


def seed_of(dance: Dance, take: int) -> int:
    """Return the seed of a take: another dance of the same skill."""
    return dance.seed + _TAKES_APART * take


def drawn_once(folder: Path, name: str, dance: Dance, film: Clip) -> Path:
    """Return somebody's clip, drawn unless it is there already."""
    path = folder / f"{name.lower()}-{_digest(dance, film)}.mp4"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        write_clip(part, dance, film)
        part.replace(path)
    return path


def _digest(dance: Dance, film: Clip) -> str:
    """Return what tells this clip from another dance, film or way of drawing."""
    drawn_by = b"".join(source.read_bytes() for source in sorted(_SOURCES.glob("*.py")))
    return hashlib.sha256(repr((dance, film)).encode() + drawn_by).hexdigest()[:12]
