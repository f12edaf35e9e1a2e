"""Sped up: does the dancer fall as everybody falls?"""

from statistics import median
from typing import Final

from pose.body.flight import flights
from pose.gates.result import GateInput, GateResult, held, numbers, passed
from pose.gates.thresholds import threshold

NAME: Final = "sped_up"
FASTER: Final = (
    "When you jump you come down {times:.1f} times as fast as anybody can. "
    "Please upload the clip at the speed it was taken."
)


def sped_up(given: GateInput) -> GateResult:
    """Hold a clip in which jumps fall much faster than gravity allows.

    Only jumps tell: landmarks of a dance with both feet on the floor look the same at 1 and at 1.5
    times the speed, and so does the rhythm of its frames, since honest clips repeat and drop frames
    as well. The clip's sound could tell; it is not heard here. Slowed-down clips are not found.
    """
    jumps = flights(given.motion)
    falls = [jump.fall for jump in jumps]
    fall = median(falls) if falls else float("nan")
    evidence = numbers(jumps=float(len(jumps)), fall_in_gravities=fall)
    if len(jumps) >= threshold("sped_up.flights") and fall > threshold("sped_up.fall"):
        evidence["jumps_at_s"] = [round(jump.time_s, 2) for jump in jumps]
        return held(NAME, FASTER.format(times=fall**0.5), evidence)
    return passed(NAME, evidence)
