"""Real people from a motion-capture laboratory, as a phone in front of them would track them."""

from pathlib import Path
from typing import Final

import numpy as np

from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.sequence import FloatArray, PoseSequence
from tests.unit.pose.any_sequence import seen_by_camera

RECORDINGS: Final = Path(__file__).parents[2] / "shared" / "motion" / "cmu_amp_positions_60hz.npz"
NAMES: Final = ("dance", "hop", "walk", "cartwheel")
JITTER: Final = 0.002
_BODY: Final = {"SHOULDER": "upper_arm", "ELBOW": "lower_arm", "WRIST": "hand",
                "HIP": "thigh", "KNEE": "shin", "ANKLE": "foot"}  # fmt: skip
_UP: Final = np.array([0.0, 1.0, 0.0])


def captured(name: str, *, yaw_degrees: float = 0.0, seed: int = 0) -> PoseSequence:
    """Return a recording at 15 Hz, seen from the front or from beside, with a tracker's jitter.

    Source: CMU motion capture database (NSF EIA-0196217), by way of IsaacGymEnvs.
    """
    body = _body(name, np.radians(yaw_degrees))
    return seen_by_camera(body, noise=JITTER, seed=seed)


def _body(name: str, yaw: float) -> FloatArray:
    """Return landmarks (T, 33, 3) in metres, x right, y up, z to the front."""
    with np.load(RECORDINGS, allow_pickle=False) as archive:
        places = archive[name].astype(float)
        names = [str(joint) for joint in archive["joint_names"]]
        joints = dict(zip(names, np.moveaxis(places, 1, 0), strict=True))
    cos, sin = np.cos(yaw), np.sin(yaw)
    turn = np.array([[cos, -sin, 0], [0, 0, 1], [sin, cos, 0]])
    joints = {joint: path @ turn.T for joint, path in joints.items()}
    middle = np.array([np.median(joints["pelvis"][:, 0]), 0, 0])
    return _dressed({joint: path - middle for joint, path in joints.items()})


def _dressed(joints: dict[str, FloatArray]) -> FloatArray:
    """Add the landmarks that a laboratory does not record: face, hands and feet."""
    across = _unit(joints["left_upper_arm"] - joints["right_upper_arm"])
    front = np.cross(across, _UP)
    body = np.zeros((len(across), LANDMARK_COUNT, 3))
    body[:, : Landmark.MOUTH_RIGHT + 1] = joints["head"][:, None]
    for side, sign in (("LEFT", 1), ("RIGHT", -1)):
        own = {part: joints[f"{side.lower()}_{name}"] for part, name in _BODY.items()}
        forearm = _unit(own["WRIST"] - own["ELBOW"])
        points = own | {
            "EAR": joints["head"] + 0.08 * sign * across,
            "EYE": joints["head"] + 0.03 * sign * across,
            "INDEX": own["WRIST"] + 0.1 * forearm,
            "PINKY": own["WRIST"] + 0.09 * forearm,
            "THUMB": own["WRIST"] + 0.05 * forearm,
            "HEEL": own["ANKLE"] - 0.03 * _UP - 0.05 * front,
            "FOOT_INDEX": own["ANKLE"] - 0.05 * _UP + 0.15 * front,
        }
        for part, path in points.items():
            body[:, Landmark[f"{side}_{part}"]] = path
    return body


def _unit(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
