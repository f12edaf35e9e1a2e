"""Sway and support against closed forms."""

import numpy as np
import pytest

from pose.body.support import extrapolated_centre, long_enough, stretches
from pose.body.sway import prediction_ellipse_area, sway, winsorised_spread

TURN = np.linspace(0, 2 * np.pi, 1000, endpoint=False)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)


def test_a_unit_circle_has_its_known_ellipse_and_path() -> None:
    assert prediction_ellipse_area(CIRCLE) == pytest.approx(9.46805, abs=1e-5)
    found = sway(CIRCLE, 100.0)
    assert found.path_length == pytest.approx(6.2769, abs=1e-4)
    assert found.mean_speed == pytest.approx(6.2769 / 9.99, abs=1e-4)
    assert found.rms == pytest.approx(1.0)


def test_a_large_sample_tends_to_the_chi_square_ellipse() -> None:
    turn = np.linspace(0, 2 * np.pi, 200_000, endpoint=False)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    assert prediction_ellipse_area(circle) == pytest.approx(5.991 * np.pi * 0.5, abs=2e-3)


def test_a_line_has_no_area() -> None:
    assert prediction_ellipse_area(CIRCLE * [1, 0]) == pytest.approx(0.0, abs=1e-9)


def test_a_moving_body_is_heading_further_than_it_is() -> None:
    at, speed = np.array([0.0]), np.array([0.3])
    assert extrapolated_centre(at, speed, 1.0)[0] == pytest.approx(0.0958, abs=1e-4)


def test_short_contacts_do_not_count() -> None:
    state = np.array([1, 1, 0, 1, 1, 1, 0, 1], dtype=np.bool_)
    assert stretches(state) == [(0, 2), (3, 6), (7, 8)]
    assert stretches(long_enough(state, 3)) == [(3, 6)]


def test_a_spread_is_a_normal_ones_deviation_and_hardly_minds_a_few_slips() -> None:
    usual = np.random.default_rng(0).normal(5.0, 2.0, 10_000)
    assert winsorised_spread(usual) == pytest.approx(2.0, rel=0.02)
    slipped = np.where(np.arange(10_000) % 20 == 0, 90.0, usual)
    assert slipped.std() > 9 * 2.0
    assert winsorised_spread(slipped) == pytest.approx(2.0, rel=0.15)
    assert winsorised_spread(np.full(3, 7.0)) == 0
