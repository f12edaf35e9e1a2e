"""What thumbnails, the camera's motion and the hashes say of painted films."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, shift

from pose.clip.camera import camera_motion
from pose.clip.picture_hash import HASH_HZ, STILL, bits, mirrored, movement_hashes
from pose.clip.thumbnail import SIDE, Thumbnail, halved, thumbnail
from tests.unit.pose.any_film import FPS, Luma, Scene, any_film


def thumbnails(frames: list[Luma]) -> Thumbnail:
    return np.stack([thumbnail(frame) for frame in frames])


def hashes(frames: list[Luma]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.asarray(movement_hashes(np.arange(len(frames)) / FPS, thumbnails(frames)))


def agreement(first: list[Luma], second: list[Luma]) -> float:
    return float(np.mean(bits(hashes(first)) == bits(hashes(second))))


@pytest.mark.parametrize("size", [(64, 64), (100, 333), (720, 1280), (1920, 1080)])
def test_a_thumbnail_averages_cells_of_any_picture(size: tuple[int, int]) -> None:
    ramp = np.broadcast_to(np.linspace(0, 255, size[1]), size).astype(np.uint8)
    small = thumbnail(ramp)
    assert small.shape == (SIDE, SIDE)
    assert small.mean() == pytest.approx(ramp.mean(), abs=1.5)
    assert np.diff(small, axis=1).min() > 0


def test_half_a_thumbnail_is_the_mean_of_its_quads() -> None:
    small = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    assert halved(small)[0].tolist() == [[2.5, 4.5], [10.5, 12.5]]


def test_a_panned_photo_is_explained_by_the_camera() -> None:
    chance = np.random.default_rng(0)
    photo = gaussian_filter(chance.normal(size=(SIDE, SIDE)), 4)
    photo = 128 + 60 * photo / photo.std()
    pan = [shift(photo, (0.1 * t, 0.25 * t), order=3, mode="nearest") for t in range(30)]
    motion = camera_motion(np.stack(pan).astype(np.float32), 15.0)
    assert motion.unexplained < 0.15
    assert motion.speed == pytest.approx(15 * np.hypot(0.1, 0.25) / (SIDE - 1), rel=0.1)


def test_a_dancer_before_a_standing_camera_is_not_explained_by_it() -> None:
    motion = camera_motion(thumbnails(any_film(3.0)), FPS)
    assert motion.unexplained > 0.6
    assert motion.speed < 0.1


def test_a_standing_photo_has_no_camera_motion() -> None:
    motion = camera_motion(thumbnails(any_film(0.1)[:1] * 30), FPS)
    assert (motion.speed, motion.unexplained) == (0.0, 1.0)


def test_a_film_too_short_for_two_pictures_has_no_camera_motion() -> None:
    assert camera_motion(thumbnails(any_film(0.1)[:1]), FPS).unexplained == 1.0


def test_there_is_a_hash_for_every_fifteenth_of_a_second_after_the_first() -> None:
    assert len(hashes(any_film(4.0))) == pytest.approx((4.0 - 0.4) * HASH_HZ, abs=1)


def test_hashes_survive_scaling_and_noise() -> None:
    film = any_film(4.0)
    noisy = any_film(4.0, Scene(sensor_noise=6.0))
    small = [frame[::2, ::2] for frame in film]
    assert agreement(film, noisy) > 0.9
    assert agreement(film, small) > 0.95


def test_hashes_of_a_mirrored_film_are_known_without_seeing_it() -> None:
    film = any_film(4.0, Scene(sensor_noise=0))
    flipped = hashes([frame[:, ::-1] for frame in film])
    assert np.mean(bits(mirrored(hashes(film))) == bits(flipped)) > 0.99
    assert (mirrored(mirrored(flipped)) == flipped).all()


def test_hashes_see_the_dancer_and_not_the_room() -> None:
    film = any_film(4.0)
    assert agreement(film, any_film(4.0, Scene(room=1))) > 0.7
    assert agreement(film, any_film(4.0, Scene(dancer=1))) < 0.65


def test_where_nothing_moves_there_is_no_hash() -> None:
    assert (hashes(any_film(0.1)[:1] * 60) == STILL).all()
