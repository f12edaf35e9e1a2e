"""The clip with everything drawn over it: the right things at the right places and times."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt
import pytest

from pose.landmarks import Landmark
from pose.pictures.curves import Fault, ScoreCurves
from pose.pictures.film import draw_overlay
from pose.pictures.palette import BACKGROUND, BRIGHT, LEFT, RIGHT, Rgb, hues
from pose.pictures.running import unscored_curves
from pose.pictures.scene import Scene
from pose.sequence import PoseSequence
from pose.sound.audio import soundtrack
from tests.unit.pose.any_audio import RATE, drum_loop
from tests.unit.pose.any_sequence import any_pose_sequence
from tests.unit.pose.any_sound import any_clip_with_sound
from tests.unit.pose.any_video import any_video, evenly

Image = npt.NDArray[np.uint8]
BEATS: Final = np.arange(0.5, 4.0, 0.5)
FEW: Final = unscored_curves(any_pose_sequence(seconds=4.0), "it is dark")
OFF_BEAT: Final = Fault(begin_s=2.0, end_s=3.0, metric="rhythm", caption="off the beat")


def any_curves(*, total: float = 70.0, rhythm: float = 90.0) -> ScoreCurves:
    times = np.array([0.0, 2.0, 4.0])
    return ScoreCurves(
        times=times,
        total=np.full(3, total),
        metrics={"balance": np.full(3, 40.0), "rhythm": np.full(3, rhythm)},
        beats=BEATS,
        faults=(OFF_BEAT,),
    )


def any_dance(*, width: int = 320, height: int = 240) -> PoseSequence:
    return replace(any_pose_sequence(seconds=4.0), width=width, height=height)


def grey(scene: Scene) -> Image:
    width, height = scene.picture_size
    return np.full((height, width, 3), 100, np.uint8)


def is_near(colour: npt.NDArray[np.uint8], wanted: Rgb) -> bool:
    return bool(np.abs(colour.astype(int) - wanted).max() < 60)


def decoded(path: Path) -> Sequence[tuple[float, Image]]:
    with av.open(str(path)) as container:
        return [
            (float(frame.time or 0), np.asarray(frame.to_ndarray(format="rgb24"), np.uint8))
            for frame in container.decode(video=0)
        ]


def test_joints_are_drawn_where_they_are_in_their_sides_colour() -> None:
    dance = any_dance(width=1280, height=720)
    scene = Scene(dance, any_curves())

    image = scene.drawn(grey(scene), float(dance.timestamps[30]))

    for joint, hue in ((Landmark.LEFT_KNEE, LEFT), (Landmark.RIGHT_ELBOW, RIGHT)):
        x, y = np.rint(dance.image[30, joint, :2] * scene.picture_size).astype(int)
        assert is_near(image[y, x], hue.dark)


def test_what_is_not_seen_is_not_drawn() -> None:
    dance = any_dance()
    hidden = replace(dance, visibility=np.zeros_like(dance.visibility))
    nobody = replace(dance, image=np.full_like(dance.image, np.nan))
    curves = replace(any_curves(), beats=np.empty(0), faults=())

    def dancer(sequence: PoseSequence) -> Image:
        scene = Scene(sequence, curves)
        return scene.drawn(grey(scene), 1.2)[40:230]

    assert np.ptp(dancer(hidden)) == 0
    assert np.ptp(dancer(nobody)) == 0
    assert np.ptp(dancer(dance)) > 100


def test_a_beat_flashes_around_the_picture_and_fades() -> None:
    scene = Scene(any_dance(), any_curves())
    edge = [float(scene.drawn(grey(scene), time)[120, 0].mean()) for time in (0.4, 1.0, 1.1, 1.45)]

    assert edge[0] == 100
    assert edge[1] > edge[2] > edge[3] >= 100
    assert edge[1] > 180


def test_a_weakness_is_named_while_it_lasts() -> None:
    dance = any_dance()
    scene = Scene(replace(dance, visibility=np.zeros_like(dance.visibility)), any_curves())
    colour = hues(["rhythm"])["rhythm"].dark

    def named(time_s: float) -> bool:
        lower = scene.drawn(grey(scene), time_s)[200:240]
        return any(is_near(pixel, colour) for pixel in lower.reshape(-1, 3)[::3])

    assert [named(time) for time in (1.7, 2.7, 3.7)] == [False, True, False]


def test_a_gauge_is_as_long_as_its_metric_is_high() -> None:
    def filled(rhythm: float) -> int:
        scene = Scene(any_dance(width=640, height=480), any_curves(rhythm=rhythm))
        panel = scene.drawn(grey(scene), 1.2)[480:570]
        colour = np.array(hues(["rhythm"])["rhythm"].dark)
        return int((np.abs(panel.astype(int) - colour).max(axis=2) < 12).sum(axis=1).max())

    lengths = [filled(rhythm) for rhythm in (20.0, 40.0, 80.0)]

    assert lengths[1] == pytest.approx(2 * lengths[0], rel=0.1)
    assert lengths[2] == pytest.approx(4 * lengths[0], rel=0.1)


def test_the_line_of_the_score_grows_to_the_right() -> None:
    scene = Scene(any_dance(), any_curves())

    def rightmost(time_s: float) -> int:
        panel = scene.drawn(grey(scene), time_s)[scene.picture_size[1] + 60 :]
        bright = (np.abs(panel.astype(int) - BRIGHT).max(axis=2) < 10).any(axis=0)
        return int(np.flatnonzero(bright).max())

    assert rightmost(1.0) < rightmost(2.0) < rightmost(3.0)


def test_a_clip_that_is_not_scored_says_why_in_place_of_a_number() -> None:
    def panel(reason: str) -> Image:
        scene = Scene(any_dance(), unscored_curves(any_dance(), reason))
        return scene.drawn(grey(scene), 1.2)[scene.picture_size[1] :]

    short, long = panel("it is dark"), panel("your legs can hardly be seen " * 4)

    assert (short.max(axis=2) > 200).any()
    assert len(long) > len(short)
    assert not (long[:, -4:] > 200).any()


def test_an_uncertain_joint_is_faint() -> None:
    dance = any_dance(width=1280, height=720)
    knee = np.rint(dance.image[30, Landmark.LEFT_KNEE, :2] * (960, 540)).astype(int)

    def distance(visibility: float) -> float:
        scene = Scene(replace(dance, visibility=np.full_like(dance.visibility, visibility)), FEW)
        drawn = scene.drawn(grey(scene), float(dance.timestamps[30]))[knee[1], knee[0]]
        return float(np.abs(drawn.astype(int) - 100).max())

    faint, likely, sure = (distance(visibility) for visibility in (0.55, 0.75, 1.0))
    assert 0 < faint < likely < sure


@pytest.mark.parametrize("size", [(120, 4000), (1920, 1080), (121, 123)])
def test_every_size_of_picture_can_be_encoded(size: tuple[int, int]) -> None:
    scene = Scene(any_dance(width=size[0], height=size[1]), any_curves())

    assert all(side % 2 == 0 for side in (*scene.size, *scene.picture_size))
    assert min(scene.picture_size) <= 540
    assert scene.drawn(grey(scene), 2.5).shape == (scene.size[1], scene.size[0], 3)


def test_the_film_is_as_long_as_the_clip_and_its_sound_stays_under_its_pictures(
    tmp_path: Path,
) -> None:
    loop = drum_loop(seconds=4.0)
    clip = any_clip_with_sound(tmp_path / "clip.mp4", loop, picture_late_s=0.3)
    told: list[float] = []

    draw_overlay(clip, tmp_path / "film.mp4", any_dance(), any_curves(), on_progress=told.append)

    frames = decoded(tmp_path / "film.mp4")
    assert frames[0][0] == 0
    assert frames[-1][0] == pytest.approx(3.9, abs=0.01)
    before, after = soundtrack(clip), soundtrack(tmp_path / "film.mp4")
    assert before is not None
    assert after is not None
    inside = slice(RATE // 10, 3 * RATE)
    assert np.corrcoef(before[inside], after[inside])[0, 1] > 0.99
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("codec", "form", "kept"), [("libopus", "webm", True), ("pcm_s16le", "mov", False)]
)
def test_sound_that_mp4_carries_is_kept(
    tmp_path: Path, codec: str, form: str, *, kept: bool
) -> None:
    clip = any_clip_with_sound(tmp_path / "clip", drum_loop(seconds=3.0), codec=codec, form=form)

    draw_overlay(clip, tmp_path / "film.mp4", any_dance(), any_curves())

    assert (soundtrack(tmp_path / "film.mp4") is not None) == kept


def test_a_turned_clip_is_drawn_upright(tmp_path: Path) -> None:
    def bright_at_the_top_of_what_is_seen(_: int) -> Image:
        stored = np.zeros((120, 160, 3), np.uint8)
        stored[:, 80:] = 200
        return stored

    clip = tmp_path / "clip.mp4"
    any_video(clip, times_ms=evenly(3.0, 10), rotation=90, paint=bright_at_the_top_of_what_is_seen)
    nobody = any_dance(width=120, height=160)
    nobody = replace(nobody, visibility=np.zeros_like(nobody.visibility))

    draw_overlay(clip, tmp_path / "film.mp4", nobody, replace(any_curves(), beats=np.empty(0)))

    image = decoded(tmp_path / "film.mp4")[3][1]
    assert image.shape[1] == 120
    assert image[40, 60].mean() > 170
    assert image[120, 60].mean() < 40
    assert is_near(image[-2, 2], BACKGROUND)


def test_a_fast_clip_is_drawn_at_thirty_pictures_a_second(tmp_path: Path) -> None:
    any_video(tmp_path / "clip.mp4", times_ms=evenly(3.0, 60))

    draw_overlay(tmp_path / "clip.mp4", tmp_path / "film.mp4", any_dance(), any_curves())

    assert len(decoded(tmp_path / "film.mp4")) == pytest.approx(90, abs=2)


def test_the_same_dance_is_the_same_film(tmp_path: Path) -> None:
    clip = any_clip_with_sound(tmp_path / "clip.mp4", drum_loop(seconds=3.0))

    for name in ("first", "second"):
        draw_overlay(clip, tmp_path / name, any_dance(), any_curves())

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
