"""Still: is there any motion at all, or is it a photo?"""

from typing import Final

from pose.body.deformation import deformation
from pose.gates.result import GateInput, GateResult, held, multiplied, numbers, passed
from pose.gates.thresholds import threshold
from pose.metrics.confidence import ramp

NAME: Final = "still"
PHOTO: Final = (
    "The picture stands still for the whole clip, as in a photo. Please film yourself dancing."
)
MOTIONLESS: Final = (
    "The person we followed hardly moves in this clip, so there is little dancing to score."
)


def still(given: GateInput) -> GateResult:
    """Hold a picture that never changes; lower the score of a body that never moves.

    A person who holds still as the challenge asks is told from a photo by the pictures alone: even
    a held pose sways, a photo does not. Without the pictures it cannot be told, and passes.
    """
    shape = deformation(given.motion).extent
    change = given.clip.change if given.clip else float("nan")
    evidence = numbers(body_shape_tu=shape, picture_change=change)
    if change < threshold("still.picture_change"):
        return held(NAME, PHOTO, evidence)
    if given.stillness_asked or "body_shape_tu" not in evidence:
        return passed(NAME, evidence)
    factor = ramp(shape, threshold("still.no_shape"), threshold("still.some_shape"))
    return multiplied(NAME, factor, MOTIONLESS, evidence)
