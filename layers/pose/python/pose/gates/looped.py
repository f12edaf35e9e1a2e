"""Looped: is the clip one short dance shown again and again?"""

from typing import Final

from pose.clip.repetition import Recording
from pose.gates.repeated import repeated
from pose.gates.result import GateInput, GateResult

NAME: Final = "looped"
AGAIN: Final = (
    "The same {at:.1f} seconds of film are shown more than once. "
    "Please upload the whole dance in one take."
)


def looped(given: GateInput) -> GateResult:
    """Hold a clip that repeats its own pictures.

    A drilled step repeats itself as well, but not to the pixel and not to the frame.
    """
    return repeated(given, NAME, AGAIN, lambda clip: clip.loop, Recording.loop)
