"""Spin: how often the body turns, how well it keeps its axis, and how it lands."""

from typing import Final

import numpy as np

from pose.body.mass import centre_of_mass
from pose.body.pace import directness
from pose.body.spins import Spin, settled_after, spins, stray_per_turn
from pose.body.turning import body_turns
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.landmarks import HIPS, SHOULDERS
from pose.metrics.confidence import frame_rate_confidence, ramp
from pose.metrics.result import MetricResult, Stretch
from pose.metrics.unmeasured import unmeasured
from pose.motion import USED_ABOVE, FloatArray, Motion
from pose.timing.events import bridged

NAME: Final = "spin"
UNIT: Final = "share of a perfect spin"
SHARES: Final = {"axis": 0.35, "landing": 0.25}
"""The rest is for turning at all."""
LANDED: Final = 0.2
"""TU/s of the centre of mass below which a landing stands."""
STANDS_S: Final = 0.2
UNSEEN: Final = "your shoulders and hips are not seen well enough to count turns"


def spin(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score the number of turns, how little the axis drifts, and how soon the body stands.

    turns x (0.40 + 0.35 axis + 0.25 landing): who does not turn has no axis to keep. The axis is
    how far the centre of mass strays sideways within a turn, the landing how long after the last
    turn it comes to rest; it is not credited where the clip does not show it. Landmarks that only
    tremble seem to turn as well, but their limbs get nowhere: that takes it all away.
    """
    confidence = _confidence(motion)
    centre = centre_of_mass(motion).path
    if not confidence or not np.isfinite(centre).all(axis=1).any():
        return unmeasured(NAME, UNIT, UNSEEN)
    kind, found = brief.challenge_type, spins(motion)
    turned = float(sum(abs(one.turns) for one in found))
    stray = _stray(motion, found, bridged(centre[:, 0]))
    landing = _landing(motion, found, centre)
    axis = calibration.at(kind, f"{NAME}.axis", stray) if found else 0.0
    stood = 0.0 if landing is None else calibration.at(kind, f"{NAME}.landing", landing)
    kept = 1 - sum(SHARES.values()) + SHARES["axis"] * axis + SHARES["landing"] * stood
    plausible = calibration.at(kind, f"{NAME}.directness", directness(motion))
    value = plausible * _turned(turned, brief, calibration) * kept
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(kind, NAME, value),
        confidence=confidence,
        evidence={
            "turns": turned,
            "net_turns": body_turns(motion),
            "spins": [round(one.turns, 2) for one in found],
            "spins_s": [round(one.start / motion.rate, 2) for one in found],
            "axis_drift_tu": stray,
            "plausibility": plausible,
            **({} if brief.turns is None else {"asked_turns": brief.turns}),
            **({} if landing is None else {"landing_s": landing}),
        },
        stretches=tuple(
            Stretch(one.start / motion.rate, one.stop / motion.rate, one.turns, "turns")
            for one in found
        ),
    )


def _turned(turned: float, brief: ScoringBrief, calibration: Calibration) -> float:
    """Return the credit of some turns: as a share of those asked for, where so many are."""
    if brief.turns is None:
        return calibration.at(brief.challenge_type, f"{NAME}.turns", turned)
    return calibration.at(brief.challenge_type, f"{NAME}.share", turned / brief.turns)


def _confidence(motion: Motion) -> float:
    seen = motion.seen((*SHOULDERS, *HIPS))
    return ramp(seen, 1 - USED_ABOVE, USED_ABOVE) * frame_rate_confidence(motion.native_fps)


def _stray(motion: Motion, found: tuple[Spin, ...], aside: FloatArray) -> float:
    """Return how far the centre of mass strays within a turn, TU, a spin counting as its turns."""
    if not found:
        return 0.0
    strays = [stray_per_turn(one, motion.heading, aside) for one in found]
    return float(np.average(strays, weights=[abs(one.turns) for one in found]))


def _landing(motion: Motion, found: tuple[Spin, ...], centre: FloatArray) -> float | None:
    """Return how long after the last spin the body stands, s; None if the clip does not show it."""
    if not found:
        return None
    speed = np.linalg.norm([motion.velocity(bridged(axis)) for axis in centre.T], axis=0)
    after = settled_after(found[-1], speed, LANDED, round(STANDS_S * motion.rate))
    return None if after is None else after / motion.rate
