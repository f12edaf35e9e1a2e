"""Duplicated frames: how many different pictures does a second really hold?"""

from typing import Final

import numpy as np

from pose.gates.result import GateInput, GateResult, multiplied, numbers, passed
from pose.gates.thresholds import threshold
from pose.metrics.confidence import ramp
from pose.preprocessing.credibility import repeated_samples

NAME: Final = "duplicated"
DOUBLED: Final = (
    "The clip shows only {rate:.0f} different pictures a second, the others are copies, so your "
    "timing cannot be read exactly. Please upload the clip as it was taken."
)


def duplicated(given: GateInput) -> GateResult:
    """Lower the score of a clip whose frame rate is feigned by showing pictures twice.

    It is not held: phones and messengers do this by themselves, and 24 pictures in 30 frames
    lose nothing.
    """
    if given.clip:
        share, rate = given.clip.duplicates, given.clip.rate
    else:
        share = repeated_samples(given.sequence)
        rate = float(1 / np.median(np.diff(given.sequence.timestamps)))
    different = rate * (1 - share)
    evidence = numbers(duplicate_share=share, different_pictures_per_s=different)
    if share < threshold("duplicated.share"):
        return passed(NAME, evidence)
    factor = ramp(different, threshold("duplicated.least_rate"), threshold("duplicated.full_rate"))
    return multiplied(NAME, factor, DOUBLED.format(rate=different), evidence)
