"""Bodies for single challenge types: spun, held, tiring, retimed; and people from laboratories.

All as `seen_by_camera` takes them: (T, 33, 3), metres at 60 Hz, x right, y up, z to the front.
"""

from pathlib import Path

import numpy as np

from pose.landmarks import HIPS, LANDMARK_COUNT, Landmark
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from tests.unit.pose.any_sequence import FINE_HZ, Dancer, FloatArray, bodies, seen_by_camera

MOTION_CAPTURE = Path(__file__).parents[4] / "shared" / "motion"
RIGHT_FOOT = [Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]
FEET = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_ANKLE]
CAPTURED_JOINTS = {
    "UPPER_ARM": ("SHOULDER",),
    "LOWER_ARM": ("ELBOW",),
    "HAND": ("WRIST", "INDEX", "PINKY", "THUMB"),
    "THIGH": ("HIP",),
    "SHIN": ("KNEE",),
    "FOOT": ("ANKLE", "HEEL", "FOOT_INDEX"),
}


def filmed(body: FloatArray, noise: float = 0.0) -> Motion:
    """Return the motion that a tracker sees of a body."""
    return prepare(seen_by_camera(body, noise=noise))


def retimed(body: FloatArray, tempo: float) -> FloatArray:
    """Return a body that does the same at another tempo; 0.9 is slower."""
    index = np.arange(int(len(body) / tempo)) * tempo
    before = np.minimum(index.astype(int), len(body) - 2)
    share = (index - before)[:, None, None]
    return np.asarray(body[before] * (1 - share) + body[before + 1] * share)


def delayed(body: FloatArray, seconds: float) -> FloatArray:
    """Return a body that waits before it begins."""
    return np.concatenate([np.repeat(body[:1], round(seconds * FINE_HZ), axis=0), body])


def standing(seconds: float = 12.0) -> FloatArray:
    """Return a body that stands over the middle of the room and does not move."""
    body = bodies(Dancer(seconds=seconds, amplitude=0.0))
    aside: FloatArray = body[:, list(HIPS)].mean(axis=(0, 1)) * [1, 0, 1]
    return body - aside


def swaying(body: FloatArray, degrees: float) -> FloatArray:
    """Return a body that tips to and fro about its feet, at two fifths and at one in a second."""
    times = np.arange(len(body)) / FINE_HZ
    angle = np.sin(2 * np.pi * 0.4 * times) + 0.5 * np.sin(2 * np.pi * times + 1)
    out = body.copy()
    upper = [landmark for landmark in Landmark if landmark not in FEET]
    out[:, upper, 0] += np.radians(degrees) * angle[:, None] * body[:, upper, 1]
    return out


def on_one_leg(seconds: float = 12.0, touches: int = 0) -> FloatArray:
    """Return a body that holds up its right foot and puts it down for a moment now and then."""
    body, times = standing(seconds), np.arange(0, seconds, 1 / FINE_HZ)
    height = np.full(len(body), 0.3)
    for number in range(touches):
        away = (times - seconds * (number + 1) / (touches + 1)) / 0.25
        height *= 1 - np.exp(-(away**4))
    upper = [landmark for landmark in Landmark if landmark not in FEET]
    body[:, upper, 0] += body[:, [Landmark.LEFT_ANKLE], 0]
    body[:, RIGHT_FOOT, 1] += height[:, None]
    body[:, Landmark.RIGHT_KNEE, 1] += height / 2
    body[:, Landmark.RIGHT_KNEE, 2] += height / 2
    return body


def spun(  # noqa: PLR0913  what can go wrong with a spin
    turns: float,
    seconds: float,
    *,
    lead_s: float = 1.0,
    tail_s: float = 2.0,
    drift_m: float = 0.0,
    stumble_s: float = 0.0,
) -> FloatArray:
    """Return a body that turns on the spot, drifts so far a turn, and stumbles after landing."""
    share = np.linspace(0, 1, int(seconds * FINE_HZ))
    eased = share * share * (3 - 2 * share)
    ends = np.zeros(int(lead_s * FINE_HZ)), np.ones(int(tail_s * FINE_HZ))
    done = np.concatenate([ends[0], eased, ends[1]])
    body, angle = standing(len(done) / FINE_HZ + 0.1)[: len(done)], (2 * np.pi * turns * done)
    out = turned_by(body, angle)
    times = np.arange(len(done)) / FINE_HZ - lead_s - seconds
    stumbling = 0.08 * np.sin(2 * np.pi * 1.3 * times) * ((times > 0) & (times < stumble_s))
    out[..., 0] += (drift_m * abs(turns) * done + stumbling)[:, None]
    return out


def turned_by(body: FloatArray, angle: FloatArray) -> FloatArray:
    """Return a body turned about the vertical by an angle (T,) or for all time, radians."""
    cos, sin = np.cos(angle)[..., None], np.sin(angle)[..., None]
    x, z = body[..., 0], body[..., 2]
    return np.stack([x * cos + z * sin, body[..., 1], z * cos - x * sin], axis=-1)


def tiring(loss: float, seconds: float = 24.0, seed: int = 0) -> FloatArray:
    """Return a body whose dance shrinks evenly until it has lost so much of its size."""
    dancing = bodies(Dancer(seconds=seconds, seed=seed))
    resting = bodies(Dancer(seconds=seconds, seed=seed, amplitude=0.0))
    size = np.linspace(1, 1 - loss, len(dancing))[:, None, None]
    return np.asarray(resting * (1 - size) + dancing * size)


def resting(seconds: float, rest_s: float) -> FloatArray:
    """Return a body that dances, freezes in the middle, and dances on."""
    body = bodies(Dancer(seconds=seconds))
    half = len(body) // 2
    frozen = np.repeat(body[half : half + 1], round(rest_s * FINE_HZ), axis=0)
    return np.concatenate([body[:half], frozen, body[half:]])


def captured(name: str) -> FloatArray:
    """Return a person from a motion-capture laboratory: dance, hop, walk or cartwheel."""
    with np.load(MOTION_CAPTURE / "cmu_amp_positions_60hz.npz") as archive:
        places = archive[name].astype(float)
        joints = [str(joint).upper() for joint in archive["joint_names"]]
    places = np.stack([places[..., 0], places[..., 2], -places[..., 1]], axis=-1)
    body = np.repeat(places[:, [joints.index("HEAD")]], LANDMARK_COUNT, axis=1)
    for joint, landmarks in CAPTURED_JOINTS.items():
        for side in ("LEFT", "RIGHT"):
            for landmark in landmarks:
                index = Landmark[f"{side}_{landmark}"]
                body[:, index] = places[:, joints.index(f"{side}_{joint}")]
    return body


def quietly_standing(seconds: float = 20.0) -> FloatArray:
    """Return a figure with the sway that a laboratory measured of a quietly standing person."""
    columns = (3, 1)
    path = MOTION_CAPTURE / "bmc_quiet_standing_100hz.csv"
    table = np.loadtxt(path, delimiter=",", skiprows=1, usecols=columns)
    body = standing(seconds)
    times = np.arange(len(body)) / FINE_HZ
    upper = [landmark for landmark in Landmark if landmark not in FEET]
    for axis, sway in zip((0, 2), table.T, strict=True):
        here = np.interp(times, np.arange(len(sway)) / 100, sway - sway.mean())
        body[:, upper, axis] += here[:, None]
    return body
