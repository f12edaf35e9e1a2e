"""What gates make of a score: less or the same, and it still adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.gate import Gate, Verdict
from idance.domain.score import Score
from tests.builders import any_score

HOLD = Gate(name="looped", verdict=Verdict.HOLD, reason="It is shown twice.")
PASS = Gate(name="shaken", verdict=Verdict.PASS)


def lowering(factor: float, name: str = "still") -> Gate:
    return Gate(name=name, verdict=Verdict.MULTIPLY, factor=factor, reason="You hardly move.")


def with_points(*hundredths: int) -> Score:
    """Return a score whose metrics bring these points."""
    score = any_score(sum(hundredths) / 100)
    metrics = tuple(
        metric.model_copy(update={"points": points / 100})
        for metric, points in zip(score.metrics, hundredths, strict=True)
    )
    return score.model_copy(update={"metrics": metrics})


def test_a_factor_lowers_the_total_and_what_adds_up_to_it() -> None:
    judged = with_points(20_00, 24_00, 20_00, 16_01).judged(PASS, lowering(0.5))

    assert judged.total == 40.0
    assert judged.breakdown == {
        "balance": 10.0,
        "rhythm": 12.0,
        "smoothness": 10.0,
        "creativity": 8.0,
    }
    assert judged.gates == (PASS, lowering(0.5))
    assert not judged.is_held


def test_factors_multiply() -> None:
    assert any_score(80).judged(lowering(0.5), lowering(0.5, "duplicated")).total == 20.0


def test_a_held_score_keeps_its_value() -> None:
    held = any_score(80).judged(PASS, HOLD)

    assert held.is_held
    assert (held.total, held.metrics) == (80, any_score(80).metrics)


def test_later_gates_are_added_and_only_they_multiply() -> None:
    judged = any_score(80).judged(lowering(0.5)).judged(HOLD)

    assert judged.gates == (lowering(0.5), HOLD)
    assert judged.total == 40.0


@given(
    points=st.lists(st.integers(0, 25_00), min_size=4, max_size=4),
    factor=st.floats(0, 1),
)
def test_a_judged_score_never_rises_and_its_points_are_its_total(
    points: list[int], factor: float
) -> None:
    before = with_points(*points)
    after = before.judged(lowering(factor))

    assert after.total == round(round(before.total * 100) * factor) / 100
    assert sum(round(metric.points * 100) for metric in after.metrics) == round(after.total * 100)
    assert all(after.breakdown[name] <= most for name, most in before.breakdown.items())


@pytest.mark.parametrize("factor", [-0.1, 1.1])
def test_a_gate_can_only_take_away(factor: float) -> None:
    with pytest.raises(ValueError, match="factor"):
        lowering(factor)
