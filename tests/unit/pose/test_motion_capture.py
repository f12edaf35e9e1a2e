"""The definitions on real people in motion-capture laboratories."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.interpolate import CubicSpline
from scipy.io import loadmat

from pose.body.fluency import spectral_arc_length
from pose.body.sway import sway
from pose.body.turning import turns
from pose.metrics.rhythm import kept_tempo
from pose.motion import FloatArray
from pose.timing.tempo import autocorrelation, free_tempo

MOTION = Path(__file__).parents[4] / "shared" / "motion"
if not MOTION.is_dir():
    pytest.skip("no ../shared/motion in this checkout", allow_module_level=True)

CAPTURED_HZ = 60


def captured(name: str) -> tuple[FloatArray, list[str]]:
    with np.load(MOTION / "cmu_amp_positions_60hz.npz") as archive:
        return archive[name].astype(float), [str(joint) for joint in archive["joint_names"]]


def heading(clip: str) -> FloatArray:
    """Return where the body's front points, seen from above, shape (T, 2)."""
    frames = np.array(json.loads((MOTION / f"deepmimic_{clip}.json").read_text())["Frames"])
    w, x, y, z = frames[:, 4:8].T
    return np.stack([2 * (x * z + w * y), 1 - 2 * (x**2 + y**2)], axis=1)


def standing() -> FloatArray:
    """Return the centre of gravity on the floor, shape (T, 2), millimetres, 100 Hz."""
    table = np.loadtxt(MOTION / "bmc_quiet_standing_100hz.csv", delimiter=",", skiprows=1)
    return np.asarray(1000 * table[:, [1, 3]])


def arc_length(name: str) -> float:
    """Return the median over joints of the median spectral arc length of 2 s windows."""
    places, _ = captured(name)
    speed = np.linalg.norm(np.gradient(places, 1 / CAPTURED_HZ, axis=0), axis=2)
    windows = [speed[at : at + 120] for at in range(0, len(speed) - 119, CAPTURED_HZ)]
    lengths = [
        [spectral_arc_length(w[:, joint], CAPTURED_HZ) for w in windows] for joint in range(15)
    ]
    return float(np.median(np.median(lengths, axis=1)))


def test_a_dancers_turns_are_counted() -> None:
    places, joints = captured("dance")
    hips = places[:, joints.index("left_thigh")] - places[:, joints.index("right_thigh")]
    assert turns(hips[:, :2]) == pytest.approx(5.43, abs=0.01)


@pytest.mark.parametrize(
    ("clip", "count"), [("dance_a", 1.04), ("dance_b", -0.01), ("spin", -2.06)]
)
def test_net_turns_are_counted_with_their_sign(clip: str, count: float) -> None:
    assert turns(heading(clip)) == pytest.approx(count, abs=0.01)


def test_quiet_standing_has_its_published_sway() -> None:
    found = sway(standing(), 100.0)
    assert found.path_length == pytest.approx(159.5, abs=0.1)
    assert found.mean_speed == pytest.approx(2.66, abs=0.01)
    assert found.ellipse_area == pytest.approx(173.78, abs=0.01)
    assert np.std(standing(), axis=0) == pytest.approx([4.43, 2.31], abs=0.01)


def test_ten_seconds_of_standing_sway_over_less_than_a_minute_does() -> None:
    areas = [sway(standing()[at : at + 1000], 100.0).ellipse_area for at in range(0, 6000, 1000)]
    assert min(areas) == pytest.approx(11, abs=1)
    assert max(areas) == pytest.approx(54, abs=1)


@pytest.mark.parametrize(("name", "expected"), [("dance", -2.39), ("hop", -2.64), ("walk", -2.48)])
def test_people_move_about_as_smoothly_as_measured_before(name: str, expected: float) -> None:
    assert arc_length(name) == pytest.approx(expected, abs=0.25)


def test_hopping_is_jerkier_than_dancing() -> None:
    assert arc_length("hop") < arc_length("walk") < arc_length("dance")


JUMPING_JACKS = 1


def exercises() -> list[tuple[FloatArray, FloatArray]]:
    """Return joint angles (T, 12) at 10 Hz and the exercise of each moment, trial by trial."""
    path = MOTION / "cmu_mocap6_exercises_10hz.mat"
    table = loadmat(path, squeeze_me=True, struct_as_record=False)
    return [(trial.X.astype(float), trial.TrueZ) for trial in table["DataBySeq"]]


def jumping_jacks() -> list[FloatArray]:
    """Return the joint angles of every stretch of jumping jacks, (T, 12) on the grid's 30 Hz."""
    found = []
    for angles, exercise in exercises():
        jumping = angles[exercise == JUMPING_JACKS]
        if len(jumping) > 30:
            times = np.arange(len(jumping)) / 10
            found.append(CubicSpline(times, jumping)(np.arange(0, times[-1], 1 / 30)))
    return found


def similarity_of(signals: FloatArray) -> FloatArray:
    """Return the mean autocorrelation of signals (T, C), by lag."""
    centred = (signals - signals.mean(axis=0)).T
    mean = np.mean([autocorrelation(signal) for signal in centred], axis=0)
    return np.asarray(mean[: len(signals) // 2])


def test_the_tempo_of_jumping_jacks_is_found() -> None:
    rises = [np.gradient(angles[:, :1], axis=0) for angles in jumping_jacks()]
    found = [free_tempo(similarity_of(rise), 30.0)[0] for rise in rises]
    assert len(found) == 4
    assert all(102 <= bpm <= 115 for bpm in found), found


def test_limbs_that_open_and_close_in_two_jumps_are_no_octave_error() -> None:
    speeds = [np.abs(np.gradient(angles, axis=0)) for angles in jumping_jacks()]
    for similarity in map(similarity_of, speeds):
        found = kept_tempo(similarity, 30.0, 60 / 109, lambda pulse: pulse)
        assert abs(found.error) < 0.065
        assert found.tempo > 0.15
