"""The dancer drawn by the program: its skill is what was asked for, its joints are exact."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from local.drawn_dancer import (
    JOINTS,
    LOOKS,
    Clip,
    Dance,
    Move,
    drawn_frames,
    true_joints,
    write_clip,
)
from local.drawn_dancer.choreography import postures
from local.drawn_dancer.looks import Looks
from local.drawn_dancer.moves import MOVES
from local.drawn_dancer.skeleton import FOREARM, SHANK, THIGH, UPPER_ARM, FloatArray, joints

TIMES = np.arange(0, 10, 1 / 60)
SMALL = Clip(width=240, height=426, fps=10)


def _places(dance: Dance) -> dict[str, FloatArray]:
    return joints(postures(dance, TIMES))


def _hip_height(dance: Dance) -> FloatArray:
    return _places(dance)["pelvis"][:, 1]


def _speed(points: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.norm(np.gradient(points, TIMES, axis=0), axis=1))


def _share_above(path: FloatArray, cut_hz: float) -> float:
    power = np.abs(np.fft.rfft(np.diff(path))) ** 2
    rates = np.fft.rfftfreq(len(path) - 1, 1 / 60)
    return float(power[rates > cut_hz].sum() / power.sum())


def test_the_same_dance_is_the_same_file(tmp_path: Path) -> None:
    dance = Dance(duration_s=1.0, jerkiness=0.5, wobble=0.5, timing_jitter_s=0.03)
    write_clip(tmp_path / "a.mp4", dance, SMALL)
    write_clip(tmp_path / "b.mp4", dance, SMALL)

    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_another_seed_is_another_dance() -> None:
    assert not np.allclose(_places(Dance(seed=1))["nose"], _places(Dance(seed=2))["nose"])


def test_a_clip_is_as_long_wide_and_fast_as_asked(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mp4", Dance(duration_s=2.0), replace(SMALL, fps=15))

    with av.open(str(tmp_path / "a.mp4")) as container:
        pictures = list(container.decode(video=0))
    assert len(pictures) == 30
    assert {(picture.width, picture.height) for picture in pictures} == {(240, 426)}
    assert [picture.time for picture in pictures] == pytest.approx(np.arange(30) / 15)


def test_the_beat_can_be_heard(tmp_path: Path) -> None:
    dance = Dance(bpm=100, duration_s=3.0)
    write_clip(tmp_path / "a.mp4", dance, SMALL)

    with av.open(str(tmp_path / "a.mp4")) as container:
        wave = np.concatenate([f.to_ndarray()[0] for f in container.decode(audio=0)])
    loud = np.flatnonzero(np.abs(wave) > 0.2) / 44100
    onsets = loud[np.diff(loud, prepend=-1.0) > 0.3]

    assert np.diff(onsets) == pytest.approx(np.diff(dance.beat_times()), abs=0.005)


def test_a_silent_clip_has_no_sound(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mp4", Dance(duration_s=0.5), replace(SMALL, sound=False))

    with av.open(str(tmp_path / "a.mp4")) as container:
        assert not container.streams.audio


@pytest.mark.parametrize(("bpm", "lag_s"), [(120, 0.0), (120, 0.1), (90, 0.0), (140, 0.05)])
def test_the_hips_are_lowest_on_the_beat(bpm: float, lag_s: float) -> None:
    dance = Dance(bpm=bpm, lag_s=lag_s, variety=1)
    height = _hip_height(dance)
    lowest = TIMES[1:-1][(height[1:-1] < height[:-2]) & (height[1:-1] <= height[2:])]

    late = [np.abs(dance.beat_times() + lag_s - time).min() for time in lowest[1:-1]]

    assert len(lowest) == pytest.approx(10 * bpm / 60, abs=2)
    assert np.median(late) < 0.025


def test_the_arms_rest_on_the_beat_and_swing_between() -> None:
    speed = _speed(_places(Dance())["left_wrist"])
    on_beat, between = speed[30::30], speed[45::30]

    assert on_beat.mean() < 0.25 * between.mean()


def test_a_dancer_of_another_tempo_drifts_off_the_beat() -> None:
    hips = _hip_height(Dance(tempo_error=0.05, variety=1))

    assert hips[0] < np.median(hips) - 0.02
    assert hips[TIMES == 5.0] > np.median(hips)


def test_careless_timing_scatters_the_hits() -> None:
    exact, careless = (
        _speed(_places(Dance(timing_jitter_s=jitter))["left_wrist"])[30::30].mean()
        for jitter in (0.0, 0.08)
    )

    assert careless > 1.5 * exact


def test_jerkiness_adds_what_is_fast() -> None:
    shares = [
        _share_above(_places(Dance(jerkiness=amount))["left_wrist"][:, 0], 3.2)
        for amount in (0.0, 0.5, 1.0)
    ]

    assert shares == sorted(shares)
    assert shares[2] > 3 * shares[0]


def test_wobble_sways_the_body() -> None:
    sways = [
        _places(Dance(wobble=amount, variety=1))["chest"][:, 0].std() for amount in (0.0, 0.5, 1.0)
    ]

    assert sways == sorted(sways)
    assert sways[2] > 1.7 * sways[0]


def test_variety_is_the_number_of_moves_danced() -> None:
    repeated = _places(Dance(variety=1, bpm=120))["left_wrist"]

    assert np.allclose(repeated[120:240], repeated[240:360], atol=1e-6)
    varied = _places(Dance(variety=len(MOVES), bpm=120))["left_wrist"]
    assert np.abs(varied[120:240] - varied[240:360]).max() > 0.1


@pytest.mark.parametrize("variety", [0, len(MOVES) + 1])
def test_a_dancer_knows_at_least_one_move_and_at_most_all(variety: int) -> None:
    with pytest.raises(ValueError, match="moves"):
        Dance(variety=variety)


@pytest.mark.parametrize("wrong", [{"bpm": 0}, {"duration_s": -1}])
def test_music_without_tempo_or_length_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Dance(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("dance", [Dance(), Dance(jerkiness=1, wobble=1, tempo_error=0.1)])
def test_bones_keep_their_length_and_feet_stay_above_the_floor(dance: Dance) -> None:
    places = _places(dance)

    for side in ("left", "right"):
        for bone, start, end in (
            (THIGH, "hip", "knee"),
            (SHANK, "knee", "ankle"),
            (UPPER_ARM, "shoulder", "elbow"),
            (FOREARM, "elbow", "wrist"),
        ):
            span = places[f"{side}_{end}"] - places[f"{side}_{start}"]
            assert np.linalg.norm(span, axis=1) == pytest.approx(bone, rel=0.01)
        assert places[f"{side}_heel"][:, 1].min() >= 0


def test_a_standing_foot_does_not_slide() -> None:
    places = _places(Dance())
    for side in ("left", "right"):
        ankle = places[f"{side}_ankle"]
        standing = ankle[:, 1] < ankle[:, 1].min() + 0.002
        assert np.median(_speed(ankle)[standing]) < 0.05


@pytest.mark.parametrize("seed", range(5))
def test_the_dancer_stays_in_the_picture(seed: int) -> None:
    clip = Clip()
    places = true_joints(Dance(seed=seed, wobble=0.5), clip)
    index = [JOINTS.index(f"{side}_{j}") for side in ("left", "right") for j in ("wrist", "ankle")]
    inside = (places[:, index] > 0) & (places[:, index] < (clip.width, clip.height))

    assert inside.mean() > 0.99


def test_left_is_the_dancers_own() -> None:
    places = true_joints(Dance(), Clip())

    assert (places[:, JOINTS.index("left_hip"), 0] > places[:, JOINTS.index("right_hip"), 0]).all()


@pytest.mark.parametrize("looks", LOOKS, ids=range(len(LOOKS)))
def test_the_shirt_is_where_the_chest_is(looks: Looks) -> None:
    clip = replace(Clip(), looks=looks)
    dance = Dance(duration_s=0.1)
    places = true_joints(dance, clip)[0]
    x, y = places[[JOINTS.index("left_shoulder"), JOINTS.index("right_hip")]].mean(axis=0).round()

    pixel = next(drawn_frames(dance, clip))[int(y), int(x)]

    assert np.abs(pixel - np.array(clip.looks.shirt)).max() < 45


def test_a_dancer_can_be_drawn_from_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "dancer.mp4"
    command = [sys.executable, "-m", "local.drawn_dancer", str(out), "--duration-s", "0.5"]
    command += ["--fps", "10", "--bpm", "90", "--looks", "2", "--silent"]

    subprocess.run(command, check=True, cwd=Path(__file__).parents[3])  # noqa: S603 - our own words

    with av.open(str(out)) as container:
        assert len(list(container.decode(video=0))) == 5


def test_a_routine_is_danced_in_its_order() -> None:
    wrist = _places(Dance(routine=(Move.WAVE, Move.LUNGE), bpm=120))["left_wrist"]

    assert np.allclose(wrist[120:240], wrist[360:480], atol=1e-6)
    assert np.abs(wrist[120:240] - wrist[240:360]).max() > 0.1


def test_the_larger_the_wrong_share_the_more_bars_are_another_dance() -> None:
    routine = (Move.WAVE, Move.GRASS, Move.POINT, Move.KNEES)
    right, *wrong = (
        _places(Dance(routine=routine, duration_s=16, wrong_share=share, seed=2))["left_wrist"]
        for share in (0.0, 0.25, 0.5, 1.0)
    )
    amiss = [np.abs(places - right).max(axis=1) > 0.05 for places in wrong]

    assert 0.05 < amiss[0].mean() < amiss[1].mean() < amiss[2].mean()


def test_a_tired_dancer_moves_less_in_the_end_and_a_half_hearted_one_throughout() -> None:
    fresh, tired, half = (
        _speed(_places(dance)["left_wrist"])
        for dance in (Dance(variety=1), Dance(variety=1, fatigue=0.7), Dance(variety=1, energy=0.5))
    )

    assert tired[:120].mean() > 0.8 * fresh[:120].mean()
    assert tired[-120:].mean() < 0.5 * fresh[-120:].mean()
    assert half.mean() == pytest.approx(0.5 * fresh.mean(), rel=0.05)


@pytest.mark.parametrize("turns", [1.0, -2.0])
def test_a_spinner_turns_as_often_as_asked_and_to_its_own_left(turns: float) -> None:
    places = _places(Dance(turns=turns))
    across = places["left_hip"] - places["right_hip"]
    angle = np.unwrap(np.arctan2(-across[:, 2], across[:, 0]))

    assert (angle[-1] - angle[0]) / (2 * np.pi) == pytest.approx(turns, abs=0.05)


def test_a_spinners_back_has_no_face() -> None:
    dance, clip = Dance(turns=1.0, duration_s=6.0), replace(Clip(), fps=10)
    places = true_joints(dance, clip)
    pictures = list(drawn_frames(dance, clip))
    width = places[:, JOINTS.index("left_eye"), 0] - places[:, JOINTS.index("right_eye"), 0]

    def brightest_between_the_eyes(index: int) -> int:
        x, y = places[index, JOINTS.index("nose")].round().astype(int)
        return int(pictures[index][y - 4 : y + 4, x - 4 : x + 4].max())

    away, facing = int(np.argmin(width)), int(np.argmax(width))
    assert width[away] < 0 < width[facing]
    assert brightest_between_the_eyes(away) < 100 < brightest_between_the_eyes(facing)


@pytest.mark.parametrize("seconds", [2.0, 5.0])
def test_a_hold_is_as_long_as_asked_on_one_leg(seconds: float) -> None:
    lifted = _places(Dance(hold_s=seconds))["left_ankle"][:, 1]
    up = lifted > 0.95 * lifted.max()

    assert up.sum() / 60 == pytest.approx(seconds, abs=0.4)
    assert np.flatnonzero(up)[0] / 60 == pytest.approx(1.0, abs=0.3)
