"""Flailing: is it a movement, or noise?"""

from typing import Final

import numpy as np

from pose.gates.result import GateInput, GateResult, held, numbers, passed
from pose.gates.thresholds import threshold
from pose.preprocessing.credibility import speeds, unsteadiness

NAME: Final = "flailing"
NOISE: Final = (
    "Your arms and legs seem to jump about at random, faster than a body can move. "
    "Please film in good light, with all of you in the picture."
)


def flailing(given: GateInput) -> GateResult:
    """Hold landmarks that tremble widely and without direction, or race all the time.

    Noise is as varied as anything can be, so it would pass for creative. Samples come at 15 Hz, too
    slowly to see what lies above 7.5 Hz; but what trembles faster than it is sampled reverses its
    direction from sample to sample, and a body does not.
    """
    rough, far = unsteadiness(given.sequence)
    paces = speeds(given.sequence)
    pace = float(np.nanmean(paces)) if np.isfinite(paces).any() else float("nan")
    evidence = numbers(roughness=rough, tremor_tu=far, mean_speed_tu_per_s=pace)
    trembles = rough > threshold("flailing.rough") and far > threshold("flailing.far")
    if trembles or pace > threshold("flailing.speed"):
        return held(NAME, NOISE, evidence)
    return passed(NAME, evidence)
