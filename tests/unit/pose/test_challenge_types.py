"""Every challenge type, built in or of one's own: sound results whatever the landmarks."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pose.brief import ScoringBrief
from pose.calibration import ANY_TYPE, current_calibration
from pose.errors import CannotScoreError, PoseError
from pose.landmarks import LANDMARK_COUNT
from pose.metrics import DEFAULT_CRITERIA, METRICS
from pose.metrics.result import MetricResult
from pose.preprocessing.preparing import prepare
from pose.scoring import score
from pose.sequence import PoseSequence
from tests.unit.pose.any_body import on_one_leg, spun, tiring
from tests.unit.pose.any_sequence import (
    Dancer,
    FloatArray,
    any_brief,
    any_pose_sequence,
    bodies,
    changed,
    mirrored,
    seen_by_camera,
)

DANCE = bodies(Dancer(seconds=10.0))
REFERENCE = seen_by_camera(DANCE)
LONG = any_pose_sequence(seconds=18.0)
OWN_GROUND: Mapping[str, FloatArray] = {
    "accuracy": bodies(Dancer(seconds=10.0, jerk=0.3)),
    "combo": np.concatenate([DANCE[240:], DANCE[:240]]),
    "endurance": tiring(0.7, seconds=20.0),
    "hold": on_one_leg(8.0, touches=1),
    "speed": DANCE,
    "spin": spun(3, 4.0, drift_m=0.1),
}
"""For each metric a body that does well in it, but not perfectly."""
ANYTHING = st.floats(-4, 4, width=32) | st.sampled_from([0.0, np.nan, np.inf, -np.inf, 1e30, -1e30])


def brief(reference: PoseSequence | None = REFERENCE, bpm: float | None = 120.0) -> ScoringBrief:
    return any_brief(challenge_type="my own", reference=reference, target_bpm=bpm)


def results(sequence: PoseSequence, asked: ScoringBrief) -> list[MetricResult]:
    motion = prepare(sequence)
    return [METRICS[name](motion, asked, current_calibration()) for name in OWN_GROUND]


def results_or_none(sequence: PoseSequence, asked: ScoringBrief) -> list[MetricResult]:
    try:
        return results(sequence, asked)
    except PoseError:
        return []


def is_sound(result: MetricResult) -> bool:
    """Return True; what is amiss in a result is an error of its own."""
    assert math.isfinite(result.value)
    assert 0 <= result.score < 100
    assert 0 <= result.confidence <= 1
    assert result.unit
    for value in result.evidence.values():
        numbers = value if isinstance(value, list) else [] if isinstance(value, str) else [value]
        assert all(math.isfinite(number) for number in numbers), result
    return True


@settings(deadline=None, max_examples=6)
@given(st.floats(-0.3, 0.3), st.floats(0.5, 2.0), st.booleans())
@pytest.mark.parametrize("name", list(OWN_GROUND))
def test_place_size_and_side_never_matter(
    name: str, aside: float, size: float, other_side: bool  # noqa: FBT001  hypothesis passes it
) -> None:  # fmt: skip
    here = seen_by_camera(OWN_GROUND[name])
    there = seen_by_camera(OWN_GROUND[name], place=(0.5 + aside, 0.9 + aside), scale=0.42 * size)
    there = mirrored(there) if other_side else there
    one, other = (
        METRICS[name](prepare(sequence), brief(), current_calibration())
        for sequence in (here, there)
    )
    assert 20 < one.score < 99
    assert other.score == pytest.approx(one.score, abs=1)


@pytest.mark.parametrize("name", list(OWN_GROUND))
@pytest.mark.parametrize(("rate", "native"), [(12.0, 24.0), (20.0, 60.0), (30.0, 30.0)])
def test_frame_rates_hardly_matter(name: str, rate: float, native: float) -> None:
    clips = [
        seen_by_camera(OWN_GROUND[name], noise=0.0005, rate=hertz, native_fps=fps)
        for hertz, fps in ((15.0, 30.0), (rate, native))
    ]
    one, other = (METRICS[name](prepare(clip), brief(), current_calibration()) for clip in clips)
    assert other.score == pytest.approx(one.score, abs=4)


@settings(deadline=None, max_examples=15)
@given(
    arrays(np.float64, (45, 4, 3), elements=ANYTHING),
    arrays(np.float64, (45, 4), elements=st.floats(0, 1)),
    st.lists(st.integers(0, LANDMARK_COUNT - 1), min_size=4, max_size=4),
    st.floats(allow_nan=True, width=32),
    st.booleans(),
)
def test_whatever_the_landmarks_results_are_sound(
    points: FloatArray, seen: FloatArray, where: list[int], fps: float,
    in_reference: bool,  # noqa: FBT001  hypothesis passes it
) -> None:  # fmt: skip
    sequence = any_pose_sequence(seconds=3.0)
    image, world, visibility = (
        field.copy() for field in (sequence.image, sequence.world, sequence.visibility)
    )
    image[:, where], world[:, where[::-1]], visibility[:, where] = points, points, seen
    broken = changed(sequence, image=image, world=world, visibility=visibility, native_fps=fps)
    clips = (sequence, broken) if in_reference else (broken, sequence)
    assert all(map(is_sound, results_or_none(clips[0], brief(clips[1]))))


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32), st.floats(0, 3), st.floats(0, 1), st.sampled_from([None, 70.0]))
def test_random_bodies_give_sound_results(
    seed: int, spread: float, hidden: float, bpm: float | None
) -> None:
    chance = np.random.default_rng(seed)
    sequence = any_pose_sequence(seconds=9.0)
    shape = sequence.image.shape
    broken = changed(
        sequence,
        image=spread * chance.normal(size=shape),
        world=spread * chance.normal(size=shape),
        visibility=(chance.random(shape[:2]) > hidden).astype(float),
    )
    for result in results_or_none(broken, brief(bpm=bpm)):
        assert is_sound(result)
        assert result.score < 60 or result.name in {"hold", "endurance"}


@settings(deadline=None, max_examples=8)
@given(st.data())
def test_a_type_of_ones_own_may_weigh_any_metrics(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(METRICS)), min_size=1, unique=True))
    cuts = sorted(data.draw(st.integers(0, 100)) for _ in names[1:])
    weights = np.diff([0, *cuts, 100]).tolist()
    criteria = dict(zip(names, weights, strict=True))
    card = score(LONG, any_brief(challenge_type="mine", criteria=criteria, reference=REFERENCE))
    assert [metric.name for metric in card.metrics] == [n for n in names if criteria[n]]
    assert round(sum(card.breakdown.values()), 6) == card.total


def test_every_default_weighs_known_metrics_to_a_hundred() -> None:
    for criteria in DEFAULT_CRITERIA.values():
        assert set(criteria) <= set(METRICS)
        assert sum(criteria.values()) == 100


@pytest.mark.parametrize("name", list(OWN_GROUND))
def test_every_metric_reaches_from_nothing_to_the_top(name: str) -> None:
    curve = current_calibration().curves[ANY_TYPE, name]
    assert (curve[0][1], curve[-1][1]) == (0, 100)


def test_an_accuracy_challenge_without_a_reference_cannot_be_scored_and_says_why() -> None:
    asked = any_brief(challenge_type="accuracy", criteria=DEFAULT_CRITERIA["accuracy"])
    with pytest.raises(CannotScoreError, match="no reference choreography"):
        score(REFERENCE, asked)


def test_a_clip_too_short_for_endurance_cannot_be_scored_and_says_why() -> None:
    asked = any_brief(challenge_type="endurance", criteria={"endurance": 100})
    with pytest.raises(CannotScoreError, match="at least 20 seconds"):
        score(REFERENCE, asked)


def test_a_combo_without_a_reference_is_the_dancers_own() -> None:
    asked = any_brief(challenge_type="combo", criteria=DEFAULT_CRITERIA["combo"])
    card = score(REFERENCE, asked)
    assert card.confidence == pytest.approx(1)
    assert card.metrics[0].score > 90


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("spin", spun(3, 3.0)),
        ("static", on_one_leg()),
        ("speed", DANCE),
        ("endurance", tiring(0.0)),
    ],
)
def test_a_type_rewards_what_it_asks_for(kind: str, body: FloatArray) -> None:
    asked = any_brief(challenge_type=kind, criteria=DEFAULT_CRITERIA[kind])
    assert score(seen_by_camera(body, noise=0.0005), asked).total > 60


@pytest.mark.parametrize("name", ["hold", "spin"])
def test_no_other_challenge_is_good_for_a_pose_or_a_spin(name: str) -> None:
    scores = {
        other: METRICS[name](prepare(seen_by_camera(body)), brief(), current_calibration()).score
        for other, body in OWN_GROUND.items()
        if other != "endurance"  # its body all but stands in the end
    }
    assert max(scores, key=lambda other: scores[other]) == name
    assert sorted(scores.values())[-2] < 45
