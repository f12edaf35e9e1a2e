"""Where in a clip a verdict comes from."""

import numpy as np
import pytest

from pose.calibration import current_calibration
from pose.metrics import METRICS
from pose.metrics.result import MetricResult, Stretch
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence
from tests.unit.pose.any_body import on_one_leg, spun
from tests.unit.pose.any_sequence import (
    FINE_HZ,
    Dancer,
    FloatArray,
    any_brief,
    any_pose_sequence,
    bodies,
    seen_by_camera,
)

STEADY = bodies(Dancer(seconds=16.0))
REFERENCE = seen_by_camera(bodies(Dancer(seconds=16.0)))


def measured(name: str, sequence: PoseSequence, **fields: object) -> MetricResult:
    brief = any_brief(reference=REFERENCE, **fields)
    return METRICS[name](prepare(sequence), brief, current_calibration())


def worse_from(fault: FloatArray, at_s: float) -> PoseSequence:
    """Film the steady dance up to a moment, and from there on a faulty one."""
    cut = round(at_s * FINE_HZ)
    return seen_by_camera(np.concatenate([STEADY[:cut], fault[cut:]]))


def highest(stretches: tuple[Stretch, ...]) -> Stretch:
    return max(stretches, key=lambda one: one.value)


@pytest.mark.parametrize("name", sorted(METRICS))
def test_every_metric_says_what_it_saw_when(name: str) -> None:
    body = {"hold": on_one_leg(8.0), "spin": spun(2, 3.0)}.get(name, STEADY)
    result = measured(name, seen_by_camera(body))
    assert result.stretches
    starts = [one.start_s for one in result.stretches]
    assert starts == sorted(starts)
    for one in result.stretches:
        assert -0.1 <= one.start_s < one.stop_s <= len(body) / FINE_HZ + 2.1
        assert np.isfinite(one.value)
        assert one.unit


def test_balance_says_when_the_body_swayed() -> None:
    found = measured("balance", worse_from(bodies(Dancer(seconds=16.0, wobble=1.0)), 9.0))
    assert highest(found.stretches).start_s >= 8.0


def test_smoothness_says_which_part_was_jerky_and_when() -> None:
    jerky = bodies(Dancer(seconds=16.0, jerk=1.0))
    jerky[:, 23:] = STEADY[:, 23:]
    found = measured("smoothness", worse_from(jerky, 9.0))
    worst = min(found.stretches, key=lambda one: one.value)
    assert worst.part == "arms"
    assert worst.stop_s > 9.0
    assert {one.part for one in found.stretches} <= {"arms", "legs", "hips", "head"}


@pytest.mark.parametrize("late_s", [0.12, -0.12])
def test_rhythm_says_in_which_bars_the_body_was_off(late_s: float) -> None:
    times = np.arange(len(STEADY)) / FINE_HZ
    moved = late_s / (1 + np.exp(-(times - 6) / 0.15)) / (1 + np.exp((times - 10) / 0.15))
    index = np.clip(np.rint((times - moved) * FINE_HZ).astype(int), 0, len(STEADY) - 1)
    found = measured("rhythm", seen_by_camera(STEADY[index]), first_beat_s=0.0)
    assert found.evidence["off_bars"] == [4, 5]
    off_ms = found.evidence["off_ms"]
    assert isinstance(off_ms, float)
    assert np.sign(off_ms) == np.sign(late_s)
    assert abs(off_ms) == pytest.approx(1000 * abs(late_s), abs=40)
    assert [one.bar for one in found.stretches] == list(range(1, len(found.stretches) + 1))


def test_rhythm_of_a_steady_dancer_names_no_bar() -> None:
    assert "off_bars" not in measured("rhythm", any_pose_sequence(seconds=16.0)).evidence


def test_creativity_says_from_when_on_a_dance_repeats_itself() -> None:
    half = STEADY[: round(8 * FINE_HZ)]
    found = measured("creativity", seen_by_camera(np.concatenate([half, half])))
    assert found.evidence["repeated_s"] == [8.0]
    assert "repeated_s" not in measured("creativity", seen_by_camera(STEADY)).evidence


def test_spin_and_hold_say_when() -> None:
    [turn] = measured("spin", seen_by_camera(spun(2, 3.0))).stretches
    assert (turn.unit, round(turn.value)) == ("turns", 2)
    held = highest(measured("hold", seen_by_camera(on_one_leg(8.0))).stretches)
    assert held.unit == "s held"
    assert held.value == pytest.approx(held.stop_s - held.start_s)
