"""Creativity: how much different movement a clip holds, as far as a body can have meant it."""

from typing import Final

import numpy as np

from pose.body.limbs import limb_vectors
from pose.body.posture import joint_angles
from pose.body.turning import body_turns
from pose.body.variety import (
    angle_entropy,
    effective_dimensionality,
    pose_diversity,
    vocabulary,
)
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.landmarks import Landmark
from pose.matching.deviations import bar_seconds
from pose.matching.phrase import LOST, moves, resemblance
from pose.metrics.confidence import joints_confidence, ramp
from pose.metrics.result import MetricResult, Stretch
from pose.metrics.smoothness import JOINTS
from pose.motion import FloatArray, Motion
from pose.timing.events import body_speed

NAME: Final = "creativity"
UNIT: Final = "share of the widest repertoire"
SHARES: Final = {
    "diversity": 0.20,
    "dimensions": 0.20,
    "space": 0.20,
    "vocabulary": 0.10,
    "moves": 0.30,
}
"""SCORING section 5 has poses 0.30, here diversity and vocabulary; moves 0.20, and novelty against
the crowd 0.10. Without a crowd what is new is told within the clip: the moves take both."""
POSES: Final = 60
DIFFERENT: Final = 0.25
"""Radians, root mean square over twelve angles, at which two poses are half alike: 14 degrees."""
NEW: Final = (5.0, 15.0)
"""Mean limb angles, degrees, to all that was danced before, between which a bar turns from the same
again into another move. The tracker finds a move danced twice 1 to 5 apart."""
PHRASE_BARS: Final = 8
"""Bars in which a dancer can show what there is to show: who repeats later, has shown it."""
ENOUGH_S: Final = 6.0
REACHING: Final = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)


def creativity(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score diversity of poses, independent modes, space, vocabulary and moves, if plausible.

    The vocabulary is of poses; the moves are the share of bars that are like none danced before
    them. There is no accepted absolute measure of creativity; this one is diversity within the
    clip, and is published as such: novelty against the crowd needs a crowd. Noise would have the
    most of it: the factor of plausibility takes away what is faster or less coordinated than a body
    can be.
    """
    angles = joint_angles(motion)
    angles = angles[np.isfinite(angles).all(axis=1)]
    if len(angles) < POSES:
        return MetricResult(NAME, 0.0, UNIT, 0.0, 0.0, {"poses": float(len(angles))})
    sampled = angles[np.linspace(0, len(angles) - 1, POSES).astype(int)]
    stretches = _stretches(motion, brief)
    different = _different(stretches)
    raw = {
        "diversity": pose_diversity(sampled),
        "dimensions": effective_dimensionality(angles),
        "space": _space(motion),
        "vocabulary": vocabulary(sampled, DIFFERENT),
        "moves": _renewal(different, len(stretches)),
    }
    pace = float(body_speed(motion).mean())
    plausible = calibration.at(brief.challenge_type, f"{NAME}.pace", pace) * calibration.at(
        brief.challenge_type, f"{NAME}.disorder", raw["dimensions"]
    )
    value = plausible * _weighted(raw, brief, calibration)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=joints_confidence(motion, JOINTS) * ramp(motion.seconds, 0.0, ENOUGH_S),
        evidence={
            **raw,
            "different_moves": different,
            "angle_entropy": angle_entropy(angles),
            "turns": body_turns(motion),
            "plausibility": plausible,
            **({"repeated_s": repeated[:1]} if (repeated := _repeated(stretches)) else {}),
        },
        stretches=stretches,
    )


def _stretches(motion: Motion, brief: ScoringBrief) -> tuple[Stretch, ...]:
    """Return how far each bar that is danced is from all that was danced before it."""
    limbs = limb_vectors(motion)
    bars = moves(limbs, motion.rate, bar_seconds(brief.target_bpm))
    nearest = np.minimum(resemblance(limbs, bars, motion.rate), LOST)
    return tuple(
        Stretch(
            bar.start / motion.rate, bar.stop / motion.rate, float(angle), "degrees from before"
        )
        for bar, angle in zip(bars, nearest, strict=True)
    )


def _different(stretches: tuple[Stretch, ...]) -> float:
    """Return how many different moves there are, each counting as far as it is a new one."""
    return sum(ramp(bar.value, *NEW) for bar in stretches)


def _renewal(different: float, bars: int) -> float:
    """Return the share of bars that could have brought another move and did, in [0, 1]."""
    return ramp(different, 1, max(min(bars, PHRASE_BARS), 2))


def _repeated(stretches: tuple[Stretch, ...]) -> list[float]:
    return [round(bar.start_s, 2) for bar in stretches if bar.value < float(np.mean(NEW))]


def _weighted(raw: dict[str, float], brief: ScoringBrief, calibration: Calibration) -> float:
    parts = (
        share * calibration.at(brief.challenge_type, f"{NAME}.{part}", raw[part])
        for part, share in SHARES.items()
    )
    return sum(parts) / sum(SHARES.values())


def _space(motion: Motion) -> float:
    """Return how far hands and feet reach about the hips, TU squared.

    The area of the box of their 5th to 95th percentiles.
    """
    reach = (motion.image[:, list(REACHING)] - motion.hips[:, None]).reshape(-1, 2)
    known: FloatArray = reach[np.isfinite(reach).all(axis=1)]
    if not len(known):
        return 0.0
    low, high = np.percentile(known, [5, 95], axis=0)
    return float(np.prod(high - low))
