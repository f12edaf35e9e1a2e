"""Bodies before the gates: their shape, their flight, how well they were tracked."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.attacks import changing_dancer, flailing, shaken_photo, sped_up, still_photo
from benchmarks.motion_capture import RECORDINGS, captured
from pose.body.deformation import centred_joints, deformation, seen_joints
from pose.body.flight import flights
from pose.landmarks import Landmark
from pose.preprocessing.credibility import (
    bone_variation,
    leaps,
    repeated_samples,
    speeds,
    unsteadiness,
)
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence
from tests.unit.pose.any_sequence import any_pose_sequence

captures = pytest.mark.skipif(
    not RECORDINGS.exists(), reason="no ../shared/motion beside this checkout"
)


def unseen(sequence: PoseSequence, landmarks: range) -> PoseSequence:
    visibility = sequence.visibility.copy()
    visibility[:, landmarks] = 0.0
    return replace(sequence, visibility=visibility)


def test_a_dancer_changes_shape_and_a_photo_does_not() -> None:
    dance = any_pose_sequence()
    assert deformation(prepare(dance)).extent > 0.15
    assert deformation(prepare(still_photo(dance))).extent < 0.02


def test_a_shaken_photo_moves_as_a_whole() -> None:
    dance, photo = any_pose_sequence(), shaken_photo(any_pose_sequence())
    assert deformation(prepare(photo)).extent < 0.03
    assert deformation(prepare(photo)).share < 0.45
    assert deformation(prepare(photo)).whole_speed > 0.3
    assert deformation(prepare(dance)).share > 0.6


@captures
@pytest.mark.parametrize("name", ["hop", "walk", "cartwheel"])
def test_the_rigid_share_alone_would_hold_honest_people(name: str) -> None:
    honest = deformation(prepare(captured(name)))
    assert honest.share < 0.52
    assert honest.extent > 0.1


def test_no_joints_have_no_shape() -> None:
    hidden = replace(prepare(any_pose_sequence()), coverage=np.zeros(33))
    assert seen_joints(hidden) == ()
    assert np.isnan(deformation(hidden).extent)
    assert np.isnan(centred_joints(hidden)).all()


@captures
def test_hops_fall_at_one_gravity() -> None:
    jumps = flights(prepare(captured("hop")))
    assert len(jumps) == 3
    assert [jump.fall for jump in jumps] == pytest.approx([1, 1, 1], abs=0.12)
    assert [jump.time_s for jump in jumps] == pytest.approx([0.8, 2.4, 3.8], abs=0.1)


@captures
@pytest.mark.parametrize("factor", [1.25, 1.5])
def test_hops_played_faster_fall_by_the_square_of_it(factor: float) -> None:
    jumps = flights(prepare(sped_up(captured("hop"), factor)))
    assert np.median([jump.fall for jump in jumps]) == pytest.approx(factor**2, rel=0.08)


@captures
@pytest.mark.parametrize("name", ["dance", "walk", "cartwheel"])
def test_who_stays_on_the_floor_never_flies(name: str) -> None:
    assert flights(prepare(captured(name))) == ()


def test_a_figure_whose_feet_are_unseen_never_flies() -> None:
    assert flights(prepare(unseen(any_pose_sequence(), range(25, 33)))) == ()


def test_bones_keep_their_length_and_noise_does_not() -> None:
    dance = any_pose_sequence()
    assert bone_variation(dance) < 0.02
    assert bone_variation(flailing(dance)) > 0.2


def test_bones_nobody_saw_have_no_length() -> None:
    assert np.isnan(bone_variation(unseen(any_pose_sequence(), range(33))))


def test_pure_noise_is_as_rough_as_theory_says() -> None:
    still = still_photo(any_pose_sequence())
    rough, far = unsteadiness(still)
    assert rough == pytest.approx(np.sqrt(3), abs=0.08)
    torso = 0.288 * 1.7 * 0.42
    assert far == pytest.approx(0.002 / torso, rel=0.1)


def test_a_body_goes_on_where_it_was_going() -> None:
    assert unsteadiness(any_pose_sequence())[0] < 1.0


def test_unseen_joints_do_not_tremble() -> None:
    assert np.isnan(unsteadiness(unseen(any_pose_sequence(), range(33)))).all()


def test_samples_shown_twice_are_counted() -> None:
    dance = any_pose_sequence()
    twice = np.arange(len(dance.timestamps)) // 2 * 2
    assert repeated_samples(dance) == 0
    assert repeated_samples(replace(dance, image=dance.image[twice])) == pytest.approx(
        0.5, abs=0.01
    )


def test_somebody_else_is_a_leap_of_the_hips_and_a_dance_is_none() -> None:
    dance = any_pose_sequence()
    assert leaps(dance, farther=1.0, faster=8.0) == []
    third = len(dance.timestamps) // 3
    assert leaps(changing_dancer(dance), farther=1.0, faster=8.0) == [third, 2 * third]


def test_a_leap_across_a_short_gap_is_seen() -> None:
    dance = changing_dancer(any_pose_sequence())
    third = len(dance.timestamps) // 3
    image = dance.image.copy()
    image[third] = np.nan
    assert leaps(replace(dance, image=image), farther=1.0, faster=8.0)[0] == third + 1


def test_speeds_are_in_torso_units() -> None:
    dance = any_pose_sequence(noise=0.0)
    wrist = dance.image[:, Landmark.LEFT_WRIST, :2] * [1280 / 720, 1.0]
    torso = 0.288 * 1.7 * 0.42
    expected = np.linalg.norm(np.diff(wrist, axis=0), axis=1) / torso / np.diff(dance.timestamps)
    assert speeds(dance)[:, 4] == pytest.approx(expected, rel=0.05)
