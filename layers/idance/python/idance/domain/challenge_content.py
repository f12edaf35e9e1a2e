"""What is said of a challenge but for its time: what is danced, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from idance.domain.challenge_type import TypeName, check_criteria, default_criteria, is_built_in
from idance.domain.model import NUMBER, Model


class Difficulty(StrEnum):
    """How much a challenge asks of a dancer."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


def _check_time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, KeyError, ValueError) as error:
        raise ValueError(f"no such time zone: {name}") from error
    return name


def _check_media_key(key: str) -> str:
    if not key.startswith("challenges/") or ".." in key:
        raise ValueError("media of challenges are kept under challenges/")
    return key


Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=80)]
Description = Annotated[str, StringConstraints(max_length=2000)]
Points = Annotated[int, Field(ge=1, le=1000), NUMBER]
BadgeName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
MediaKey = Annotated[str, StringConstraints(max_length=300), AfterValidator(_check_media_key)]
MaxAttempts = Annotated[int, Field(ge=0, le=100), NUMBER]
Slot = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
TimeZone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_check_time_zone)]
Bpm = Annotated[float, Field(ge=40, le=240)]
FirstBeat = Annotated[float, Field(ge=0, le=60), NUMBER]
HoldSeconds = Annotated[float, Field(ge=1, le=60), NUMBER]
Turns = Annotated[float, Field(ge=0.5, le=50), NUMBER]
RequiredMoves = Annotated[int, Field(ge=2, le=64)]


def _criteria_of(known: dict[str, Any]) -> dict[str, int]:
    return default_criteria(known.get("type", ""))


DIFFICULTY_FACTOR: Final[Mapping[Difficulty, Fraction]] = {
    Difficulty.BEGINNER: Fraction(1),
    Difficulty.INTERMEDIATE: Fraction(5, 4),
    Difficulty.ADVANCED: Fraction(3, 2),
}
"""What the same score is worth more on the boards of periods, the harder the challenge is."""


class ChallengeContent(Model):
    """What challenges and templates have in common.

    Attributes
    ----------
    type : str
        A `ChallengeType`, or the name of a custom one.
    scoring_criteria : dict
        Weights of metrics, summing to 100; left out, they are the type's own.
    target_bpm : float, optional
        Tempo of the music, beats a minute.
    first_beat : float, optional
        When the first beat falls in a clip that starts with the music, s.
    hold_seconds, turns, required_moves : optional
        What a perfect clip shows: how long it holds, s, how often it turns, how many moves.
    max_attempts : int
        How often a dancer may enter; the best attempt counts. 0: as often as they like.
    demo_video_file_key : str, optional
        The demo video; accuracy and combo compare dancers with what it shows (`Reference`).
    """

    title: Title
    description: Description = ""
    type: TypeName
    difficulty: Difficulty = Difficulty.BEGINNER
    demo_video_file_key: MediaKey | None = None
    thumbnail_url: Annotated[Url | None, Field(alias="thumbnailURL")] = None
    points: Points
    max_attempts: MaxAttempts = 1
    badge_name: BadgeName
    badge_icon_url: Annotated[Url | None, Field(alias="badgeIconURL")] = None
    scoring_criteria: Annotated[dict[str, int], Field(default_factory=_criteria_of)]
    target_bpm: Bpm | None = None
    first_beat: FirstBeat | None = None
    hold_seconds: HoldSeconds | None = None
    turns: Turns | None = None
    required_moves: RequiredMoves | None = None

    @model_validator(mode="after")
    def _weights_make_a_score(self) -> Self:
        # A custom type's own weights are filled in by whoever knows the custom types.
        if self.scoring_criteria or is_built_in(self.type):
            check_criteria(self.scoring_criteria)
        return self

    @property
    def worth(self) -> int:
        """The points of a perfect score on the boards of periods: its difficulty multiplies them.

        The board of the challenge itself knows scores only, for there all dance the same.
        """
        return round(self.points * DIFFICULTY_FACTOR[self.difficulty])

    @property
    def media_keys(self) -> dict[str, str]:
        """Every file it needs, by the name of the field that names it."""
        key = self.demo_video_file_key
        return {"demoVideoFileKey": key} if key else {}
