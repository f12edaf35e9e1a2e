"""Boomerang: does the clip run forwards and then back again?"""

from typing import Final

from pose.clip.repetition import Recording
from pose.gates.repeated import repeated
from pose.gates.result import GateInput, GateResult

NAME: Final = "boomerang"
BACK: Final = (
    "From second {at:.1f} on the film runs backwards. Please upload the clip as it was taken."
)


def boomerang(given: GateInput) -> GateResult:
    """Hold a clip that shows its own pictures in reverse.

    Who squats comes up almost the way he went down, but not to the pixel.
    """
    return repeated(given, NAME, BACK, lambda clip: clip.boomerang, Recording.reversal)
