"""Templates: the challenges a day gets when nobody made one for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from idance.domain.challenge import Challenge, Difficulty
from idance.domain.challenge_type import ChallengeType
from idance.domain.ids import daily_challenge_id
from idance.domain.model import Model

SYSTEM_USER: Final = "system"


class Template(Model):
    """A challenge without a date."""

    title: str
    description: str
    type: ChallengeType
    difficulty: Difficulty
    points: int
    badge_name: str
    target_bpm: float

    def on(self, day: date, *, now: datetime) -> Challenge:
        """Return the challenge this template makes for a UTC day."""
        start = datetime.combine(day, time.min, tzinfo=UTC)
        return Challenge(
            id=daily_challenge_id(day),
            start_time=start,
            end_time=start + timedelta(days=1),
            created_by=SYSTEM_USER,
            created_at=now,
            updated_at=now,
            **self.model_dump(by_alias=False),
        )


_EASY, _MEDIUM, _HARD = Difficulty.BEGINNER, Difficulty.INTERMEDIATE, Difficulty.ADVANCED
_FREE, _STATIC = ChallengeType.FREESTYLE, ChallengeType.STATIC
_SPIN, _COMBO = ChallengeType.SPIN, ChallengeType.COMBO

_ROWS: Final = (
    ("Monday Groove", "Find the beat and let it carry you.",
     _FREE, _EASY, 100, "Groove Starter", 110),
    ("Steady As You Go", "Hold your lines: calm arms, quiet feet.",
     _STATIC, _EASY, 100, "Still Water", 90),
    ("Combo Wednesday", "String your favourite moves together without a break.",
     _COMBO, _MEDIUM, 120, "Chain Maker", 120),
    ("Spin Master", "Turn, spot, land. Repeat.",
     _SPIN, _HARD, 150, "Spin Master", 115),
    ("Freestyle Friday", "Show your best freestyle moves!",
     _FREE, _MEDIUM, 150, "Freestyle Master", 124),
    ("Weekend Warm-up", "Big moves, big smile, no pressure.",
     _FREE, _EASY, 100, "Weekend Mover", 118),
    ("Sunday Flow", "Smooth from start to end, as if under water.",
     _FREE, _EASY, 100, "Flow Finder", 96),
)  # fmt: skip
TEMPLATES: Final = tuple(
    Template.model_validate(dict(zip(Template.model_fields, row, strict=True))) for row in _ROWS
)
"""One a weekday, Monday first."""


def daily_from_template(day: date, *, now: datetime) -> Challenge:
    """Return the template challenge of a UTC day: the same for the same day, always.

    The weekday chooses the template, so that a day never lacks a challenge and two writers
    who make it at once make the same one.
    """
    return TEMPLATES[day.weekday()].on(day, now=now)
