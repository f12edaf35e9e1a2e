"""Which pictures are looked at: fewer where the body is slow, and while nobody is there."""

import numpy as np
import pytest
from av import VideoFrame

from pose.clip.frame import Frame
from pose.clip.thumbnail import SIDE, Thumbnail
from pose.tracker.attention import Attention
from pose.tracker.filling import filled
from pose.tracker.landmarker import Detection

HERTZ = 15.0
ROOM = 128 + 60 * np.sin(np.arange(SIDE) / 3)[None] * np.cos(np.arange(SIDE) / 4)[:, None]


class Tracker:
    """Remembers when it was asked; finds a body wherever `there` says."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.asked: list[float] = []

    def look(self, frame: Frame, _: Thumbnail) -> Detection | None:
        self.asked.append(frame.time_s)
        return body(at=frame.time_s) if self.there else None


def body(at: float) -> Detection:
    """Stand in the middle of the picture and rise steadily."""
    places = np.random.default_rng(0).uniform(0.3, 0.7, (33, 3))
    places[[11, 12], 1], places[[23, 24], 1] = 0.35, 0.55
    places[:, 1] += 0.01 * at
    return Detection(image=places, world=places.copy(), visibility=np.ones(33))


def shifted(cells: float) -> Thumbnail:
    """Return the room as if everything in it had moved to the right."""
    moved = 60 * np.sin((np.arange(SIDE) - cells) / 3)[None] * np.cos(np.arange(SIDE) / 4)[:, None]
    return (128 + moved).astype(np.float32)


def shown(tracker: Tracker, pictures: list[Thumbnail]) -> list[Detection | None]:
    attention = Attention(tracker.look, aspect=1.0)
    for index, picture in enumerate(pictures):
        frame = Frame(index / HERTZ, VideoFrame(16, 16), short_side=16, for_pose=True)
        attention.see(frame, picture)
    times, found = attention.finish()
    assert times == [index / HERTZ for index in range(len(pictures))]
    return found


def test_a_fast_body_is_looked_at_in_every_picture() -> None:
    tracker = Tracker()
    shown(tracker, [shifted(index) for index in range(30)])
    assert len(tracker.asked) == 30


def test_a_still_body_is_looked_at_in_every_second_picture() -> None:
    tracker = Tracker()
    found = shown(tracker, [shifted(0)] * 31)
    assert tracker.asked == pytest.approx([2 * index / HERTZ for index in range(16)])
    assert None not in found


def test_before_and_after_a_sudden_movement_no_picture_is_passed_over() -> None:
    tracker = Tracker()
    shown(tracker, [shifted(0)] * 10 + [shifted(4)] * 10)
    assert {9 / HERTZ, 10 / HERTZ} <= set(tracker.asked)


def test_the_slowest_camera_has_no_picture_to_spare() -> None:
    tracker = Tracker()
    attention = Attention(tracker.look, aspect=1.0)
    for index in range(20):
        frame = Frame(index / 4, VideoFrame(16, 16), short_side=16, for_pose=True)
        attention.see(frame, shifted(0))
    assert len(tracker.asked) == 20


def test_an_unchanging_empty_picture_is_searched_once_and_at_the_end() -> None:
    tracker = Tracker(there=False)
    assert shown(tracker, [shifted(0)] * 60) == [None] * 60
    assert tracker.asked == pytest.approx([0, 59 / HERTZ])


def test_a_changing_empty_picture_is_searched_five_times_a_second() -> None:
    tracker = Tracker(there=False)
    shown(tracker, [shifted(index) for index in range(150)])
    assert 40 < len(tracker.asked) < 65


def test_whoever_enters_is_seen_at_once() -> None:
    tracker = Tracker(there=False)
    attention = Attention(tracker.look, aspect=1.0)
    for index in range(60):
        tracker.there = index >= 45
        picture = shifted(5 if tracker.there else 0)
        attention.see(Frame(index / HERTZ, VideoFrame(16, 16), 16, for_pose=True), picture)
    _, found = attention.finish()
    assert [body is None for body in found] == [True] * 45 + [False] * 15


def test_between_two_looks_a_steady_movement_is_drawn_as_it_is() -> None:
    times = [index / HERTZ for index in range(7)]
    drawn = filled(times, {time: body(at=time) for time in times[::2]})
    for time, place in zip(times, drawn, strict=True):
        assert place is not None
        assert place.image == pytest.approx(body(at=time).image, abs=1e-9)


def test_next_to_where_nobody_is_nobody_is_drawn() -> None:
    drawn = filled([0, 1, 2, 3, 4], {0: body(at=0), 2: None, 4: body(at=4)})
    assert [place is None for place in drawn] == [False, True, True, True, False]
