"""People in motion-capture laboratories, whose turns, steps and sway are known."""

import json
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.io import loadmat

from benchmarks import motion_capture
from pose.body.fluency import spectral_arc_length
from pose.body.sway import prediction_ellipse_area
from pose.body.turning import turns
from pose.motion import FloatArray
from pose.timing.tempo import autocorrelation, free_tempo

MOTION: Final = motion_capture.RECORDINGS.parent
JUMPING_JACKS: Final = 1
JACKS_BPM: Final = (102.0, 116.0)
CAPTURED_HZ: Final = 60
CLOSE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on a recording, and whether it is what is known of it."""

    name: str
    expected: str
    found: str
    met: bool


def findings() -> list[Finding]:
    """Return what is found on all recordings; nothing where they are absent."""
    if not motion_capture.RECORDINGS.exists():
        return []
    return [*_turns(), *_smoothness(), _standing(), _tempo()]


def _captured(name: str) -> tuple[FloatArray, list[str]]:
    with np.load(motion_capture.RECORDINGS) as archive:
        return archive[name].astype(float), [str(joint) for joint in archive["joint_names"]]


def _turns() -> list[Finding]:
    places, joints = _captured("dance")
    across = places[:, joints.index("left_thigh")] - places[:, joints.index("right_thigh")]
    counted = {"CMU dance": (5.43, turns(across[:, :2]))}
    for name, known in (("spin", -2.06), ("dance_a", 1.04), ("dance_b", -0.01)):
        frames = np.array(json.loads((MOTION / f"deepmimic_{name}.json").read_text())["Frames"])
        w, x, y, z = frames[:, 4:8].T
        front = np.stack([2 * (x * z + w * y), 1 - 2 * (x**2 + y**2)], axis=1)
        counted[f"DeepMimic {name}"] = (known, turns(front))
    return [
        Finding(f"turns, {name}", f"{known:+.2f}", f"{found:+.2f}", abs(found - known) <= CLOSE)
        for name, (known, found) in counted.items()
    ]


def _arc_length(name: str) -> float:
    """Return the median over joints of the median spectral arc length of 2 s windows."""
    speed = np.linalg.norm(np.gradient(_captured(name)[0], 1 / CAPTURED_HZ, axis=0), axis=2)
    starts = range(0, len(speed) - 2 * CAPTURED_HZ + 1, CAPTURED_HZ)
    lengths = [
        [spectral_arc_length(joint[at : at + 2 * CAPTURED_HZ], CAPTURED_HZ) for at in starts]
        for joint in speed.T
    ]
    return float(np.median(np.median(lengths, axis=1)))


def _smoothness() -> list[Finding]:
    dance, hop = _arc_length("dance"), _arc_length("hop")
    return [
        Finding(
            "hop jerkier than dance, SPARC", "hop < dance", f"{hop:.2f} < {dance:.2f}", hop < dance
        )
    ]


def _standing() -> Finding:
    """Compare ten seconds of a quietly standing person with the hips of a walking one."""
    table = np.loadtxt(MOTION / "bmc_quiet_standing_100hz.csv", delimiter=",", skiprows=1)
    stood = prediction_ellipse_area(table[:1000, [1, 3]])
    places, joints = _captured("walk")
    hips = places[:, [joints.index("left_thigh"), joints.index("right_thigh")], :2].mean(axis=1)
    feet = places[:, [joints.index("left_foot"), joints.index("right_foot")], :2].mean(axis=1)
    walked = prediction_ellipse_area(hips - feet)
    found = f"{1e6 * stood:.0f} < {1e6 * walked:.0f} mm²"
    return Finding("standing steadier than walking", "area less", found, stood < walked)


def _tempo() -> Finding:
    table = loadmat(
        MOTION / "cmu_mocap6_exercises_10hz.mat", squeeze_me=True, struct_as_record=False
    )
    found = []
    for trial in table["DataBySeq"]:
        jumping = trial.X.astype(float)[trial.TrueZ == JUMPING_JACKS][:, 0]
        if len(jumping) > 30:  # noqa: PLR2004  three seconds hold a few jumps
            times = np.arange(len(jumping)) / 10
            rise = np.gradient(CubicSpline(times, jumping)(np.arange(0, times[-1], 1 / 30)))
            similarity = autocorrelation(rise - rise.mean())[: len(rise) // 2]
            found.append(free_tempo(similarity, 30.0)[0])
    right = sum(JACKS_BPM[0] <= bpm <= JACKS_BPM[1] for bpm in found)
    listed = ", ".join(f"{bpm:.0f}" for bpm in found)
    all_right = right == len(found) > 0
    return Finding("tempo of jumping jacks", "103–115/min", f"{listed}: {right} right", all_right)
