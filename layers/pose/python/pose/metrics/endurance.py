"""Endurance: does the dance go on to the end as it began."""

from math import exp, log
from typing import Final

from pose.body.pace import energy
from pose.body.stamina import (
    active_share,
    fatigue,
    fluency,
    kept,
    longest_rest,
    mean_energy,
    phase_lock,
)
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult, seconds_of
from pose.metrics.smoothness import JOINTS
from pose.metrics.unmeasured import REASON, unmeasured
from pose.motion import Motion

NAME: Final = "endurance"
UNIT: Final = "share of a dance without fatigue"
SHARES: Final = {"fatigue": 0.25, "rest": 0.15, "kept": 0.2}
"""The rest is for dancing at all."""
LEAST_S: Final = 8.0
ENOUGH_S: Final = 20.0
MINUTE_S: Final = 60.0
DOUBLED: Final = log(2)
"""Growth of the energy a minute beyond which nothing is reported: a clip is shorter than that."""
TOO_SHORT: Final = "endurance shows in a clip of at least 20 seconds; record a longer one"


def endurance(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score activity, fatigue, rests and what the last third keeps of the first.

    active x (0.40 + 0.25 fatigue + 0.15 rest + 0.20 kept). Fatigue is what the trend of the energy
    surely takes away over the clip, kept the mean of the thirds' ratios of energy, smoothness and,
    where the challenge has a tempo, phase lock. To grow is no fault and no merit.
    """
    if motion.seconds < LEAST_S:
        return unmeasured(NAME, UNIT, TOO_SHORT)
    trend, surely = fatigue(motion)
    rest, rest_at = longest_rest(motion)
    ratios = _ratios(motion, brief)
    raw = {
        "active": active_share(motion),
        "fatigue": 1 - exp(surely * motion.seconds),
        "rest": rest,
        "kept": sum(ratios.values()) / len(ratios),
    }
    credit = {
        part: calibration.at(brief.challenge_type, f"{NAME}.{part}", raw[part]) for part in raw
    }
    lasting = 1 - sum(SHARES.values()) + sum(SHARES[part] * credit[part] for part in SHARES)
    value = credit["active"] * lasting
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(motion.seconds, LEAST_S, ENOUGH_S),
        evidence={
            "active_share": raw["active"],
            "energy_percent_per_min": 100 * (exp(min(trend * MINUTE_S, DOUBLED)) - 1),
            "lost_share": raw["fatigue"],
            "longest_rest_s": rest,
            "longest_rest_at_s": rest_at,
            **{f"{name}_kept": ratio for name, ratio in ratios.items()},
            **({REASON: TOO_SHORT} if motion.seconds < ENOUGH_S else {}),
        },
        stretches=seconds_of(energy(motion), motion.rate, "TU²/s²"),
    )


def _ratios(motion: Motion, brief: ScoringBrief) -> dict[str, float]:
    ratios = {"energy": kept(motion, mean_energy), "smoothness": kept(motion, fluency)}
    if brief.target_bpm:
        ratios["rhythm"] = kept(motion, phase_lock(MINUTE_S / brief.target_bpm))
    return ratios
