"""Copies are found and known again, other takes are not: on painted films and drawn figures."""

import numpy as np
import pytest

from benchmarks.attacks import COPIES, still_photo
from benchmarks.motion_capture import RECORDINGS, captured
from pose.clip.picture_hash import STILL
from pose.errors import UnreadablePoseError
from pose.matching.fingerprint import (
    BANDS,
    PoseFingerprint,
    VideoFingerprint,
    bands,
    mirror_limbs,
    pose_fingerprint,
    video_fingerprint,
)
from pose.matching.likeness import NO_MATCH, same_clip, same_performance
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence
from tests.unit.pose.any_film import FPS, Luma, Scene, again, any_film, seen
from tests.unit.pose.any_sequence import any_pose_sequence

captures = pytest.mark.skipif(
    not RECORDINGS.exists(), reason="no ../shared/motion beside this checkout"
)
EMPTY_POSES = PoseFingerprint(np.zeros((0, 9, 2), np.int8))
EMPTY_VIDEO = VideoFingerprint(np.zeros(0, np.uint64))
KEYS_OF_A_SWING = ("pe2bda", "pe6bdf")


def pictures(frames: list[Luma]) -> VideoFingerprint:
    return video_fingerprint(seen(frames))


def poses(sequence: PoseSequence) -> PoseFingerprint:
    return pose_fingerprint(prepare(sequence))


def test_a_film_encoded_again_is_the_same_clip() -> None:
    film = any_film()
    match = same_clip(pictures(film), pictures(again(film)))
    assert match.same
    assert match.offset_s == 0
    assert not match.mirrored


def test_a_film_at_half_its_size_is_the_same_clip() -> None:
    film = any_film()
    assert same_clip(pictures(film), pictures([frame[::2, ::2] for frame in film])).same


def test_a_mirrored_film_is_the_same_clip_mirrored() -> None:
    film = any_film()
    match = same_clip(pictures(film), pictures([frame[:, ::-1] for frame in film]))
    assert match.same
    assert match.mirrored


@pytest.mark.parametrize("cut_s", [1.0, 2.37])
def test_a_trimmed_film_is_the_same_clip_from_where_it_begins(cut_s: float) -> None:
    film = any_film()
    match = same_clip(pictures(film), pictures(film[round(cut_s * FPS) :]))
    assert match.same
    assert match.offset_s == pytest.approx(cut_s, abs=0.05)


def test_another_take_in_the_same_room_is_another_clip() -> None:
    first, second = pictures(any_film()), pictures(any_film(scene=Scene(take=1)))
    assert not same_clip(first, second).same


def test_another_dancer_in_the_same_room_is_another_clip() -> None:
    match = same_clip(pictures(any_film()), pictures(any_film(scene=Scene(dancer=1))))
    assert not match.same
    assert match.score < 0.5


def test_clips_without_movement_are_never_the_same() -> None:
    photo = any_film(0.1)[:1] * (6 * FPS)
    assert same_clip(pictures(photo), pictures(photo)) == NO_MATCH
    assert same_clip(EMPTY_VIDEO, pictures(any_film())) == NO_MATCH
    assert bands(pictures(photo)) == ()


@pytest.mark.parametrize("copy", COPIES)
def test_a_stolen_dance_is_known_again(copy: str) -> None:
    dance = any_pose_sequence(bpm=100.0)
    match = same_performance(poses(dance), poses(COPIES[copy](dance)))
    assert match.same
    assert match.mirrored == (copy == "mirrored")


@captures
@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("name", ["dance", "hop", "cartwheel"])
def test_a_stolen_performance_is_known_again(name: str, copy: str) -> None:
    performance = captured(name)
    assert same_performance(poses(performance), poses(COPIES[copy](performance))).same


def test_offset_and_speed_of_a_copy_are_told() -> None:
    dance = any_pose_sequence(bpm=100.0)
    trimmed = same_performance(poses(dance), poses(COPIES["trimmed"](dance)))
    assert trimmed.offset_s == pytest.approx(len(dance.timestamps) // 9 / 15, abs=0.1)
    hurried = same_performance(poses(dance), poses(COPIES["hurried"](dance)))
    assert hurried.speed == pytest.approx(1 / 1.05, abs=0.015)


@pytest.mark.parametrize("difference", [{"beat_error_s": 0.05}, {"seed": 3, "beat_error_s": 0.05}])
def test_a_second_take_of_a_dance_is_no_copy(difference: dict[str, float]) -> None:
    first = any_pose_sequence(bpm=100.0)
    assert not same_performance(
        poses(first), poses(any_pose_sequence(bpm=100.0, **difference))
    ).same


@captures
def test_other_peoples_dances_are_far_apart() -> None:
    fingerprints = [poses(captured(name)) for name in ("dance", "hop", "cartwheel")]
    fingerprints.append(poses(any_pose_sequence()))
    for index, first in enumerate(fingerprints):
        for second in fingerprints[index + 1 :]:
            match = same_performance(first, second)
            assert not match.same
            assert match.score < 0.2


def test_two_who_stand_alike_are_not_the_same() -> None:
    first, second = (poses(still_photo(any_pose_sequence(seed=seed))) for seed in (1, 2))
    assert not same_performance(first, second).same
    assert bands(first) == ()


def test_what_is_too_short_is_not_compared() -> None:
    short = PoseFingerprint(poses(any_pose_sequence()).limbs[:15])
    assert same_performance(short, short) == NO_MATCH
    assert same_performance(EMPTY_POSES, short) == NO_MATCH
    assert bands(short) == ()


def test_limbs_nobody_saw_match_nothing() -> None:
    unseen = PoseFingerprint(np.zeros((100, 9, 2), np.int8))
    assert not same_performance(unseen, unseen).same
    assert not same_performance(unseen, poses(any_pose_sequence())).same


@pytest.mark.parametrize("copy", COPIES)
def test_a_stolen_dance_shares_a_key_with_its_original(copy: str) -> None:
    dance = any_pose_sequence(bpm=100.0)
    original, stolen = bands(poses(dance)), bands(poses(COPIES[copy](dance)))
    assert set(original) & set(stolen)


def test_a_stolen_film_shares_keys_with_its_original() -> None:
    film = any_film()
    original = set(bands(pictures(film)))
    assert len(original & set(bands(pictures(again(film))))) >= 3
    assert len(original & set(bands(pictures([frame[:, ::-1] for frame in film])))) >= 3
    assert len(original & set(bands(pictures(film[2 * FPS :])))) >= 3


def test_another_dancers_film_shares_no_key() -> None:
    other = pictures(any_film(scene=Scene(dancer=1)))
    assert not set(bands(pictures(any_film()))) & set(bands(other))


def test_keys_are_few_and_say_what_they_are_of() -> None:
    film, dance = bands(pictures(any_film())), bands(poses(any_pose_sequence()))
    assert len(film) == len(dance) == BANDS
    assert {key[0] for key in film} == {"v"}
    assert {key[0] for key in dance} == {"p"}


def test_keys_never_change_or_an_index_would_be_lost() -> None:
    moments = VideoFingerprint(np.array([0x0123456789ABCDEF, STILL, 0xFEDCBA9876543210], np.uint64))
    assert bands(moments) == ("v6bf61fcd", "v01234567")
    angle = np.arange(21)[:, None] * np.linspace(0.05, 0.3, 9)
    swing = np.stack([np.sin(angle), np.cos(angle)], axis=2)
    assert bands(PoseFingerprint(np.rint(90 * swing).astype(np.int8))) == KEYS_OF_A_SWING


def test_a_mirror_turned_twice_shows_the_truth() -> None:
    limbs = poses(any_pose_sequence()).vectors
    assert mirror_limbs(mirror_limbs(limbs)) == pytest.approx(limbs)


def test_stored_fingerprints_come_back() -> None:
    film, dance = pictures(any_film(4.0)), poses(any_pose_sequence())
    assert (VideoFingerprint.from_bytes(film.to_bytes()).hashes == film.hashes).all()
    assert (PoseFingerprint.from_bytes(dance.to_bytes()).limbs == dance.limbs).all()


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x01abc", b"\x02" + bytes(72)])
def test_other_bytes_are_no_fingerprint(data: bytes) -> None:
    with pytest.raises(UnreadablePoseError):
        VideoFingerprint.from_bytes(data)
    with pytest.raises(UnreadablePoseError):
        PoseFingerprint.from_bytes(data)
