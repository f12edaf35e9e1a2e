"""Score curves answer what a picture asks at any time."""

from math import inf, isnan

import numpy as np
import pytest

from pose.pictures.curves import Fault, FloatArray, ScoreCurves

OFF_BEAT = Fault(begin_s=2.0, end_s=3.0, metric="rhythm", caption="off the beat")
NOBODY = np.empty(0)


def any_curves(
    *,
    times: FloatArray | None = None,
    total: FloatArray | None = None,
    beats: FloatArray = NOBODY,
) -> ScoreCurves:
    times = np.array([0.0, 2.0, 4.0]) if times is None else times
    return ScoreCurves(
        times=times,
        total=np.array([np.nan, 40.0, 60.0]) if total is None else total,
        metrics={"rhythm": np.array([80.0, 20.0, 100.0])},
        beats=beats,
        faults=(OFF_BEAT,),
    )


def test_between_two_times_a_score_lies_between_theirs() -> None:
    curves = any_curves()

    assert curves.total_at(3.0) == 50
    assert curves.metrics_at(1.0) == {"rhythm": 50}
    assert curves.total_at(9.0) == 60
    assert isnan(curves.total_at(1.0))


def test_a_fault_is_there_from_its_beginning_to_its_end() -> None:
    curves = any_curves()

    assert [curves.faults_at(time) for time in (1.9, 2.0, 3.0, 3.1)] == [
        (),
        (OFF_BEAT,),
        (OFF_BEAT,),
        (),
    ]


def test_the_last_beat_counts_and_not_the_next() -> None:
    curves = any_curves(beats=np.array([0.5, 1.0]))

    assert curves.since_beat(0.4) == inf
    assert curves.since_beat(0.5) == 0
    assert curves.since_beat(0.9) == pytest.approx(0.4)
    assert curves.since_beat(3.0) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": np.array([0.0, 2.0, 2.0])},
        {"times": np.array([0.0])},
        {"total": np.array([1.0, 2.0])},
        {"beats": np.array([1.0, 0.5])},
    ],
)
def test_curves_that_do_not_fit_together_are_refused(wrong: dict[str, FloatArray]) -> None:
    with pytest.raises(ValueError, match=r"rise|each of two"):
        any_curves(**wrong)
