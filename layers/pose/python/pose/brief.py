"""What a challenge asks of its dancers, as far as scoring is concerned."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Final

from pose.sequence import PoseSequence

SLOWEST_BPM: Final = 30.0
FASTEST_BPM: Final = 300.0
WHOLE: Final = 100
BEGINNER: Final = "beginner"


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
        Beats a minute of the challenge's music, or None if it prescribes none.
    first_beat_s
        When a beat falls in the clip, s, or None if the clip's place in the music is not known.
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
        if not all(amount is None or 0 < amount < inf for amount in asked):
            raise ValueError(f"not something that can be asked for: {asked}")
