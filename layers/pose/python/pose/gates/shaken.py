"""Shaken: does the body move, or only the photo or the camera?"""

from typing import Final

from pose.body.deformation import deformation
from pose.gates.result import GateInput, GateResult, held, numbers, passed
from pose.gates.thresholds import threshold

NAME: Final = "shaken"
WAVED: Final = (
    "Everything in the picture moves together, as if a photo or the camera were shaken, and you "
    "do not. Please put the phone down and dance in front of it."
)


def shaken(given: GateInput) -> GateResult:
    """Hold a clip in which the whole picture moves and the body keeps its shape.

    The share of movement that is not rigid, measured on the landmarks, is not enough: who hops,
    walks past or turns a cartwheel moves as a whole, too. So the shape itself must stay, and the
    camera's motion must explain the pictures.
    """
    body = deformation(given.motion)
    evidence = numbers(
        body_shape_tu=body.extent, not_rigid_share=body.share, whole_speed_tu_per_s=body.whole_speed
    )
    if given.clip is None:
        still = body.extent < threshold("shaken.shape_alone") and not given.stillness_asked
        waved = still and body.whole_speed > threshold("shaken.whole_speed")
    else:
        camera = given.clip.camera
        evidence |= numbers(unexplained=camera.unexplained, camera_speed=camera.speed)
        waved = (
            body.extent < threshold("shaken.shape")
            and camera.unexplained < threshold("shaken.unexplained")
            and camera.speed > threshold("shaken.camera_speed")
        )
    return held(NAME, WAVED, evidence) if waved else passed(NAME, evidence)
