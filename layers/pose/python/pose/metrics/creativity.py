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
SHARES: Final = {"diversity": 0.30, "dimensions": 0.20, "space": 0.20, "vocabulary": 0.20}
"""Novelty against the crowd, another 0.10, needs a crowd; the four are scaled to 1 without it."""
POSES: Final = 60
DIFFERENT: Final = 0.25
"""Radians, root mean square over twelve angles, at which two poses are half alike: 14 degrees."""
REPEATED: Final = 10.0
"""Mean limb angle, degrees, to something danced before up to which a bar repeats it."""
ENOUGH_S: Final = 6.0
REACHING: Final = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)


def creativity(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score diversity of poses, independent modes, space used and vocabulary, if plausible.

    There is no accepted absolute measure of creativity; this one is diversity within the clip, and
    is published as such. Noise would have the most of it: the factor of plausibility takes away
    what is faster or less coordinated than a body can be.
    """
    angles = joint_angles(motion)
    angles = angles[np.isfinite(angles).all(axis=1)]
    if len(angles) < POSES:
        return MetricResult(NAME, 0.0, UNIT, 0.0, 0.0, {"poses": float(len(angles))})
    sampled = angles[np.linspace(0, len(angles) - 1, POSES).astype(int)]
    raw = {
        "diversity": pose_diversity(sampled),
        "dimensions": effective_dimensionality(angles),
        "space": _space(motion),
        "vocabulary": vocabulary(sampled, DIFFERENT),
    }
    pace = float(body_speed(motion).mean())
    plausible = calibration.at(brief.challenge_type, f"{NAME}.pace", pace) * calibration.at(
        brief.challenge_type, f"{NAME}.disorder", raw["dimensions"]
    )
    value = plausible * _weighted(raw, brief, calibration)
    stretches = _stretches(motion, brief)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=joints_confidence(motion, JOINTS) * ramp(motion.seconds, 0.0, ENOUGH_S),
        evidence={
            **raw,
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


def _repeated(stretches: tuple[Stretch, ...]) -> list[float]:
    return [round(one.start_s, 2) for one in stretches if one.value < REPEATED]


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
