"""What a challenge asks of its dancers, as far as scoring is concerned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Final

from pose.sequence import PoseSequence
from pose.sound.beat_grid import BeatGrid

SLOWEST_BPM: Final = 30.0
FASTEST_BPM: Final = 300.0
WHOLE: Final = 100
CLEAR_BEAT: Final = 0.5
"""Confidence below which the beats of a clip's own sound are no music to be judged by."""
BEGINNER: Final = "beginner"
CHALLENGES_MUSIC: Final = "the challenge's"
OWN_SOUND: Final = "the clip's own sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringBrief:
    """The part of a challenge that decides how a clip is scored.

    Attributes
    ----------
    challenge_type
        Such as `freestyle`; picks the calibration.
    criteria
        Weight of each metric by name; the weights sum to 100.
    target_bpm
        Beats a minute of the music, or None if it is not known.
    first_beat_s
        When a beat falls in the clip, s, or None if the clip's place in the music is not known.
    music
        Whose music that is, in words for the evidence.
    music_confidence
        In [0, 1], how sure it is that the music has this beat.
    reference
        The choreography to be danced, or None if the challenge has no demo video.
    hold_s, turns, required_moves
        What a perfect clip shows: how long it holds, s, how often it turns, how many moves it
        strings together; None leaves it to the curves.
    difficulty
        `beginner`, `intermediate` or `advanced`: how the feedback speaks.

    Raises
    ------
    ValueError
        If a weight is negative, the weights do not sum to 100, or a number makes no sense.
    """

    challenge_type: str
    criteria: Mapping[str, int]
    target_bpm: float | None = None
    first_beat_s: float | None = None
    music: str = CHALLENGES_MUSIC
    music_confidence: float = 1.0
    reference: PoseSequence | None = None
    hold_s: float | None = None
    turns: float | None = None
    required_moves: int | None = None
    difficulty: str = BEGINNER

    def __post_init__(self) -> None:
        weights = self.criteria.values()
        if min(weights, default=0) < 0 or sum(weights) != WHOLE:
            raise ValueError(f"weights must not be negative and sum to 100: {dict(self.criteria)}")
        if self.target_bpm is not None and not SLOWEST_BPM <= self.target_bpm <= FASTEST_BPM:
            raise ValueError(f"not a number of beats a minute to dance to: {self.target_bpm}")
        if self.first_beat_s is not None and not isfinite(self.first_beat_s):
            raise ValueError(f"not a time of a first beat: {self.first_beat_s}")
        asked = (self.hold_s, self.turns, self.required_moves)
        if not 0 <= self.music_confidence <= 1:
            raise ValueError(f"not a confidence: {self.music_confidence}")
        if not all(amount is None or 0 < amount < inf for amount in asked):
            raise ValueError(f"not something that can be asked for: {asked}")

    def heard(self, beats: BeatGrid | None) -> "ScoringBrief":
        """Return the brief with the beats of the clip's own sound, where it lacks the music.

        A challenge's own tempo stands, also where its first beat is not known: a clip filmed to
        other music than the challenge's is not danced to the challenge's. Beats that are faint, or
        of no tempo that anybody dances to, are no music (SCORING section 3.5).
        """
        if self.target_bpm is not None or beats is None or beats.confidence < CLEAR_BEAT:
            return self
        if not SLOWEST_BPM <= beats.bpm <= FASTEST_BPM:
            return self
        return replace(
            self,
            target_bpm=beats.bpm,
            first_beat_s=beats.first_beat_s,
            music=OWN_SOUND,
            music_confidence=beats.confidence,
        )
