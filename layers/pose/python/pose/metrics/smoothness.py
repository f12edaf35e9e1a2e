"""Smoothness: how fluently the limbs move, a few beats at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.fluency import log_dimensionless_jerk, spectral_arc_length
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.landmarks import Landmark
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult, Stretch
from pose.motion import HEAD, HIPS, FloatArray, Motion

NAME: Final = "smoothness"
SHARES: Final = {"arc_length": 0.6, "jerk": 0.4}
WINDOW_S: Final = 2.0
WINDOW_BEATS: Final = 4
SHORTEST_WINDOW_S: Final = 1.5
MOVING_ABOVE: Final = 0.15
"""TU/s below which a joint is at rest, and has no smoothness."""
ENOUGH_WINDOWS: Final = 5
AT_REST: Final = -1.0
"""Above all that a movement can reach: a body at rest has no fault of smoothness. Who rests where
movement is asked for is stopped by the activity factor, not here."""

JOINTS: Final[Mapping[tuple[int, ...], float]] = {
    (Landmark.LEFT_WRIST,): 0.125,
    (Landmark.RIGHT_WRIST,): 0.125,
    (Landmark.LEFT_ELBOW,): 0.075,
    (Landmark.RIGHT_ELBOW,): 0.075,
    (Landmark.LEFT_ANKLE,): 0.1,
    (Landmark.RIGHT_ANKLE,): 0.1,
    (Landmark.LEFT_KNEE,): 0.05,
    (Landmark.RIGHT_KNEE,): 0.05,
    HIPS: 0.2,
    HEAD: 0.1,
}
_PARTS: Final[Mapping[tuple[int, ...], str]] = {
    (Landmark.LEFT_WRIST,): "arms",
    (Landmark.RIGHT_WRIST,): "arms",
    (Landmark.LEFT_ELBOW,): "arms",
    (Landmark.RIGHT_ELBOW,): "arms",
    (Landmark.LEFT_ANKLE,): "legs",
    (Landmark.RIGHT_ANKLE,): "legs",
    (Landmark.LEFT_KNEE,): "legs",
    (Landmark.RIGHT_KNEE,): "legs",
    HIPS: "hips",
    HEAD: "head",
}


@dataclass(frozen=True, slots=True)
class _Window:
    part: str
    start_s: float
    weight: float
    arc_length: float
    jerk: float


def smoothness(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score how simple the speed profiles of all moving windows are: their weighted medians.

    0.6 spectral arc length + 0.4 logarithmic dimensionless jerk, each by its curve; the former is
    told from noise by its shape, the latter still falls where the former has bottomed out. Such
    measures mean one movement, not a clip: over a longer clip the same dance would come out
    jerkier. Hence short windows, and their median over windows and joints: two seconds, or four
    beats of the music where those are shorter, so that a fast song does not make a dancer jerky.
    """
    length = window_length(brief)
    windows = _windows(motion, length)
    evidence: dict[str, float | list[float] | str] = {"windows": float(len(windows))}
    raw = dict.fromkeys(SHARES, AT_REST)
    if windows:
        weights = np.array([window.weight for window in windows])
        for part in SHARES:
            values = np.array([getattr(window, part) for window in windows])
            raw[part] = weighted_median(values, weights)
        where, start = _roughest(windows)
        evidence |= {**raw, "roughest_part": where, "roughest_s": start + length / 2}
    share = sum(
        weight * calibration.at(brief.challenge_type, f"{NAME}.{part}", raw[part])
        for part, weight in SHARES.items()
    )
    return MetricResult(
        name=NAME,
        value=raw["arc_length"],
        unit="SPARC",
        score=calibration.score(brief.challenge_type, NAME, share),
        confidence=joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(2 * motion.seconds / length - 1, 0, ENOUGH_WINDOWS),
        evidence=evidence,
        stretches=_stretches(windows, length),
    )


def weighted_median(values: FloatArray, weights: FloatArray) -> float:
    """Return the least value that half of the weight does not exceed."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def window_length(brief: ScoringBrief) -> float:
    """Return how long a window is, s: 2, or four beats of a fast song, but at least 1.5."""
    beat = 60 / brief.target_bpm if brief.target_bpm else WINDOW_S
    return min(WINDOW_S, max(WINDOW_BEATS * beat, SHORTEST_WINDOW_S))


def _windows(motion: Motion, length: float) -> list[_Window]:
    """Measure every half-overlapping window of every joint that is seen and moves in it."""
    size, hop = round(length * motion.rate), round(length / 2 * motion.rate)
    found = []
    for joints, weight in JOINTS.items():
        speed = motion.speed(motion.middle(joints))
        for start in range(0, len(speed) - size, hop):
            part = speed[start : start + size + 1]
            if _moves(part):
                found.append(
                    _Window(
                        part=_PARTS[joints],
                        start_s=start / motion.rate,
                        weight=weight,
                        arc_length=spectral_arc_length(part, motion.rate),
                        jerk=log_dimensionless_jerk(part, motion.rate),
                    )
                )
    return found


def _moves(speed: FloatArray) -> bool:
    """Return whether a joint is seen all the time, is not at rest and changes its speed."""
    seen = bool(np.isfinite(speed).all())
    return seen and bool(speed.mean() >= MOVING_ABOVE and np.ptp(np.diff(speed)) > 0)


def _stretches(windows: list[_Window], length: float) -> tuple[Stretch, ...]:
    """Return the mean arc length of each part of the body in each window."""
    found = dict[tuple[float, str], list[float]]()
    for window in windows:
        found.setdefault((window.start_s, window.part), []).append(window.arc_length)
    return tuple(
        Stretch(start, start + length, float(np.mean(values)), "SPARC", part=part)
        for (start, part), values in sorted(found.items())
    )


def _roughest(windows: list[_Window]) -> tuple[str, float]:
    """Return the part of the body and the start of the window that moved least smoothly."""
    means = {
        key: np.mean([w.arc_length for w in windows if (w.part, w.start_s) == key])
        for key in sorted({(window.part, window.start_s) for window in windows})
    }
    return min(means, key=lambda key: (means[key], key[1]))
