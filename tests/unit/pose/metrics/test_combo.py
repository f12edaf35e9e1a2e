"""Combo: the reference's moves, found one after another."""

from itertools import pairwise

import numpy as np
import pytest

from pose.calibration import current_calibration
from pose.metrics.combo import combo
from pose.metrics.result import MetricResult
from pose.motion import FloatArray, Motion
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence
from tests.unit.pose.any_body import delayed, filmed, retimed, standing
from tests.unit.pose.any_sequence import (
    FINE_HZ,
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    changed,
    mirrored,
    seen_by_camera,
)

DANCE = bodies(Dancer(seconds=12.0))
REFERENCE = seen_by_camera(DANCE)
BAR = round(2.0 * FINE_HZ)


def compared(
    attempt: Motion, reference: PoseSequence | None = REFERENCE, **fields: object
) -> MetricResult:
    return combo(attempt, any_brief(reference=reference, **fields), current_calibration())


def bars(*numbers: int) -> FloatArray:
    """Return the given bars of the dance one after another; the first is 1."""
    return np.concatenate([DANCE[BAR * (n - 1) : BAR * n] for n in numbers])


@pytest.mark.parametrize(
    "attempt",
    [
        filmed(DANCE, noise=0.001),
        prepare(mirrored(REFERENCE)),
        filmed(delayed(DANCE, 4.0)),
        filmed(retimed(DANCE, 0.7)),
        filmed(retimed(DANCE, 1.4)),
    ],
    ids=["as shown", "mirrored", "late", "slower", "faster"],
)
def test_all_moves_in_order_are_a_whole_combo(attempt: Motion) -> None:
    result = compared(attempt)
    assert result.score > 97
    assert (result.evidence["found"], result.evidence["moves"]) == (6, 6)
    assert result.evidence["missing_moves"] == []


def test_waiting_between_moves_is_no_fault() -> None:
    still = np.repeat(DANCE[BAR * 3 : BAR * 3 + 1], 3 * BAR, axis=0)
    found = compared(filmed(np.concatenate([bars(1, 2, 3), still, bars(4, 5, 6)])))
    assert found.score > 97
    assert found.evidence["found_s"] == pytest.approx([0, 2, 4, 12, 14, 16], abs=0.2)


def test_a_move_left_out_is_named() -> None:
    result = compared(filmed(bars(1, 2, 4, 5, 6)))
    assert result.evidence["missing_moves"] == [3]
    assert result.evidence["out_of_order"] == []
    assert result.score == pytest.approx(83, abs=4)


def test_a_move_in_the_wrong_place_is_named() -> None:
    result = compared(filmed(bars(1, 3, 4, 5, 6, 2)))
    assert result.evidence["missing_moves"] == [2]
    assert result.evidence["out_of_order"] == [2]


def test_every_move_missing_costs() -> None:
    order = (1, 2, 3, 4, 5, 6)
    scores = [compared(filmed(bars(*order[:count]))).score for count in (6, 5, 4, 3, 2)]
    assert all(more > less for more, less in pairwise(scores)), scores


def test_the_right_moves_backwards_are_no_combo() -> None:
    assert compared(filmed(bars(6, 5, 4, 3, 2, 1))).score < 40
    assert compared(filmed(DANCE[::-1])).score < 20


@pytest.mark.parametrize("fields", [{"variety": 0.5}, {"variety": 0.0}, {"amplitude": 0.0}])
def test_other_moves_are_no_combo(fields: dict[str, float]) -> None:
    assert compared(prepare(any_pose_sequence(**fields))).score < 20


def test_a_bar_of_rest_is_no_move() -> None:
    pause = np.repeat(DANCE[2 * BAR : 2 * BAR + 1], BAR, axis=0)
    reference = seen_by_camera(np.concatenate([bars(1, 2), pause, bars(3, 4)]))
    result = compared(filmed(bars(1, 2, 3, 4)), reference)
    assert result.evidence["moves"] == 4
    assert result.score > 90


def test_without_moves_to_look_for_there_is_no_combo_and_a_reason() -> None:
    result = compared(filmed(DANCE), seen_by_camera(standing()))
    assert (result.score, result.confidence) == (0, 0)
    assert "reference choreography" in str(result.evidence["reason"])


def test_who_asks_for_fewer_moves_than_are_shown_is_content_with_so_many() -> None:
    some = filmed(bars(1, 2, 4))
    assert compared(some, required_moves=3).score > 95
    assert compared(some, required_moves=6).score == pytest.approx(50, abs=5)
    assert compared(some).score == compared(some, required_moves=20).score


def test_a_combo_of_ones_own_is_made_of_different_moves() -> None:
    scores = [
        compared(filmed(bars(*order)), None, required_moves=4).score
        for order in ((1, 2, 3, 4), (1, 2, 3, 3), (1, 2, 2, 1), (1, 1, 1, 1))
    ]
    assert scores[0] > 95
    assert all(more > less + 10 for more, less in pairwise(scores)), scores


def test_a_combo_of_ones_own_names_its_repeats() -> None:
    result = compared(filmed(bars(1, 2, 1)), None)
    assert result.evidence["different_moves"] == 2
    assert result.evidence["repeated_s"] == [4.0]
    assert result.evidence["required"] == 4


def test_a_move_to_the_other_side_is_the_same_move() -> None:
    once = seen_by_camera(bars(1, 2))
    both = seen_by_camera(bars(1, 2, 1, 2))
    half = len(once.timestamps)
    other = mirrored(both)
    swapped = changed(
        both,
        image=np.concatenate([both.image[:half], other.image[half:]]),
        world=np.concatenate([both.world[:half], other.world[half:]]),
    )
    assert compared(prepare(swapped), None).evidence["different_moves"] == 2


def test_a_body_that_stands_has_no_combo_of_its_own() -> None:
    assert compared(filmed(standing()), None).score == 0
