"""Reference values of the field, each computed anew by the functions that score."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.fluency import log_dimensionless_jerk, spectral_arc_length
from pose.body.mass import segments
from pose.body.support import extrapolated_centre
from pose.body.sway import prediction_ellipse_area, sway
from pose.body.turning import turns
from pose.body.variety import angle_entropy, effective_dimensionality
from pose.motion import FloatArray
from pose.timing.beats import beat_alignment, mean_direction

BEAT: Final = 0.5
RANDOM_RESULTANT: Final = {5: 0.396, 10: 0.280, 20: 0.198, 40: 0.140, 60: 0.114}
JITTERED_RESULTANT: Final = {10: 0.992, 20: 0.969, 30: 0.931, 50: 0.821, 80: 0.603, 100: 0.454}
DRIFTED_RESULTANT: Final = {119.0: 0.631, 119.5: 0.900, 118.0: 0.0, 117.0: 0.2105}
SHIFTED_ALIGNMENT: Final = {
    0: 1.0, 1: 0.94596, 2: 0.80074, 3: 0.60653, 4.5: 0.32465, 6: 0.13534, 9: 0.01111, 15: 0.0,
}  # fmt: skip
CHANCE_ALIGNMENT: Final = {90: 0.188, 120: 0.251, 160: 0.334}
APART: Final = {
    0.25: (-1.40341, -5.434), 0.5: (-1.63111, -6.373),
    1.0: (-2.24455, -8.084), 1.5: (-3.11903, -8.738),
}  # fmt: skip
REACHES: Final = {
    (0.5, 1000): (-1.40243, -5.31802), (1.0, 1000): (-1.40243, -5.32003),
    (2.0, 1000): (-1.40243, -5.32103), (1.0, 100): (-1.40583, -5.30163),
    (1.0, 60): (-1.40041, -5.28759), (1.0, 30): (-1.40041, -5.25090),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A number of the literature or of theory, and what comes out here."""

    name: str
    expected: float
    found: float
    tolerance: float

    @property
    def met(self) -> bool:
        """Whether both agree."""
        return abs(self.found - self.expected) <= self.tolerance


def reference_values() -> list[ReferenceValue]:
    """Return all of them."""
    families: tuple[Callable[[], list[ReferenceValue]], ...] = (
        _smoothness, _rhythm, _balance, _variety,
    )  # fmt: skip
    return [value for family in families for value in family()]


def _reach(seconds: float, rate: float) -> FloatArray:
    u = np.linspace(0, 1, round(seconds * rate) + 1)
    return np.asarray(30 * u**2 * (1 - u) ** 2)


def _two_reaches(second_at: float) -> FloatArray:
    one, wait = _reach(1.0, 100.0), round(100 * second_at)
    return np.asarray(np.pad(one, (0, wait)) + np.pad(one, (wait, 0)))


def _smoothness() -> list[ReferenceValue]:
    time = np.arange(-1, 1, 0.01)
    bell = np.exp(-5 * time**2)
    found = [
        ReferenceValue("SPARC, its authors' bell", -1.41403, spectral_arc_length(bell, 100), 1e-5),
        ReferenceValue("LDLJ, the same", -5.81636, log_dimensionless_jerk(bell, 100), 1e-5),
    ]
    for (seconds, rate), (arc, jerk) in REACHES.items():
        speed, of = _reach(seconds, rate), f"reach of {seconds:g} s at {rate:g} Hz"
        found.append(ReferenceValue(f"SPARC, {of}", arc, spectral_arc_length(speed, rate), 2e-5))
        found.append(ReferenceValue(f"LDLJ, {of}", jerk, log_dimensionless_jerk(speed, rate), 2e-5))
    for apart, (arc, jerk) in APART.items():
        speed, of = _two_reaches(apart), f"two reaches {apart:g} s apart"
        found.append(ReferenceValue(f"SPARC, {of}", arc, spectral_arc_length(speed, 100), 2e-5))
        found.append(ReferenceValue(f"LDLJ, {of}", jerk, log_dimensionless_jerk(speed, 100), 1e-3))
    return found


def _rhythm() -> list[ReferenceValue]:
    chance = np.random.default_rng(0)
    found = []
    for count, expected in RANDOM_RESULTANT.items():
        draws = chance.uniform(0, 99, (2000, count))
        mean = float(np.mean([abs(mean_direction(draw, BEAT)) for draw in draws]))
        found.append(ReferenceValue(f"E[R] of {count} random events", expected, mean, 0.012))
    for jitter_ms, expected in JITTERED_RESULTANT.items():
        times = np.arange(4000) * BEAT + chance.normal(0, jitter_ms / 1000, 4000)
        resultant = abs(mean_direction(times, BEAT))
        found.append(ReferenceValue(f"R at {jitter_ms} ms of jitter", expected, resultant, 0.015))
    for bpm, expected in DRIFTED_RESULTANT.items():
        resultant = abs(mean_direction(np.arange(0, 30, 60 / bpm), BEAT))
        found.append(ReferenceValue(f"R of {bpm:g} against 120/min", expected, resultant, 1e-3))
    beats = np.arange(BEAT, 10, BEAT)
    for frames, expected in SHIFTED_ALIGNMENT.items():
        aligned = beat_alignment(beats + frames / 60, beats)
        found.append(ReferenceValue(f"BAS, {frames:g} frames late", expected, aligned, 1e-5))
    events = chance.uniform(1, 99, 5000)
    for tempo, expected in CHANCE_ALIGNMENT.items():
        aligned = beat_alignment(events, np.arange(0, 100, 60 / tempo))
        found.append(ReferenceValue(f"BAS of chance, {tempo}/min", expected, aligned, 0.015))
    return found


def _balance() -> list[ReferenceValue]:
    turn = 2 * np.pi * np.arange(1000) / 1000
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    masses = [sum(part.mass for part in segments(share)) for share in (0.0, 1.0)]
    ahead = float(extrapolated_centre(np.zeros(1), np.full(1, 0.3), 1.0)[0])
    return [
        ReferenceValue("masses of all segments, men", 1.0, masses[0], 5e-5),
        ReferenceValue("masses of all segments, women", 0.9999, masses[1], 5e-5),
        ReferenceValue("ellipse of a unit circle", 9.46805, prediction_ellipse_area(circle), 1e-4),
        ReferenceValue("path of a unit circle", 6.2769, sway(circle, 100).path_length, 1e-4),
        ReferenceValue("XcoM ahead at 0.3 m/s, m", 0.0958, ahead, 1e-4),
        ReferenceValue("three turns of a line", 3.0, turns(np.tile(circle, (3, 1))), 0.002),
    ]


def _variety() -> list[ReferenceValue]:
    time = np.arange(0, 20, 0.01)
    found = []
    for count in (1, 3, 8):
        swings = np.zeros((len(time), 12))
        swings[:, :count] = np.sin(2 * np.pi * np.arange(1, count + 1) * time[:, None])
        modes = effective_dimensionality(swings)
        found.append(ReferenceValue(f"modes of {count} independent swings", count, modes, 1e-3))
    even = np.linspace(0, np.pi, 1200, endpoint=False)[:, None].repeat(12, axis=1)
    found.append(ReferenceValue("entropy of angles used evenly", 1.0, angle_entropy(even), 1e-4))
    found.append(ReferenceValue("entropy of an angle", 0.0, angle_entropy(np.ones((99, 12))), 1e-9))
    return found
