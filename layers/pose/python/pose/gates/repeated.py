"""What the gates against loops and boomerangs share: pictures decide, poses if need be."""

from collections.abc import Callable
from typing import Final

from pose.body.deformation import centred_joints
from pose.clip.repetition import Recording, Repetition
from pose.clip.traits import ClipTraits
from pose.gates.result import GateInput, GateResult, held, numbers, passed
from pose.gates.thresholds import threshold

_REST_TU: Final = 0.03
"""Torso units within a second below which a body rests, and every pose resembles every other."""


def repeated(
    given: GateInput,
    name: str,
    reason: str,
    in_pictures: Callable[[ClipTraits], Repetition],
    in_poses: Callable[[Recording], Repetition],
) -> GateResult:
    """Hold a clip whose pictures, or whose poses beyond doubt, are copies of earlier ones."""
    poses = in_poses(Recording.of(centred_joints(given.motion), given.motion.rate, floor=_REST_TU))
    evidence = numbers(pose_distance=poses.distance, pose_at_s=poses.at_s)
    if given.clip is None:
        found = poses if poses.distance < threshold(f"{name}.poses_alone") else None
    else:
        pictures = in_pictures(given.clip)
        evidence |= numbers(picture_distance=pictures.distance, picture_at_s=pictures.at_s)
        found = poses if poses.distance < threshold(f"{name}.poses") else None
        found = pictures if pictures.distance < threshold(f"{name}.pictures") else found
    return held(name, reason.format(at=found.at_s), evidence) if found else passed(name, evidence)
