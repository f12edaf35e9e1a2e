"""One dancer: is it the same person all along?"""

from typing import Final

import numpy as np

from pose.gates.result import GateInput, GateResult, held, numbers, passed
from pose.gates.thresholds import threshold
from pose.preprocessing.credibility import leaps

NAME: Final = "one_dancer"
CHANGED: Final = (
    "Around second {at:.0f} the score would go on with somebody else, or with another place after "
    "a cut. Please dance alone in the picture, in one take."
)


def one_dancer(given: GateInput) -> GateResult:
    """Hold a clip in which the tracker went over from one person to another.

    Somebody else in the picture does no harm as long as the tracker stays with its dancer. Only one
    person's landmarks are known at a time, so a change shows as a leap of the hips; it is taken
    that those who are leapt between take turns.
    """
    samples = leaps(
        given.sequence,
        farther=threshold("one_dancer.farther"),
        faster=threshold("one_dancer.faster"),
    )
    count = len(given.sequence.timestamps)
    spans = np.diff([0, *samples, count])
    minority = float(min(spans[0::2].sum(), spans[1::2].sum()) / count)
    evidence = numbers(changes=float(len(samples)), minority_share=minority)
    if minority <= threshold("one_dancer.minority"):
        return passed(NAME, evidence)
    at = float(given.sequence.timestamps[samples[0]])
    return held(NAME, CHANGED.format(at=at), evidence)
