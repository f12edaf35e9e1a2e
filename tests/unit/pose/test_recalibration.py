"""Curves made from a corpus: percentiles, monotone, bounded, reproducible; and scoring anew."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pose.calibration import ANY_TYPE, Calibration, current_calibration
from pose.metrics import METRICS
from pose.preprocessing.preparing import prepare
from pose.recalibration import quantile_curve, raw_values, recalibrated
from pose.scoring import SCORING_VERSION, score
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence

CROWD = np.random.default_rng(0).beta(2, 5, 999).tolist()
VALUES = st.lists(st.floats(-100, 100), min_size=1, max_size=200)


def test_the_score_is_the_share_of_the_crowd_below() -> None:
    base = current_calibration()
    made = Calibration.from_json(recalibrated(base, {("spin", "speed"): CROWD}, version="2"))
    for percent in (10, 50, 90):
        raw = float(np.percentile(CROWD, percent))
        assert made.score("spin", "speed", raw) == pytest.approx(percent, abs=0.5)
    assert made.score("spin", "speed", max(CROWD)) == pytest.approx(99.9)
    assert made.score("spin", "speed", 10.0) == pytest.approx(99.9)


@given(VALUES)
def test_a_curve_rises_and_has_few_knots(values: list[float]) -> None:
    curve = quantile_curve(values)
    assert 1 <= len(curve) <= 33
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(curve))
    assert 0 < curve[0][1] <= curve[-1][1] < 100


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_clips_does_not_matter(values: list[float], chance: object) -> None:
    shuffled = list(values)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert quantile_curve(shuffled) == quantile_curve(values)


def test_half_a_crowd_of_equals_shares_the_middle_of_its_ranks() -> None:
    curve = dict(quantile_curve([0.0] * 50 + [1.0] * 49))
    assert curve[0.0] == pytest.approx(25.5)
    assert curve[1.0] == pytest.approx(75)


def test_what_the_corpus_does_not_know_stays() -> None:
    base = current_calibration()
    few, equal = {("spin", "speed"): CROWD[:29]}, {("spin", "speed"): [0.5] * 100}
    for observed in (few, equal, {}):
        made = Calibration.from_json(recalibrated(base, observed, version="2"))
        assert made.curves == base.curves
        assert made.version == "2"


def test_the_same_corpus_gives_the_same_bytes() -> None:
    base, observed = current_calibration(), {("spin", "speed"): CROWD, (ANY_TYPE, "spin"): CROWD}
    data = recalibrated(base, observed, version="2")
    assert data == recalibrated(base, dict(reversed(observed.items())), version="2")
    assert Calibration.from_json(data).digest != base.digest


def test_raw_values_are_what_the_curves_are_asked_for() -> None:
    sequence, base = any_pose_sequence(wobble=0.5, jerk=0.3), current_calibration()
    brief = any_brief(reference=any_pose_sequence())
    found = raw_values(prepare(sequence), brief, base)
    assert set(found) == set(METRICS)
    for name, (raw, confidence) in found.items():
        result = METRICS[name](prepare(sequence), brief, base)
        assert base.score("freestyle", name, raw) == pytest.approx(result.score, abs=1e-4)
        assert confidence == result.confidence


def test_a_stored_clip_can_be_scored_anew_and_keeps_both_versions() -> None:
    sequence, brief = any_pose_sequence(), any_brief(criteria={"speed": 100})
    stricter = {("freestyle", "speed"): np.linspace(0.5, 1.0, 200).tolist()}
    made = Calibration.from_json(recalibrated(current_calibration(), stricter, version="2"))
    old, new = score(sequence, brief), score(sequence, brief, calibration=made)
    assert new.total < old.total
    assert new.scoring_version == f"{SCORING_VERSION}.{made.digest[:8]}" != old.scoring_version
    assert score(sequence, brief) == old
