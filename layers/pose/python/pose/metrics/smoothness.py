"""Smoothness: how fluently the limbs move, a few beats at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.fluency import log_dimensionless_jerk, spectral_arc_length
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.landmarks import HEAD, HIPS, Landmark
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult, Stretch
from pose.motion import FloatArray, Motion

NAME: Final = "smoothness"
SHARES: Final = {"arc_length": 0.6, "jerk": 0.4}
WINDOW_S: Final = 2.0
WINDOW_BEATS: Final = 4
SHORTEST_WINDOW_S: Final = 1.5
HOPS: Final = 4
"""Windows begin four times in their length."""
JITTER: Final = 0.25
"""TU/s, mean speed in a window at which half of it may be the tracker's jitter: a motionless body
shows 0.05 to 0.2."""
MIDDLE: Final = (0.25, 0.75)
MOVING: Final = 0.25
"""Share of a joint's weight from which a window is worth being talked about."""
LITTLE: Final = 0.15
"""Share of windows with movement at which the result is half what is usual."""
FEW: Final = 3.0
"""Windows with movement at which the result is half what is usual: of one or two, what the tracker
does by chance is not yet told from what the dancer does."""
USUAL: Final = 0.75
"""Credit of the usual dance."""
ENOUGH_WINDOWS: Final = 5
AT_REST: Final = -1.0
"""Reported where nothing moves: above all that a movement can reach."""

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
    most: float
    arc_length: float
    jerk: float


def smoothness(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score how simple the speed profiles of all windows are that hold movement: their midmeans.

    0.6 spectral arc length + 0.4 logarithmic dimensionless jerk, each by its curve; the former is
    told from noise by its shape, the latter still falls where the former has bottomed out. Such
    measures mean one movement, not a clip: over a longer clip the same dance would come out
    jerkier. Hence short windows, and their middle over windows and joints: two seconds, or four
    beats of the music where those are shorter, so that a fast song does not make a dancer jerky.

    A window counts by how far its movement stands out from the tracker's jitter; where little does,
    or the clip has few windows, there is little to tell from, and the result keeps to what is
    usual.
    """
    length = window_length(brief)
    windows = _windows(motion, length)
    weights = np.array([window.weight for window in windows])
    held = float(weights.sum()) / sum(JOINTS.values())
    told = held / _starts(motion, length)
    evidence: dict[str, float | list[float] | str] = {
        "windows": float(len(windows)),
        "moving_share": told,
    }
    credit, raw = USUAL, dict.fromkeys(SHARES, AT_REST)
    if told > 0:
        raw = {p: midmean(np.array([getattr(w, p) for w in windows]), weights) for p in SHARES}
        where, start = _roughest(windows)
        evidence |= {**raw, "roughest_part": where, "roughest_s": start + length / 2}
        measured = sum(
            share * calibration.at(brief.challenge_type, f"{NAME}.{part}", raw[part])
            for part, share in SHARES.items()
        )
        sure = _outweighing(told, LITTLE) * _outweighing(held, FEW)
        credit = sure * measured + (1 - sure) * USUAL
    return MetricResult(
        name=NAME,
        value=raw["arc_length"],
        unit="SPARC",
        score=calibration.score(brief.challenge_type, NAME, credit),
        confidence=joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(2 * motion.seconds / length - 1, 0, ENOUGH_WINDOWS),
        evidence=evidence,
        stretches=_stretches(windows, length),
    )


def midmean(values: FloatArray, weights: FloatArray) -> float:
    """Return the mean of the middle half of some values by weight.

    Nearly as deaf to outliers as the median, but it does not leap from one value to the next.
    """
    order = np.argsort(values, kind="stable")
    edges = np.concatenate([[0.0], np.cumsum(weights[order]) / weights.sum()])
    inside = np.diff(np.clip(edges, *MIDDLE))
    return float(values[order] @ inside / inside.sum())


def window_length(brief: ScoringBrief) -> float:
    """Return how long a window is, s: 2, or four beats of a fast song, but at least 1.5."""
    beat = 60 / brief.target_bpm if brief.target_bpm else WINDOW_S
    return min(WINDOW_S, max(WINDOW_BEATS * beat, SHORTEST_WINDOW_S))


def _starts(motion: Motion, length: float) -> int:
    """Return how many windows of each joint a motion has."""
    size, hop = _spans(motion, length)
    return max(len(range(0, len(motion.image) - size, hop)), 1)


def _outweighing(evidence: float, half: float) -> float:
    """Return how far evidence outweighs what is usual, in [0, 1]; `half` of it by 0.5."""
    return evidence**2 / (evidence**2 + half**2)


def _spans(motion: Motion, length: float) -> tuple[int, int]:
    return round(length * motion.rate), round(length / HOPS * motion.rate)


def _windows(motion: Motion, length: float) -> list[_Window]:
    """Measure every window of every joint that is seen in it."""
    size, hop = _spans(motion, length)
    found = []
    for joints, weight in JOINTS.items():
        speed = motion.speed(motion.middle(joints))
        for start in range(0, len(speed) - size, hop):
            part = speed[start : start + size + 1]
            if np.isfinite(part).all() and np.ptp(np.diff(part)) > 0:
                power = float(np.mean(part)) ** 2
                found.append(
                    _Window(
                        part=_PARTS[joints],
                        start_s=start / motion.rate,
                        weight=weight * power / (power + JITTER**2),
                        most=weight,
                        arc_length=spectral_arc_length(part, motion.rate),
                        jerk=log_dimensionless_jerk(part, motion.rate),
                    )
                )
    return found


def _stretches(windows: list[_Window], length: float) -> tuple[Stretch, ...]:
    """Return the mean arc length of each part of the body in each window that holds movement."""
    found = dict[tuple[float, str], list[float]]()
    for window in _moving(windows):
        found.setdefault((window.start_s, window.part), []).append(window.arc_length)
    return tuple(
        Stretch(start, start + length, float(np.mean(values)), "SPARC", part=part)
        for (start, part), values in sorted(found.items())
    )


def _moving(windows: list[_Window]) -> list[_Window]:
    """Return the windows in which a joint stands out from the tracker's jitter."""
    return [window for window in windows if window.weight > MOVING * window.most]


def _roughest(windows: list[_Window]) -> tuple[str, float]:
    """Return the part of the body and the start of the window that moved least smoothly."""
    moving = _moving(windows) or windows
    means = {
        key: np.mean([w.arc_length for w in moving if (w.part, w.start_s) == key])
        for key in sorted({(window.part, window.start_s) for window in moving})
    }
    return min(means, key=lambda key: (means[key], key[1]))
