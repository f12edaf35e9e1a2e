"""The card a clip gets: consistent, the same every time, finite whatever the landmarks."""

import math
from collections.abc import Callable, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pose.brief import ScoringBrief
from pose.errors import CannotScoreError, PoseError
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.metrics import DEFAULT_CRITERIA, METRICS
from pose.scoring import ScoreCard, score
from pose.sequence import PoseSequence
from tests.unit.pose.any_sequence import (
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    changed,
    mirrored,
    seen_by_camera,
    without,
)

LEGS = range(Landmark.LEFT_KNEE, LANDMARK_COUNT)


def numbers(card: ScoreCard) -> list[float]:
    """Return every number on a card."""
    found = [card.total, card.confidence, *card.breakdown.values()]
    for result in card.metrics:
        found += [result.value, result.score, result.confidence]
        for value in result.evidence.values():
            found += value if isinstance(value, list) else [] if isinstance(value, str) else [value]
    return found


def is_sound(card: ScoreCard) -> bool:
    """Return True; what is amiss in a card is an error of its own."""
    assert all(math.isfinite(number) for number in numbers(card))
    assert 0 <= card.total < 100
    assert 0.6 <= card.confidence <= 1
    assert all(0 <= m.score < 100 and 0 <= m.confidence <= 1 for m in card.metrics)
    assert round(sum(card.breakdown.values()), 6) == card.total
    assert all(0 <= card.breakdown[name] <= card.weights[name] for name in card.breakdown)
    assert len(card.feedback) == 3
    return len(set(card.feedback)) == 3


def scored_or_refused(sequence: PoseSequence, brief: ScoringBrief) -> ScoreCard | None:
    try:
        return score(sequence, brief)
    except PoseError:
        return None


def test_a_card_names_the_challenges_metrics_in_its_order() -> None:
    card = score(any_pose_sequence(), any_brief(criteria={"rhythm": 70, "balance": 30}))
    assert [result.name for result in card.metrics] == ["rhythm", "balance"]
    assert is_sound(card)


def test_with_full_confidence_a_metrics_points_are_its_weight_times_its_score() -> None:
    card = score(any_pose_sequence(), any_brief())
    for result in card.metrics:
        assert result.confidence == 1
        points = card.weights[result.name] * result.score / 100
        assert card.breakdown[result.name] == pytest.approx(points, abs=0.011)


def test_an_unmeasured_part_counts_like_the_rest() -> None:
    card = score(any_pose_sequence(), any_brief(target_bpm=None))
    (rhythm,) = (result for result in card.metrics if result.name == "rhythm")
    credited = rhythm.confidence * rhythm.score + (1 - rhythm.confidence) * card.total
    assert 0 < rhythm.confidence <= 0.5
    assert card.breakdown["rhythm"] == pytest.approx(0.30 * credited, abs=0.011)
    assert is_sound(card)


def test_the_same_bytes_give_the_same_card() -> None:
    data = any_pose_sequence(wobble=0.3, beat_error_s=0.05).to_bytes()
    first, second = (score(PoseSequence.from_bytes(data), any_brief()) for _ in range(2))
    assert first == second


def test_the_version_names_definitions_and_calibration() -> None:
    version, _, digest = score(any_pose_sequence(), any_brief()).scoring_version.partition(".")
    assert version == "4"
    assert len(digest) == 8


@pytest.mark.parametrize("challenge_type", [*DEFAULT_CRITERIA, "my own type"])
def test_every_type_can_be_scored(challenge_type: str) -> None:
    criteria = DEFAULT_CRITERIA.get(challenge_type, DEFAULT_CRITERIA["freestyle"])
    assert sum(criteria.values()) == 100
    assert set(criteria) <= set(METRICS)
    assert is_sound(
        score(
            any_pose_sequence(),
            any_brief(
                challenge_type=challenge_type, criteria=criteria, reference=any_pose_sequence()
            ),
        )
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"criteria": {"balance": 50}},
        {"criteria": {"balance": 150, "rhythm": -50}},
        {"target_bpm": 0.0},
        {"target_bpm": math.nan},
        {"first_beat_s": math.inf},
    ],
)
def test_a_brief_that_makes_no_sense_is_refused(fields: Mapping[str, object]) -> None:
    with pytest.raises(ValueError, match=r"sum to 100|beats a minute|first beat"):
        any_brief(**fields)


def test_a_metric_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="charisma"):
        score(any_pose_sequence(), any_brief(criteria={"charisma": 100}))


@pytest.mark.parametrize(
    ("sequence", "reason"),
    [
        (any_pose_sequence(native_fps=5.0), "only 5 pictures a second"),
        (without(any_pose_sequence(), LEGS), "your legs can hardly be seen"),
        (any_pose_sequence(seconds=2.5), "longer clip"),
        (without(any_pose_sequence(), range(LANDMARK_COUNT)), "not seen together"),
    ],
)
def test_too_little_evidence_is_refused_with_its_reason(
    sequence: PoseSequence, reason: str
) -> None:
    with pytest.raises(CannotScoreError, match=reason):
        score(sequence, any_brief())


def test_a_coarse_camera_lowers_the_confidence() -> None:
    fine = score(any_pose_sequence(native_fps=30.0), any_brief()).confidence
    assert score(any_pose_sequence(native_fps=15.0), any_brief()).confidence < fine


SAME_DANCE: Mapping[str, Callable[[], PoseSequence]] = {
    "mirrored": lambda: mirrored(any_pose_sequence()),
    "half as large": lambda: seen_by_camera(bodies(Dancer()), scale=0.21, noise=0.0005),
    "larger": lambda: seen_by_camera(bodies(Dancer()), scale=0.5, noise=0.0012),
    "in a corner": lambda: seen_by_camera(bodies(Dancer()), place=(0.2, 0.7), noise=0.001),
    "at 24 fps": lambda: any_pose_sequence(rate=12.0, native_fps=24.0),
    "at 60 fps": lambda: any_pose_sequence(rate=30.0, native_fps=60.0),
    "at 20 Hz": lambda: any_pose_sequence(rate=20.0),
    "stored": lambda: PoseSequence.from_bytes(any_pose_sequence().to_bytes()),
    "without a thumb": lambda: without(any_pose_sequence(), [Landmark.LEFT_THUMB]),
    "without a hand": lambda: without(
        any_pose_sequence(), [Landmark.LEFT_INDEX, Landmark.LEFT_PINKY]
    ),
}


@pytest.mark.parametrize("how", list(SAME_DANCE))
def test_how_a_dance_is_filmed_hardly_changes_its_score(how: str) -> None:
    card = score(SAME_DANCE[how](), any_brief())
    assert card.total == pytest.approx(score(any_pose_sequence(), any_brief()).total, abs=3)


def test_twice_the_same_dance_is_worth_the_same() -> None:
    phrase = bodies(Dancer(seconds=16.0, variety=0.2))
    one, two = (
        score(seen_by_camera(np.concatenate([phrase] * times), noise=0.001), any_brief())
        for times in (1, 2)
    )
    assert one.total == pytest.approx(two.total, abs=3)


@settings(deadline=None, max_examples=12)
@given(st.floats(-0.3, 0.3), st.floats(0.6, 1.1), st.booleans(), st.integers(0, 5))
def test_place_size_and_side_never_matter(
    aside: float, size: float, other_side: bool, seed: int  # noqa: FBT001  hypothesis passes it
) -> None:  # fmt: skip
    body = bodies(Dancer(seconds=8.0, seed=seed))
    here = seen_by_camera(body)
    there = seen_by_camera(body, place=(0.5 + aside, 0.9 + aside), scale=0.42 * size)
    moved = score(mirrored(there) if other_side else there, any_brief())
    assert moved.total == pytest.approx(score(here, any_brief()).total, abs=3)


@settings(deadline=None, max_examples=15)
@given(st.floats(0.001, 0.02), st.floats(1.3, 6.0), st.integers(0, 50))
def test_noise_never_makes_a_dance_smoother(noise: float, more: float, seed: int) -> None:
    smooth = any_brief(criteria={"smoothness": 100})
    calm = score(any_pose_sequence(noise=noise, seed=seed, seconds=8.0), smooth)
    loud = score(any_pose_sequence(noise=noise * more, seed=seed, seconds=8.0), smooth)
    assert loud.total <= calm.total + 2


ANYTHING = st.floats(-4, 4, width=32) | st.sampled_from([0.0, np.nan, np.inf, -np.inf, 1e30, -1e30])


@settings(deadline=None, max_examples=40)
@given(
    arrays(np.float64, (45, 4, 3), elements=ANYTHING),
    arrays(np.float64, (45, 4), elements=st.floats(0, 1)),
    st.lists(st.integers(0, LANDMARK_COUNT - 1), min_size=4, max_size=4),
    st.floats(allow_nan=True, width=32),
    st.sampled_from([None, 60.0, 120.0]),
)
def test_whatever_the_landmarks_only_our_own_errors_arise(
    points: np.ndarray, seen: np.ndarray, where: list[int], fps: float, bpm: float | None
) -> None:
    sequence = any_pose_sequence(seconds=3.0)
    image, world, visibility = (
        field.copy() for field in (sequence.image, sequence.world, sequence.visibility)
    )
    image[:, where], world[:, where[::-1]], visibility[:, where] = points, points, seen
    broken = changed(sequence, image=image, world=world, visibility=visibility, native_fps=fps)
    card = scored_or_refused(broken, any_brief(target_bpm=bpm))
    assert card is None or is_sound(card)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32), st.floats(0, 3), st.floats(0, 1))
def test_random_bodies_are_scored_soundly_or_refused(
    seed: int, spread: float, hidden: float
) -> None:
    chance = np.random.default_rng(seed)
    sequence = any_pose_sequence(seconds=4.0)
    shape = sequence.image.shape
    broken = changed(
        sequence,
        image=spread * chance.normal(size=shape),
        world=spread * chance.normal(size=shape),
        visibility=(chance.random(shape[:2]) > hidden).astype(float),
    )
    card = scored_or_refused(broken, any_brief())
    assert card is None or is_sound(card)


@pytest.mark.parametrize("amount", [0, -1.0, math.nan, math.inf])
@pytest.mark.parametrize("field", ["hold_s", "turns", "required_moves"])
def test_a_challenge_cannot_ask_for_nothing_or_without_end(field: str, amount: float) -> None:
    with pytest.raises(ValueError, match="can be asked for"):
        any_brief(**{field: amount})


def test_that_there_were_two_people_is_told() -> None:
    sequence = any_pose_sequence()
    alone, pair = (score(changed(sequence, people=people), any_brief()) for people in (1, 2))
    assert not any("one person" in notice for notice in alone.notices)
    assert any("more than one person" in notice for notice in pair.notices)
    assert pair.total == alone.total
