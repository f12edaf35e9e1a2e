"""Broken tracking: could these landmarks belong to a body?"""

from typing import Final

import numpy as np

from pose.gates.result import GateInput, GateResult, held, numbers, passed
from pose.gates.thresholds import threshold
from pose.preprocessing.credibility import bone_variation, speeds

NAME: Final = "broken_tracking"
IMPOSSIBLE: Final = (
    "We could not follow your body reliably: arms and legs seem to change their length or to fly. "
    "Please film in good light, alone in the picture, with all of you in it."
)


def broken_tracking(given: GateInput) -> GateResult:
    """Hold landmarks whose bones stretch or whose joints are faster than any human's.

    Such come from a clip too dark to see, or from a program that draws what the tracker expects.
    """
    bones = bone_variation(given.sequence)
    paces = speeds(given.sequence)
    known = np.where(np.isfinite(paces), paces, 0.0)
    fast = float((known > threshold("tracking.speed")).any(axis=1).mean())
    evidence = numbers(
        bone_variation=bones, impossible_share=fast, fastest_tu_per_s=float(known.max(initial=0.0))
    )
    if bones > threshold("tracking.bones") or fast > threshold("tracking.fast_share"):
        return held(NAME, IMPOSSIBLE, evidence)
    return passed(NAME, evidence)
