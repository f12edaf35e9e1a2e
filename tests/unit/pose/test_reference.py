"""Which demo videos have a choreography that can be asked for."""

import pytest

from pose.errors import CannotScoreError
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.reference import check_reference
from pose.sequence import PoseSequence
from tests.unit.pose.any_body import standing
from tests.unit.pose.any_sequence import any_pose_sequence, seen_by_camera, without

DANCE = any_pose_sequence(seconds=6.0)


def refusal(demo: PoseSequence) -> str | None:
    try:
        check_reference(demo)
    except CannotScoreError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    "demo",
    [DANCE, without(DANCE, range(Landmark.LEFT_KNEE, LANDMARK_COUNT))],
    ids=["whole", "without legs"],
)
def test_a_dance_that_is_seen_can_be_asked_for(demo: PoseSequence) -> None:
    assert refusal(demo) is None


@pytest.mark.parametrize(
    ("demo", "reason"),
    [
        (seen_by_camera(standing()), "nothing is danced"),
        (any_pose_sequence(seconds=2.5), "nothing is danced"),
        (any_pose_sequence(seconds=1.0), "not seen long enough"),
        (without(DANCE, range(Landmark.LEFT_ELBOW, Landmark.LEFT_HIP)), "too few limbs"),
        (without(DANCE, range(LANDMARK_COUNT)), "shoulders and hips"),
    ],
    ids=["stands", "short", "shorter", "no arms", "nobody"],
)
def test_what_cannot_be_copied_is_refused_with_a_reason(demo: PoseSequence, reason: str) -> None:
    assert reason in (refusal(demo) or "")
