"""The drawn dancer with faults put in, one at a time and stronger and stronger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.scoring.takes import Drawn
from local.drawn_dancer import LOOKS, Clip, Dance

BPM: Final = 120.0
SECONDS: Final = 8.0
LONG_S: Final = 16.0
"""Eight bars, where the choice of moves is at stake."""
SIZE: Final = (360, 640)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of dancing: the metric it should lower, and how strong it is put in.

    Attributes
    ----------
    field
        Of `Dance`.
    strengths
        Weaker ones first; the first is none at all.
    scale
        What the strengths are, in words.
    seconds
        Length of the clips.
    """

    metric: str
    field: str
    scale: str
    strengths: tuple[float, ...]
    seconds: float = SECONDS


FAULTS: Final[Mapping[str, Fault]] = {
    "off the beat": Fault(
        "rhythm", "timing_jitter_s", "scatter of the beats, s", (0, 0.03, 0.06, 0.09, 0.12, 0.16)
    ),
    "off the tempo": Fault(
        "rhythm", "tempo_error", "share too fast", (0, 0.02, 0.035, 0.05, 0.065, 0.08)
    ),
    "jerky": Fault("smoothness", "jerkiness", "jerkiness", (0, 0.2, 0.4, 0.6, 0.8, 1)),
    "wobbly": Fault("balance", "wobble", "wobble", (0, 0.2, 0.4, 0.6, 0.8, 1)),
    "repetitive": Fault("creativity", "variety", "moves known", (8, 5, 4, 3, 2, 1), LONG_S),
    "wrong moves": Fault(
        "accuracy", "wrong_share", "share of wrong bars", (0, 0.125, 0.25, 0.5, 0.75, 1), LONG_S
    ),
}


def clip(seed: int) -> Clip:
    """Return how the dancer of a seed is filmed."""
    return Clip(width=SIZE[0], height=SIZE[1], looks=LOOKS[seed % len(LOOKS)])


def danced(seed: int, fault: Fault, strength: float) -> Drawn:
    """Return the take of a seed's dancer with a fault."""
    dance = Dance(bpm=BPM, duration_s=fault.seconds, seed=seed)
    kind = type(getattr(dance, fault.field))
    return Drawn(replace(dance, **{fault.field: kind(strength)}), clip(seed))


def demonstrated(seed: int) -> Drawn:
    """Return the choreography of a seed, danced by somebody else."""
    looks = LOOKS[(seed + 1) % len(LOOKS)]
    dance = Dance(bpm=BPM, duration_s=LONG_S, seed=seed)
    return Drawn(dance, replace(clip(seed), looks=looks))


def takes(seeds: Iterable[int]) -> Iterator[Drawn]:
    """Yield every seed's choreography and its dances at every strength of every fault."""
    for seed in seeds:
        yield demonstrated(seed)
        for fault in FAULTS.values():
            yield from (danced(seed, fault, strength) for strength in fault.strengths)
