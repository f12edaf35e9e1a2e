"""What a dancer is told of the clip itself."""

import pytest

from pose.feedback.notices import notices
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.metrics.result import MetricResult
from pose.preprocessing.preparing import prepare
from pose.preprocessing.unseen import unseen_joints
from pose.scoring import score
from pose.sequence import PoseSequence
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence, changed, without

IN_IT = "place the camera so that all of you is in it"
DANCE = any_pose_sequence(seconds=10.0)


def told(sequence: PoseSequence, *, people: int = 1, **confidence: float) -> tuple[str, ...]:
    results = [MetricResult(name, 0, "unit", 60, sure, {}) for name, sure in confidence.items()]
    return notices(prepare(sequence), unseen_joints(sequence), results, people=people)


def test_a_clip_that_shows_everything_needs_no_word() -> None:
    assert told(DANCE, balance=1.0) == ()


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (
            range(Landmark.LEFT_ANKLE, LANDMARK_COUNT),
            "We did not see your feet for most of the clip; step back from the camera.",
        ),
        (
            range(Landmark.LEFT_KNEE, LANDMARK_COUNT),
            "We did not see your feet and knees for most of the clip; step back from the camera.",
        ),
        (
            range(Landmark.LEFT_WRIST, Landmark.LEFT_HIP),
            f"We did not see your hands for most of the clip; {IN_IT}.",
        ),
    ],
)
def test_hidden_joints_are_named_with_what_helps(hidden: range, words: str) -> None:
    assert told(without(DANCE, hidden), balance=0.2) == (words,)


def test_a_second_person_is_told_of() -> None:
    [words] = told(DANCE, people=2, balance=1.0)
    assert "more than one person" in words


@pytest.mark.parametrize(
    ("sequence", "words"),
    [
        (changed(DANCE, native_fps=14.0), "only 14 pictures a second"),
        (any_pose_sequence(seconds=5.0), "the clip is short"),
        (DANCE, "could only measure a part"),
    ],
)
def test_lowered_confidence_is_explained(sequence: PoseSequence, words: str) -> None:
    [told_of] = told(sequence, rhythm=0.5, smoothness=0.7, balance=1.0)
    assert told_of.startswith("Rhythm and smoothness counted less")
    assert words in told_of


def test_what_was_not_seen_takes_the_place_of_the_advice() -> None:
    hidden = without(DANCE, range(Landmark.LEFT_WRIST, Landmark.LEFT_HIP))
    card = score(hidden, any_brief())
    assert card.feedback[2] == card.notices[0]
    assert "your hands" in card.notices[0]
    assert set(card.unseen) == {Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST}
    assert score(DANCE, any_brief()).notices == ()
