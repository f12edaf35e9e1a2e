"""Turns about the vertical, counted."""

import numpy as np
import pytest

from pose.body.turning import body_turns, turns
from pose.preprocessing.preparing import prepare
from tests.unit.pose.any_sequence import Dancer, bodies, seen_by_camera, turned


@pytest.mark.parametrize("count", [0.0, 0.5, 3.0, -2.25])
def test_turns_of_a_line_are_counted_with_their_sign(count: float) -> None:
    angle = np.linspace(0, 2 * np.pi * count, 200)
    line = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    assert turns(line) == pytest.approx(count, abs=1e-9)


@pytest.mark.parametrize("count", [2.0, -1.0])
def test_a_dancer_who_turns_is_seen_to_turn(count: float) -> None:
    spinning = seen_by_camera(turned(bodies(Dancer(seconds=6.0)), count), noise=0.001)
    assert body_turns(prepare(spinning)) == pytest.approx(count, abs=0.1)


def test_a_dancer_who_faces_the_camera_does_not_turn() -> None:
    assert body_turns(prepare(seen_by_camera(bodies(Dancer())))) == pytest.approx(0.0, abs=0.05)
