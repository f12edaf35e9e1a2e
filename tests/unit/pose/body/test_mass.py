"""Centre of mass against a stick figure whose proportions and heights are published."""

import numpy as np
import pytest

from pose.body.mass import centre_of_mass, segments, weighted_centre
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.motion import FloatArray
from pose.preprocessing.preparing import prepare
from tests.unit.pose.any_sequence import any_pose_sequence, without

MEN, WOMEN, ANYBODY = 0.0, 1.0, 0.5


def stick_figure(*, arms_up: bool) -> FloatArray:
    """Return heights in statures after Drillis and Contini, shape (33, 1)."""
    reach = np.cumsum([0.186, 0.146, 0.054]) * (1 if arms_up else -1)
    heights = {
        "EAR": 0.936, "SHOULDER": 0.818, "HIP": 0.530, "KNEE": 0.285, "ANKLE": 0.039,
        "HEEL": 0.0, "FOOT_INDEX": 0.0, "ELBOW": 0.818 + reach[0], "WRIST": 0.818 + reach[1],
        "INDEX": 0.818 + reach[2], "PINKY": 0.818 + reach[2],
    }  # fmt: skip
    points = np.zeros((LANDMARK_COUNT, 1))
    for name, height in heights.items():
        points[[Landmark[f"LEFT_{name}"], Landmark[f"RIGHT_{name}"]]] = height
    return points


@pytest.mark.parametrize(("who", "total"), [(MEN, 1.0000), (WOMEN, 0.9999)])
def test_the_segments_make_up_a_whole_body(who: float, total: float) -> None:
    assert sum(part.mass for part in segments(who)) == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize(
    ("who", "arms_up", "height"),
    [(MEN, False, 0.5658), (WOMEN, False, 0.5689), (MEN, True, 0.6029), (WOMEN, True, 0.6021)],
)
def test_the_centre_of_mass_lies_where_the_tables_put_it(
    who: float, arms_up: bool, height: float  # noqa: FBT001  a parameter of the table
) -> None:  # fmt: skip
    found = weighted_centre(stick_figure(arms_up=arms_up), segments(who))
    assert found[0] == pytest.approx(height, abs=1e-4)


def test_not_asking_for_the_sex_costs_less_than_four_thousandths_of_stature() -> None:
    mean = weighted_centre(stick_figure(arms_up=False), segments(ANYBODY))[0]
    for who in (MEN, WOMEN):
        assert abs(weighted_centre(stick_figure(arms_up=False), segments(who))[0] - mean) < 0.004


def test_unseen_legs_are_left_out_and_said_to_be() -> None:
    whole = centre_of_mass(prepare(any_pose_sequence()))
    legless = centre_of_mass(
        prepare(without(any_pose_sequence(), range(Landmark.LEFT_KNEE, LANDMARK_COUNT)))
    )
    assert whole.mass_seen == pytest.approx(1.0)
    assert 0.5 < legless.mass_seen < 0.65
    assert np.isfinite(legless.path).all()
