"""Two people in a picture: one of them is followed, and it is told that there were two."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from local.drawn_dancer import Clip, Dance, drawn_frames
from pose.landmarks import Landmark
from pose.sequence import FloatArray, PoseSequence
from pose.tracker.estimator import extract
from pose.tracker.following import TRIES, Follower
from pose.tracker.landmarker import Detection
from tests.unit.pose.any_video import Image, any_video, evenly
from tests.unit.pose.model import MODEL_PATH, REAL_CLIPS

FPS = 15
TORSO = 0.2
GREY = 128


def middle(sequence: PoseSequence) -> FloatArray:
    """Return how far right the dancer is, in frame widths, shape (T,)."""
    rows = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    return np.asarray(sequence.image[:, rows, 0].mean(axis=1))


def tracked(path: Path) -> PoseSequence:
    return extract(path, model_path=MODEL_PATH, video_sha256="0" * 64)


def test_of_two_drawn_dancers_side_by_side_one_is_followed(tmp_path: Path) -> None:
    camera, seconds = Clip(fps=FPS), 3.4
    pair = zip(
        drawn_frames(Dance(duration_s=seconds, seed=1), camera),
        drawn_frames(Dance(duration_s=seconds, seed=5, bpm=96), camera),
        strict=True,
    )
    film(tmp_path / "pair.mp4", [np.concatenate([left, right], axis=1) for left, right in pair])

    sequence = tracked(tmp_path / "pair.mp4")

    assert sequence.people == 2
    assert np.ptp(middle(sequence)) < 0.25
    assert (middle(sequence) < 0.5).all() or (middle(sequence) > 0.5).all()


def test_of_two_real_people_side_by_side_one_is_followed(tmp_path: Path) -> None:
    source = REAL_CLIPS / "squat_and_dance.gif"
    if not source.exists():
        pytest.skip("the real clips are not beside this checkout")
    with av.open(str(source)) as container:
        frames = [
            np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
            for frame in container.decode(video=0)
        ]
    film(tmp_path / "pair.mp4", frames, fps=10)

    sequence = tracked(tmp_path / "pair.mp4")

    assert sequence.people == 2
    assert np.isfinite(middle(sequence)).all()
    assert np.ptp(middle(sequence)) < 0.1


def test_who_dances_alone_is_alone(tmp_path: Path) -> None:
    film(tmp_path / "one.mp4", list(drawn_frames(Dance(duration_s=3.4), Clip(fps=FPS))))

    assert tracked(tmp_path / "one.mp4").people == 1


class Stage:
    """A tracker that sees two people, and changes to the second one when told to.

    Each is a white spot; whoever stands where the picture is blank is not seen.
    """

    def __init__(self) -> None:
        self.follows = 0.25
        self.shown: list[int] = []

    def detect(self, rgb: Image, time_ms: int) -> Detection | None:
        assert not self.shown or time_ms > self.shown[-1]
        self.shown.append(time_ms)
        if not self._there(rgb, self.follows):
            others = [place for place in (0.25, 0.75) if self._there(rgb, place)]
            self.follows = others[0] if others else self.follows
            return None
        return standing(self.follows)

    def _there(self, rgb: Image, place: float) -> bool:
        return bool((rgb[60:140, round(place * 400)] == 255).any())


def standing(place: float) -> Detection:
    """Return a body at a place, in frame widths; the picture is twice as wide as high."""
    image = np.zeros((33, 3))
    image[:, 0] = place
    image[:, 1] = np.linspace(0.5 - TORSO, 0.5 + TORSO, 33)
    image[[11, 12], 1], image[[23, 24], 1] = 0.4, 0.4 + TORSO
    return Detection(image=image, world=image.copy(), visibility=np.ones(33))


def picture(*places: float) -> Image:
    frame = np.full((200, 400, 3), GREY, np.uint8)
    for place in places:
        frame[40:160, round(place * 400) - 5 : round(place * 400) + 5] = 255
    return frame


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_tracker_that_changes_to_somebody_else_is_led_back(stage: Stage) -> None:
    follower = Follower(stage.detect, aspect=2.0)
    follower.look(picture(0.25, 0.75), 0.0)
    stage.follows = 0.75

    places = [_place(follower.look(picture(0.25, 0.75), index / 15)) for index in range(1, 5)]

    assert places == [0.25] * 4
    assert follower.others


def test_where_the_dancer_is_gone_the_jump_is_believed(stage: Stage) -> None:
    follower = Follower(stage.detect, aspect=2.0)
    follower.look(picture(0.25), 0.0)
    stage.follows = 0.75

    follower.look(picture(0.75), 1 / 15)
    after = follower.look(picture(0.75), 2 / 15)

    assert _place(after) == 0.75
    assert not follower.others


def test_a_clip_of_many_cuts_is_followed_as_it_comes(stage: Stage) -> None:
    follower = Follower(stage.detect, aspect=2.0)
    for index in range(40):
        stage.follows = (0.25, 0.75)[index % 2]
        follower.look(picture(stage.follows), index / 15)

    assert len(stage.shown) <= 40 + 3 * TRIES


def _place(body: Detection | None) -> float | None:
    return None if body is None else float(body.image[0, 0])


def film(path: Path, frames: list[Image], *, fps: int = FPS) -> None:
    height, width, _ = frames[0].shape
    paint: Callable[[int], Image] = lambda ms: np.ascontiguousarray(frames[round(ms * fps / 1000)])  # noqa: E731
    times_ms = evenly(len(frames) / fps, fps)
    any_video(path, times_ms=times_ms, size=(width, height), paint=paint)
