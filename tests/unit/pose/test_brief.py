"""Whose music a clip is judged by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pose.brief import CHALLENGES_MUSIC, CLEAR_BEAT, OWN_SOUND, ScoringBrief
from pose.scoring import score
from pose.sound.beat_grid import BeatGrid
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence

BEATS = BeatGrid(times=np.arange(0.25, 10, 0.6), bpm=100.0, confidence=0.8, octaves_bpm=())


def unscripted(**fields: object) -> ScoringBrief:
    return replace(any_brief(**fields), target_bpm=None, first_beat_s=None)


def test_the_challenges_music_comes_first() -> None:
    asked = replace(any_brief(), target_bpm=90.0, first_beat_s=None)
    assert asked.heard(BEATS) is asked
    assert asked.music == CHALLENGES_MUSIC


def test_without_it_the_clips_own_sound_is_taken() -> None:
    brief = unscripted().heard(BEATS)
    assert brief.target_bpm == 100.0
    assert brief.first_beat_s == pytest.approx(0.25)
    assert (brief.music, brief.music_confidence) == (OWN_SOUND, 0.8)


@pytest.mark.parametrize(
    "beats",
    [
        None,
        replace(BEATS, confidence=CLEAR_BEAT - 0.01),
        replace(BEATS, bpm=20.0),
    ],
    ids=["nothing to be heard", "faint", "no tempo to dance to"],
)
def test_what_is_no_music_leaves_the_music_unknown(beats: BeatGrid | None) -> None:
    assert unscripted().heard(beats) == unscripted()


def test_a_confidence_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="confidence"):
        replace(any_brief(), music_confidence=1.5)


def test_rhythm_says_whose_music_it_was_and_how_surely_it_was_heard() -> None:
    sequence = any_pose_sequence(bpm=100.0)
    unknown = unscripted(criteria={"rhythm": 40, "balance": 60})

    def rhythm_of(brief: ScoringBrief) -> tuple[object, float]:
        (found,) = (one for one in score(sequence, brief).metrics if one.name == "rhythm")
        return found.evidence.get("music"), found.confidence

    told, confidence = rhythm_of(unknown.heard(BEATS))
    silent, doubtful = rhythm_of(unknown)
    given, sure = rhythm_of(replace(unknown, target_bpm=100.0))
    assert (told, silent, given) == (OWN_SOUND, None, CHALLENGES_MUSIC)
    assert doubtful < confidence < sure
    assert confidence == pytest.approx(0.9 * sure)
