"""Speed: how fast the limbs move, on average and at best, and how many accents they set."""

from typing import Final

import numpy as np

from pose.body.pace import accents, directness, limb_speeds
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult, seconds_of
from pose.metrics.smoothness import JOINTS
from pose.motion import FloatArray, Motion

NAME: Final = "speed"
UNIT: Final = "share of the fastest dance"
SHARES: Final = {"mean": 0.5, "peak": 0.3, "accents": 0.2}
FASTEST: Final = 25.0
"""TU/s, about 12 m/s, that no limb of a dancer reaches: beyond it the tracker has jumped."""
FAULTY: Final = 0.1
"""Share of such samples from which nothing can be trusted."""
LEAST_S: Final = 2.0
ENOUGH_S: Final = 6.0
_HIGH_PERCENTILE: Final = 95


def speed(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score the speed of the limbs against the hips.

    0.5 mean speed + 0.3 95th percentile + 0.2 accents (pauses of the limbs) a minute, each by its
    curve, as far as a body can be that fast and gets on by it: trembling is no speed.
    """
    speeds = limb_speeds(motion)
    faulty = float((speeds > FASTEST).mean())
    capped = np.minimum(speeds, FASTEST)
    raw = {
        "mean": float(capped.mean()),
        "peak": float(np.percentile(capped, _HIGH_PERCENTILE)),
        "accents": 60 * accents(motion) / max(motion.seconds, 1.0),
    }
    direct = directness(motion)
    plausible = calibration.at(brief.challenge_type, f"{NAME}.plausible", raw["mean"])
    plausible *= calibration.at(brief.challenge_type, f"{NAME}.directness", direct)
    value = plausible * sum(
        share * calibration.at(brief.challenge_type, f"{NAME}.{part}", raw[part])
        for part, share in SHARES.items()
    )
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(motion.seconds, LEAST_S, ENOUGH_S)
        * (1 - ramp(faulty, 0.0, FAULTY)),
        evidence={
            "mean_tu_per_s": raw["mean"],
            "peak_tu_per_s": raw["peak"],
            "accents_per_min": raw["accents"],
            "directness": direct,
            "plausibility": plausible,
            "faulty_share": faulty,
            **_extremes(capped.mean(axis=1), motion.rate),
        },
        stretches=seconds_of(capped.mean(axis=1), motion.rate, "TU/s"),
    )


def _extremes(pace: FloatArray, rate: float) -> dict[str, float]:
    """Return when in the clip the body is fastest and slowest over two seconds, s."""
    window = min(round(2 * rate), len(pace))
    mean = np.convolve(pace, np.ones(window) / window, mode="valid")
    return {
        "fastest_s": (int(np.argmax(mean)) + window / 2) / rate,
        "slowest_s": (int(np.argmin(mean)) + window / 2) / rate,
    }
