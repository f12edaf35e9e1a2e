"""Curves from raw values to scores: monotone, bounded, traceable."""

import hashlib
import json
from importlib.resources import files
from itertools import pairwise

import pytest

from pose.calibration import ANY_TYPE, HIGHEST_SCORE, Calibration, current_calibration


def stored(**curves: list[list[float]]) -> bytes:
    return json.dumps({"version": "test", "curves": {ANY_TYPE: curves}}).encode()


def test_a_curve_is_straight_between_its_knots_and_flat_beyond() -> None:
    calibration = Calibration.from_json(stored(speed=[[1, 0], [2, 50], [4, 100]]))
    found = [calibration.at("freestyle", "speed", raw) for raw in (0, 1, 1.5, 3, 4, 9)]
    assert found == [0, 0, 25, 75, 100, 100]
    assert calibration.score("freestyle", "speed", 9.0) == HIGHEST_SCORE


def test_a_type_with_a_curve_of_its_own_uses_it() -> None:
    data = json.loads(stored(speed=[[0, 0], [1, 100]]))
    data["curves"]["spin"] = {"speed": [[0, 100], [1, 0]]}
    calibration = Calibration.from_json(json.dumps(data).encode())
    assert calibration.at("spin", "speed", 0.0) == 100
    assert calibration.at("freestyle", "speed", 0.0) == 0


@pytest.mark.parametrize("knots", [[[0, 0], [1, 5], [2, 3]], [[0, 0], [0, 1]], [[1, 0], [0, 1]]])
def test_a_curve_that_is_not_monotone_is_refused(knots: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="monotone"):
        Calibration.from_json(stored(speed=knots))


def test_the_digest_is_that_of_the_data() -> None:
    data = files("pose").joinpath("calibration.json").read_bytes()
    assert current_calibration().digest == hashlib.sha256(data).hexdigest()


def test_every_curve_in_use_has_few_knots() -> None:
    assert all(2 <= len(curve) <= 33 for curve in current_calibration().curves.values())


@pytest.mark.parametrize("metric", ["balance", "rhythm", "smoothness", "creativity"])
def test_every_metric_reaches_from_nothing_to_the_top(metric: str) -> None:
    curve = current_calibration().curves[ANY_TYPE, metric]
    assert (curve[0][1], curve[-1][1]) == (0, 100)
    assert all(low[1] < high[1] for low, high in pairwise(curve))
