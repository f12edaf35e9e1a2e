"""Balance: does the body stay above its feet, and how quietly."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.mass import centre_of_mass
from pose.body.support import FEET, contacts, margin_of_stability, stretches
from pose.body.sway import prediction_ellipse_area, winsorised_spread
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.landmarks import SHOULDERS
from pose.metrics.confidence import ramp
from pose.metrics.result import MetricResult, Stretch
from pose.motion import USED_ABOVE, BoolArray, FloatArray, Motion
from pose.timing.events import bridged

NAME: Final = "balance"
UNIT: Final = "share of perfect control"
SHARES: Final = {"margin": 0.4, "sway": 0.3, "lean": 0.2, "catches": 0.1}
FALLING: Final = (0.05, 0.35)
"""TU outside the support between which a step goes from danced to caught."""
CATCH_S: Final = 0.4
SETTLING_S: Final = 5.0
"""Added to the clip's length, so that one step in a short clip is not many a minute."""
_LOW_PERCENTILE: Final = 10


@dataclass(frozen=True, slots=True)
class _Control:
    """The raw quantities of balance: TU, TU/s, degrees, per minute, s, TU squared, share."""

    margin: float
    sway: float
    lean: float
    catches: float
    shakiest_s: float
    area: float
    known: float


def balance(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score how far inside its support the body stays, and how quietly it stands there.

    0.4 margin of stability (the 10th percentile of the extrapolated centre of mass's distance to
    the edge of support) + 0.3 sway (sideways speed of the centre of mass above its support) + 0.2
    spread of the trunk's lean (what lies beyond its outer tenths counts as much as they do: there
    the tracker's slips are) + 0.1 steps that catch a fall, each mapped to [0, 1] by its curve.
    The curves fall gently over what the weight shifts of a choreography bring along, and steeply
    beyond: a body well inside its support is about as stable as one that stands wide, and which
    moves are danced is no matter of balance.
    """
    centre = centre_of_mass(motion)
    margin = margin_of_stability(motion, centre.path)
    above = centre.path - motion.middle(_ankles(motion))
    known = np.isfinite(margin) & np.isfinite(above).all(axis=1)
    if known.sum() < motion.rate:
        return MetricResult(NAME, 0.0, UNIT, 0.0, 0.0, {"mass_seen": centre.mass_seen})
    control = _control(motion, above, margin, known)
    parts = {
        part: calibration.at(brief.challenge_type, f"{NAME}.{part}", getattr(control, part))
        for part in SHARES
    }
    value = sum(share * parts[part] for part, share in SHARES.items())
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=ramp(control.known, 0.3, 0.7) * ramp(centre.mass_seen, 0.5, 0.9),
        evidence={
            "margin_tu": control.margin,
            "sway_tu_per_s": control.sway,
            "lean_spread_deg": control.lean,
            "catching_steps_per_min": control.catches,
            "shakiest_s": control.shakiest_s,
            "sway_area_tu2": control.area,
            "mass_seen": centre.mass_seen,
        },
        stretches=_stretches(motion, above, known),
    )


def _stretches(motion: Motion, above: FloatArray, known: BoolArray) -> tuple[Stretch, ...]:
    """Return the sway of every second."""
    drift, size = motion.velocity(bridged(above[:, 0])), round(motion.rate)
    return tuple(
        Stretch(start / motion.rate, start / motion.rate + 1, float(drift[second].std()), "TU/s")
        for start in range(0, len(drift) - size + 1, size)
        if known[second := slice(start, start + size)].all()
    )


def _ankles(motion: Motion) -> list[int]:
    """Return the ankles to measure from: seen from the side, one may be hidden by the other."""
    ankles: list[int] = [foot[0] for foot in FEET]
    return [ankle for ankle in ankles if motion.seen([ankle]) >= USED_ABOVE] or ankles


def _control(motion: Motion, above: FloatArray, margin: FloatArray, known: BoolArray) -> _Control:
    drift = motion.velocity(bridged(above[:, 0]))[known]
    trunk = motion.middle(SHOULDERS) - motion.hips
    lean = np.degrees(np.arctan2(trunk[:, 0], trunk[:, 1]))
    caught = _catches(motion, bridged(margin))
    return _Control(
        margin=float(np.percentile(margin[known], _LOW_PERCENTILE)),
        sway=float(drift.std()),
        lean=winsorised_spread(lean[np.isfinite(lean)]),
        catches=60 * caught / (motion.seconds + SETTLING_S),
        shakiest_s=float(np.argmin(bridged(margin))) / motion.rate,
        area=prediction_ellipse_area(above[known]),
        known=float(known.mean()),
    )


def _catches(motion: Motion, margin: FloatArray) -> float:
    """Count the landings just after the body was heading beyond its feet, each by how far."""
    reach = round(CATCH_S * motion.rate)
    standing = contacts(motion)
    return sum(
        ramp(-float(margin[max(0, start - reach) : start].min()), *FALLING)
        for side in range(len(FEET))
        for start, _ in stretches(standing[:, side])
        if start
    )
