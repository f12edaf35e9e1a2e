"""Hold: how long the body keeps still above its feet, how quietly, and without a step."""

from typing import Final

import numpy as np

from pose.body.holds import Stance, above_support, best_try, corrections, holding, stance
from pose.body.mass import centre_of_mass
from pose.body.support import FEET, stretches
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.confidence import ramp
from pose.metrics.result import MetricResult, Stretch
from pose.metrics.unmeasured import unmeasured
from pose.motion import USED_ABOVE, FloatArray, Motion

NAME: Final = "hold"
UNIT: Final = "share of a perfect hold"
SHARES: Final = {"sway": 0.3, "corrections": 0.2}
"""The rest is for holding at all."""
NOISE: Final = 0.05
"""TU/s that the tracker alone makes a motionless body sway: 0.002 to 0.07, by the picture's grain.
A real body's sway of 2 to 5 mm is below it, so only what exceeds it is judged."""
LEAST_SEEN: Final = 0.3
UNSEEN: Final = "your feet are not seen well enough to tell how you stand"


def hold(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score the time held, its sway above the tracker's noise, and the steps that saved it.

    time x (0.5 + 0.3 sway + 0.2 corrections). A body holds while the centre of mass keeps its
    place above the standing feet and the limbs keep theirs. The best try counts: breaks up to a
    second do not end it, but are not time held. Every touch-down of a raised foot and every step
    of a standing one costs. Where the challenge says how long to hold, the time is a share of it.
    """
    centre = centre_of_mass(motion)
    confidence = _confidence(motion) * ramp(centre.mass_seen, 0.5, 0.9)
    if not confidence:
        return unmeasured(NAME, UNIT, UNSEEN)
    stood = _stance(motion, centre.path)
    above = above_support(motion, centre.path, stood)
    held = holding(motion, above)
    tried = best_try(held, motion.rate)
    saved = corrections(motion, stood, tried)
    raw = {
        "time": float(held[tried].sum()) / motion.rate,
        "sway": _sway(motion.speed(above)[tried][held[tried]]),
        "corrections": float(len(saved)),
    }
    value = _value(raw, brief, calibration)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=confidence,
        evidence={
            "hold_s": raw["time"],
            "hold_start_s": tried.start / motion.rate,
            "sway_tu_per_s": raw["sway"],
            "corrections": raw["corrections"],
            "corrections_s": [round(float(time), 2) for time in saved],
            "feet": float(len(stood.standing)),
            **({} if brief.hold_s is None else {"asked_s": brief.hold_s}),
        },
        stretches=tuple(
            Stretch(start / motion.rate, stop / motion.rate, (stop - start) / motion.rate, "s held")
            for start, stop in stretches(held)
        ),
    )


def _value(raw: dict[str, float], brief: ScoringBrief, calibration: Calibration) -> float:
    """Return the share of a perfect hold, from the raw quantities."""
    kind = brief.challenge_type
    credit = {part: calibration.at(kind, f"{NAME}.{part}", raw[part]) for part in raw}
    if brief.hold_s is not None:
        credit["time"] = calibration.at(kind, f"{NAME}.share", raw["time"] / brief.hold_s)
    kept = 1 - sum(SHARES.values()) + sum(SHARES[part] * credit[part] for part in SHARES)
    return credit["time"] * kept


def _stance(motion: Motion, centre: FloatArray) -> Stance:
    """Return what the body stands on while it holds, as first told from the whole clip."""
    usual = stance(motion, np.ones(len(motion.image), dtype=np.bool_))
    return stance(motion, holding(motion, above_support(motion, centre, usual)))


def _sway(speed: FloatArray) -> float:
    """Return the rms of a held centre's speed (n,) beyond the tracker's noise, TU/s."""
    return float(np.sqrt(max(float((speed**2).mean()) - NOISE**2, 0.0))) if len(speed) else 0.0


def _confidence(motion: Motion) -> float:
    """Return how far the ankles are seen; one alone, as from the side, is worth half."""
    worse, better = sorted(ramp(motion.seen([foot[0]]), LEAST_SEEN, USED_ABOVE) for foot in FEET)
    return (worse + better) / 2
