"""Music and noise made of numbers: drum loops whose beats are known because they were put there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

Audio = npt.NDArray[np.float32]
FloatArray = npt.NDArray[np.float64]
Sound = Callable[[np.random.Generator], FloatArray]

RATE: Final = 22_050
STEPS_A_BEAT: Final = 4

PATTERNS: Final[Mapping[str, Mapping[str, str]]] = {
    "rock": {"kick": "x.......x.x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."},
    "house": {"kick": "x...x...x...x...", "snare": "....x.......x...", "open": "..x...x...x...x."},
    "hip hop": {"kick": "x.....x..xx.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.xx"},
    "dembow": {"kick": "x...x...x...x...", "snare": "...x..x....x..x.", "hat": "x.x.x.x.x.x.x.x."},
    "steps": {"kick": "x.........x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."},
    "funk": {"kick": "x.x.....x.x..x..", "snare": "....x..o.o.ox..o", "hat": "xxxxxxxxxxxxxxxx"},
    "disco": {"kick": "x...x...x...x...", "snare": "....x.......x...", "hat": "x.xxx.xxx.xxx.xx"},
    "son": {"click": "x..x..x...x.x...", "kick": "x...x...x...x..."},
    "accented": {"accent": "x...............", "click": "....x...x...x..."},
    "eighths": {"accent": "x...x...x...x...", "click": "..x...x...x...x."},
    "offbeat": {"kick": "x.......x.......", "snare": "....x.......x...", "open": "..x...x...x...x.",
                "chop": "..x...x...x...x."},
}  # fmt: skip
"""One bar of four beats in sixteenths for each instrument: a hit, a ghost note, nothing."""
LOUDNESS: Final = {"x": 1.0, "o": 0.3, ".": 0.0}


@dataclass(frozen=True, kw_only=True)
class Loop:
    """A loop and how it is played.

    `swing` is the share of a beat at which its second eighth falls, `noise` the level of white
    noise, in decibels below the drums, `late_s` when the first beat falls, `scatter_s` the spread
    of the hits around their places, `hurry` by how much faster, as a share, the end is than the
    beginning.
    """

    pattern: str = "rock"
    bpm: float = 120.0
    seconds: float = 20.0
    swing: float = 0.5
    noise_db: float = 60.0
    late_s: float = 0.0
    scatter_s: float = 0.0
    hurry: float = 0.0
    seed: int = 0


def beats_of(loop: Loop) -> FloatArray:
    """Return when the beats fall, s."""
    count = (loop.seconds - loop.late_s) * loop.bpm / 60
    times = np.array([_clock(loop, beat) for beat in range(int(1.5 * count) + 1)])
    return times[times < loop.seconds]


def drum_loop(loop: Loop | None = None, **changes: float | str) -> Audio:
    """Play a loop; `changes` are fields of `Loop`."""
    loop = loop or Loop(**changes)  # type: ignore[arg-type]
    rng = np.random.default_rng(loop.seed)
    out = np.zeros(round(loop.seconds * RATE) + RATE)
    steps_played = len(beats_of(loop)) * STEPS_A_BEAT
    for name, steps in PATTERNS[loop.pattern].items():
        sound = _SOUNDS[name](rng)
        for step in range(steps_played):
            loudness = LOUDNESS[steps[step % len(steps)]]
            if loudness:
                place = _clock(loop, _swung(step, loop.swing) / STEPS_A_BEAT)
                place = np.clip(place + rng.normal(0, loop.scatter_s), 0, loop.seconds)
                at = round(place * RATE)
                out[at : at + len(sound)] += loudness * rng.uniform(0.8, 1.0) * sound
    out = out[: round(loop.seconds * RATE)]
    out += rng.normal(size=len(out)) * np.std(out) * 10 ** (-loop.noise_db / 20)
    return _levelled(out)


def white_noise(seconds: float, *, seed: int = 0) -> Audio:
    """Hiss."""
    return _levelled(np.random.default_rng(seed).normal(size=round(seconds * RATE)))


def speech_like(seconds: float, *, seed: int = 0) -> Audio:
    """Syllables of uneven length, three to seven a second, of a buzzing voice or of hiss."""
    rng = np.random.default_rng(seed)
    out = np.zeros(round(seconds * RATE) + RATE)
    at = rng.uniform(0, 0.5)
    while at < seconds:
        length = round(rng.lognormal(np.log(0.19), 0.35) * RATE)
        sound = _syllable(rng, length)
        begin = round(at * RATE)
        out[begin : begin + length] += sound[: len(out) - begin]
        at += length / RATE + (rng.uniform(0.2, 0.9) if rng.random() < 0.15 else 0.0)
    return _levelled(out[: round(seconds * RATE)])


def _syllable(rng: np.random.Generator, length: int) -> FloatArray:
    hiss = rng.normal(size=length)
    pitch = rng.uniform(90, 240) * (1 + np.linspace(0, rng.uniform(-0.2, 0.2), length))
    buzz = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / RATE) - 0.7) + 0.4
    source = buzz if rng.random() < 0.75 else hiss
    low = rng.uniform(250, 700)
    voiced = sosfilt(butter(2, [low, low * 3.5], "bandpass", fs=RATE, output="sos"), source)
    attack = min(round(rng.uniform(0.01, 0.06) * RATE), length // 2)
    rise = np.concatenate([np.linspace(0, 1, attack), np.linspace(1, 0, length - attack) ** 0.7])
    return np.asarray(voiced * rise * rng.uniform(0.3, 1.0))


def _levelled(signal: FloatArray) -> Audio:
    return np.asarray(0.9 * signal / np.abs(signal).max(), np.float32)


def _clock(loop: Loop, beat: float) -> float:
    """Return when a beat, or a part of one, falls, s."""
    period, total = 60 / loop.bpm, loop.seconds * loop.bpm / 60
    return loop.late_s + period * beat * (1 - loop.hurry * (beat / total - 1) / 2)


def _swung(step: int, swing: float) -> float:
    """Return where a sixteenth falls when the second eighth of each beat is put off."""
    beat, sixteenth = divmod(step, STEPS_A_BEAT)
    eighth = 2 * swing
    return STEPS_A_BEAT * beat + 2 * (
        sixteenth / 2 * eighth if sixteenth < 2 else eighth + (sixteenth / 2 - 1) * (2 - eighth)
    )


def _fading(seconds: float, half_life_s: float) -> tuple[FloatArray, FloatArray]:
    """Return times and a loudness that falls by half each half-life."""
    times = np.arange(round(seconds * RATE)) / RATE
    return times, 0.5 ** (times / half_life_s) * np.minimum(1, times / 0.001)


def _kick(rng: np.random.Generator) -> FloatArray:
    times, loud = _fading(0.3, 0.05)
    sweep = 50 * times + 110 * 0.03 * (1 - np.exp(-times / 0.03))
    knock = rng.normal(size=len(times)) * np.exp(-times / 0.003) * 0.15
    return np.asarray(0.9 * loud * np.sin(2 * np.pi * sweep) + knock)


def _snare(rng: np.random.Generator) -> FloatArray:
    times, loud = _fading(0.22, 0.035)
    rattle = sosfilt(
        butter(2, 1500, "highpass", fs=RATE, output="sos"), rng.normal(size=len(times))
    )
    return np.asarray(0.45 * loud * (rattle + np.sin(2 * np.pi * 190 * times)))


def _hiss(seconds: float, half_life_s: float, loudness: float) -> Sound:
    def sound(rng: np.random.Generator) -> FloatArray:
        times, loud = _fading(seconds, half_life_s)
        bright = butter(4, 6500, "highpass", fs=RATE, output="sos")
        return np.asarray(loudness * loud * sosfilt(bright, rng.normal(size=len(times))))

    return sound


def _tone(hertz: float, loudness: float) -> Sound:
    def sound(rng: np.random.Generator) -> FloatArray:
        times, loud = _fading(0.08, 0.012)
        return np.asarray(loudness * loud * np.sin(2 * np.pi * hertz * times + rng.uniform(0, 1)))

    return sound


def _chop(rng: np.random.Generator) -> FloatArray:
    times, loud = _fading(0.2, 0.06)
    chord = sum(np.sign(np.sin(2 * np.pi * hertz * times + rng.uniform(0, 6))) for hertz in
                (330.0, 392.0, 494.0))  # fmt: skip
    return np.asarray(0.12 * loud * chord)


_SOUNDS: Final[Mapping[str, Sound]] = {
    "kick": _kick,
    "snare": _snare,
    "hat": _hiss(0.08, 0.012, 0.25),
    "open": _hiss(0.25, 0.07, 0.4),
    "click": _tone(1000, 0.5),
    "accent": _tone(1500, 0.9),
    "chop": _chop,
}
