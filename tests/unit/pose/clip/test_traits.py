"""What an observer measures on painted films."""

import numpy as np
import pytest

from pose.clip.traits import ClipObserver, ClipTraits
from pose.errors import UnreadablePoseError
from tests.unit.pose.any_film import FPS, Scene, again, any_film, seen


def test_an_honest_film_is_no_copy_of_itself() -> None:
    honest = seen(any_film())
    assert honest.loop.distance > 0.4
    assert honest.boomerang.distance > 0.4
    assert honest.duplicates < 0.05
    assert honest.change > 2
    assert honest.camera.unexplained > 0.6


@pytest.mark.parametrize("extra", [0, 1])
def test_a_loop_is_seen_after_encoding_it_again(extra: int) -> None:
    period = 2 * FPS + extra
    assert seen(again(any_film(3.0)[:period] * 4)).loop.distance < 0.1


def test_a_boomerang_is_seen_after_encoding_it_again() -> None:
    there = any_film(3.0)
    assert seen(again(there + there[::-1])).boomerang.distance < 0.1


def test_a_second_take_of_a_step_is_no_loop() -> None:
    takes = [any_film(2.0, Scene(take=take)) for take in range(4)]
    assert seen([frame for take in takes for frame in take]).loop.distance > 0.2


def test_a_photo_does_not_change() -> None:
    photo = any_film(0.1)[:1] * (6 * FPS)
    assert seen(photo).change == 0
    assert seen(again(photo, spread=2)).change < 0.45
    assert seen(photo).duplicates == 0


def test_doubled_frames_are_counted() -> None:
    doubled = [frame for frame in any_film()[::2] for _ in range(2)]
    assert seen(doubled).duplicates == pytest.approx(0.5, abs=0.05)


def test_one_frame_in_five_is_repeated_where_24_are_shown_as_30() -> None:
    film = any_film(8.0)
    shown = [film[int(index * 0.8)] for index in range(len(film))]
    assert seen(shown).duplicates == pytest.approx(0.2, abs=0.03)


def test_pictures_beyond_thirty_a_second_are_passed_over() -> None:
    observer = ClipObserver()
    for index, frame in enumerate(any_film(4.0)):
        observer.see(frame, index / 60)
    assert observer.traits().rate == pytest.approx(30, abs=0.5)


def test_stored_traits_come_back_to_the_last_digit() -> None:
    traits = seen(any_film(4.0))
    restored = ClipTraits.from_bytes(traits.to_bytes())
    assert restored.to_bytes() == traits.to_bytes()
    assert (restored.hashes == traits.hashes).all()
    assert restored.loop == traits.loop


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"format_version": 2}', b'{"format_version": 1}']
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePoseError):
        ClipTraits.from_bytes(data)


def test_stored_traits_with_a_wrong_field_are_refused() -> None:
    stored = seen(any_film(2.0)).to_bytes().replace(b'"rate": 3', b'"rate": "x", "was": 3')
    with pytest.raises(UnreadablePoseError):
        ClipTraits.from_bytes(stored)


def test_one_picture_has_no_traits() -> None:
    observer = ClipObserver()
    observer.see(np.zeros((90, 160), np.uint8), 0.0)
    with pytest.raises(ValueError, match="two pictures"):
        observer.traits()
