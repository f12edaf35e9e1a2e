"""From tracked landmarks to a motion: units, grid, gaps, swaps, jitter."""

import numpy as np
import pytest

from pose.errors import CannotScoreError
from pose.landmarks import HIPS, SHOULDERS, Landmark
from pose.motion import FloatArray
from pose.preprocessing.preparing import prepare, torso
from pose.preprocessing.resampling import low_passed, resampled
from pose.preprocessing.swaps import MIRRORED, swapped_frames
from tests.unit.pose.any_sequence import any_pose_sequence, changed, mirrored, without

TIMES = np.arange(0, 4, 1 / 15)
SWING = np.sin(np.pi * TIMES)[:, None]
ALL = np.ones(len(TIMES), dtype=np.bool_)
GRID = np.arange(0, 3.9, 1 / 30)


def test_lengths_are_in_torsos_whatever_the_shape_of_the_frame() -> None:
    motion = prepare(any_pose_sequence())
    trunk = motion.middle(SHOULDERS) - motion.hips
    assert np.percentile(np.linalg.norm(trunk, axis=1), 90) == pytest.approx(1.0, abs=0.06)
    assert motion.rate == 30
    assert motion.seconds == pytest.approx(12.0, abs=0.1)


def test_up_in_the_picture_is_up_in_the_motion() -> None:
    motion = prepare(any_pose_sequence())
    assert (motion.middle(SHOULDERS)[:, 1] > motion.hips[:, 1]).all()
    assert (motion.world[:, Landmark.NOSE, 1] > 0).all()


def test_a_bent_torso_is_measured_by_the_legs() -> None:
    points = np.zeros((10, 33, 2))
    points[:, list(SHOULDERS)] = [0.3, 0.0]
    points[:, [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = [0.0, -0.85]
    points[:, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] = [0.0, -1.70]
    assert torso(points) == pytest.approx(1.0)


def test_uneven_samples_are_put_on_the_grid_by_their_true_times() -> None:
    uneven = np.sort(np.random.default_rng(0).uniform(0, 4, 90))
    found = resampled(
        uneven, np.sin(2 * np.pi * uneven)[:, None], np.ones(90, dtype=np.bool_), GRID[10:-10]
    )
    assert np.abs(found[:, 0] - np.sin(2 * np.pi * GRID[10:-10])).max() < 0.05


@pytest.mark.parametrize(
    ("samples", "bridged", "error"), [(3, True, 0.02), (6, True, 0.2), (9, False, 0.02)]
)
def test_short_gaps_are_bridged_and_long_ones_left(
    samples: int, bridged: bool, error: float  # noqa: FBT001  a parameter of the table
) -> None:  # fmt: skip
    known = ALL.copy()
    known[30 : 30 + samples] = False
    found = resampled(TIMES, SWING, known, GRID)[:, 0]
    assert np.isfinite(found).all() == bridged
    finite = np.isfinite(found)
    assert np.abs(found - np.sin(np.pi * GRID))[finite].max() <= error


def test_jitter_is_taken_out_and_movement_kept_without_delay() -> None:
    slow, fast = np.sin(2 * np.pi * 1.5 * GRID), np.sin(2 * np.pi * 12 * GRID)
    found = low_passed((slow + 0.2 * fast)[:, None])[:, 0]
    assert np.abs(found - slow)[15:-15].max() < 0.03


def test_a_stretch_too_short_to_filter_is_given_up() -> None:
    signal = np.full((60, 1), np.nan)
    signal[10:20], signal[30:] = 1.0, 1.0
    assert np.isfinite(low_passed(signal)[:, 0]).tolist() == [False] * 30 + [True] * 30


def test_unseen_joints_stay_unknown_and_the_rest_is_measured() -> None:
    motion = prepare(without(any_pose_sequence(), [Landmark.LEFT_WRIST]))
    assert motion.coverage[Landmark.LEFT_WRIST] == 0
    assert motion.coverage[Landmark.RIGHT_WRIST] == 1
    assert np.isnan(motion.image[:, Landmark.LEFT_WRIST]).all()


def test_exchanged_sides_are_exchanged_back() -> None:
    sequence = any_pose_sequence(noise=0.0)
    image, world = sequence.image.copy(), sequence.world.copy()
    for points in (image, world):
        points[60:70] = points[60:70][:, list(MIRRORED)]
    broken = prepare(changed(sequence, image=image, world=world))
    assert np.abs(broken.image - prepare(sequence).image).max() < 1e-9


def test_a_dancer_in_a_mirror_is_no_exchange_of_sides() -> None:
    points = mirrored(any_pose_sequence()).image[..., :2]
    assert not swapped_frames(points).any()


@pytest.mark.parametrize("hidden", [SHOULDERS, HIPS])
def test_without_a_torso_nothing_can_be_measured(hidden: tuple[int, ...]) -> None:
    with pytest.raises(CannotScoreError, match="not seen together"):
        prepare(without(any_pose_sequence(), hidden))


@pytest.mark.parametrize("seconds", [1.0, 130.0])
def test_clips_of_absurd_length_are_refused(seconds: float) -> None:
    with pytest.raises(CannotScoreError, match="long enough"):
        prepare(any_pose_sequence(seconds=seconds, rate=5.0))


def flat(value: float) -> FloatArray:
    """Return landmarks that are all in one place."""
    return np.full((60, 33, 3), value)


def test_a_body_without_size_is_refused() -> None:
    sequence = any_pose_sequence(seconds=4.0)
    with pytest.raises(CannotScoreError, match="size"):
        prepare(changed(sequence, image=flat(0.5), world=flat(0.0)))
