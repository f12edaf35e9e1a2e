"""Reference values of the two smoothness measures, from their authors and from minimum jerk."""

import numpy as np
import pytest

from pose.body.fluency import log_dimensionless_jerk, spectral_arc_length
from pose.motion import FloatArray


def minimum_jerk(seconds: float, rate: float) -> FloatArray:
    """Return the speed of a reach of unit length, both ends included."""
    u = np.linspace(0, 1, round(seconds * rate) + 1)
    return np.asarray(30 * u**2 * (1 - u) ** 2)


def two_reaches(second_at: float, rate: float = 100.0) -> FloatArray:
    """Return the speed of two reaches of a second, the second of which starts later."""
    one, wait = minimum_jerk(1.0, rate), round(second_at * rate)
    speed = np.zeros(len(one) + wait)
    speed[: len(one)] += one
    speed[wait:] += one
    return speed


def test_the_upstream_example_is_reproduced() -> None:
    time = np.arange(-1, 1, 0.01)
    bell = np.exp(-5 * time**2)
    assert spectral_arc_length(bell, 100.0) == pytest.approx(-1.41403, abs=1e-5)
    assert log_dimensionless_jerk(bell, 100.0) == pytest.approx(-5.81636, abs=1e-5)


@pytest.mark.parametrize(
    ("rate", "seconds", "arc_length", "jerk"),
    [
        (1000, 0.5, -1.40243, -5.31802),
        (1000, 1.0, -1.40243, -5.32003),
        (1000, 2.0, -1.40243, -5.32103),
        (100, 0.5, -1.40583, -5.28043),
        (100, 1.0, -1.40583, -5.30163),
        (100, 2.0, -1.40583, -5.31193),
        (60, 0.5, -1.40041, -5.25090),
        (60, 1.0, -1.40041, -5.28759),
        (60, 2.0, -1.40041, -5.30509),
        (30, 0.5, -1.40049, -5.18861),
        (30, 1.0, -1.40041, -5.25090),
        (30, 2.0, -1.40041, -5.28759),
    ],
)
def test_a_minimum_jerk_reach_has_its_known_values(
    rate: float, seconds: float, arc_length: float, jerk: float
) -> None:
    speed = minimum_jerk(seconds, rate)
    assert spectral_arc_length(speed, rate) == pytest.approx(arc_length, abs=1e-5)
    assert log_dimensionless_jerk(speed, rate) == pytest.approx(jerk, abs=1e-5)


@pytest.mark.parametrize(
    ("second_at", "arc_length", "jerk"),
    [(0.25, -1.40341, -5.434), (0.5, -1.63111, -6.373), (1.0, -2.24455, -8.084),
     (1.5, -3.11903, -8.738)],
)  # fmt: skip
def test_two_reaches_are_less_smooth_the_further_they_lie_apart(
    second_at: float, arc_length: float, jerk: float
) -> None:
    speed = two_reaches(second_at)
    assert spectral_arc_length(speed, 100.0) == pytest.approx(arc_length, abs=1e-5)
    assert log_dimensionless_jerk(speed, 100.0) == pytest.approx(jerk, abs=1e-3)


def test_noise_ruins_jerk_long_before_arc_length() -> None:
    clean, chance = minimum_jerk(1.0, 100.0), np.random.default_rng(0)
    for share, arc_length, jerk in (
        (0.05, -1.401, -13.9),
        (0.10, -1.496, -15.6),
        (0.20, -1.869, -16.4),
    ):
        noisy = clean + share * clean.max() * chance.normal(size=len(clean))
        assert spectral_arc_length(noisy, 100.0) == pytest.approx(arc_length, abs=0.06)
        assert log_dimensionless_jerk(noisy, 100.0) == pytest.approx(jerk, abs=0.25)


def test_amplitude_does_not_matter() -> None:
    speed = minimum_jerk(1.0, 100.0)
    assert spectral_arc_length(7 * speed, 100.0) == pytest.approx(-1.40583, abs=1e-5)
    assert log_dimensionless_jerk(7 * speed, 100.0) == pytest.approx(-5.30163, abs=1e-5)


def test_constant_speed_is_not_perfectly_smooth() -> None:
    assert spectral_arc_length(np.ones(100), 100.0) == pytest.approx(-2.40, abs=0.05)


@pytest.mark.parametrize("measure", [spectral_arc_length, log_dimensionless_jerk])
def test_stillness_has_no_smoothness(measure: object) -> None:
    with pytest.raises(ValueError, match="nothing moves"):
        measure(np.zeros(60), 30.0)  # type: ignore[operator]
