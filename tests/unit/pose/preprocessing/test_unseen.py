"""The dancer is told which joints the camera missed."""

import pytest

from pose.landmarks import Landmark
from pose.preprocessing.unseen import unseen_joints
from pose.tracker.estimator import extract
from tests.unit.pose.any_sequence import any_pose_sequence, without
from tests.unit.pose.model import MODEL_PATH, REAL_CLIPS


def test_a_whole_body_lacks_nothing() -> None:
    assert unseen_joints(any_pose_sequence()) == ()


def test_a_joint_out_of_sight_is_named() -> None:
    hidden = without(any_pose_sequence(), [Landmark.LEFT_KNEE])

    assert unseen_joints(hidden) == (Landmark.LEFT_KNEE,)


def test_a_dancer_filmed_to_the_waist_lacks_the_legs() -> None:
    clip = REAL_CLIPS / "dance_halfbody.mp4"
    if not clip.exists():
        pytest.skip("the real clips are not beside this checkout")

    unseen = unseen_joints(extract(clip, model_path=MODEL_PATH, video_sha256="0" * 64))

    assert {Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE} <= set(unseen)
    assert Landmark.LEFT_SHOULDER not in unseen
