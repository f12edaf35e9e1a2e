"""Templates: challenges without a date, for the days that nobody has made one for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final

from pydantic import Field

from idance.domain.challenge import DAILY, ChallengeDraft
from idance.domain.challenge_content import ChallengeContent, Difficulty, Slot
from idance.domain.challenge_type import ChallengeType

Weekday = Annotated[int, Field(ge=1, le=7)]


class Template(ChallengeContent):
    """A challenge without a date.

    Attributes
    ----------
    name : str
        What admins call it; also decides whose turn it is.
    weekdays : tuple of int
        The days of the week it is meant for, Monday being 1; none means any.
    enabled : bool
        Whether days may be filled with it.
    """

    name: Slot
    weekdays: tuple[Weekday, ...] = ()
    enabled: bool = True

    def suits(self, day: date) -> bool:
        """Whether a day may be filled with it."""
        return self.enabled and (not self.weekdays or day.isoweekday() in self.weekdays)

    def on(self, day: date, *, slot: str = DAILY) -> ChallengeDraft:
        """Return what this template says of a slot of a UTC day."""
        start = datetime.combine(day, time.min, tzinfo=UTC)
        content = self.model_dump(by_alias=False, include=set(ChallengeContent.model_fields))
        return ChallengeDraft(
            start_time=start, end_time=start + timedelta(days=1), slot=slot, **content
        )


_EASY, _MEDIUM, _HARD = Difficulty.BEGINNER, Difficulty.INTERMEDIATE, Difficulty.ADVANCED
_FREE, _STATIC, _SPEED = ChallengeType.FREESTYLE, ChallengeType.STATIC, ChallengeType.SPEED
_SPIN, _ENDURANCE = ChallengeType.SPIN, ChallengeType.ENDURANCE

_ROWS: Final = (
    ("monday-groove", "Monday Groove", "Find the beat and let it carry you.",
     _FREE, _EASY, 100, "Groove Starter", 110),
    ("steady", "Steady As You Go", "Hold your lines: calm arms, quiet feet.",
     _STATIC, _EASY, 100, "Still Water", 90),
    ("long-run", "Wednesday Long Run", "Thirty seconds, and the last as full as the first.",
     _ENDURANCE, _MEDIUM, 120, "Long Distance", 120),
    ("spin-master", "Spin Master", "Turn, spot, land. Repeat.",
     _SPIN, _HARD, 150, "Spin Master", 115),
    ("freestyle-friday", "Freestyle Friday", "Show your best freestyle moves!",
     _FREE, _MEDIUM, 150, "Freestyle Master", 124),
    ("fast-feet", "Fast Saturday", "Quick and clear: every accent counts.",
     _SPEED, _MEDIUM, 120, "Quicksilver", 132),
    ("sunday-flow", "Sunday Flow", "Smooth from start to end, as if under water.",
     _FREE, _EASY, 100, "Flow Finder", 96),
)  # fmt: skip
_COLUMNS: Final = (
    "name", "title", "description", "type", "difficulty", "points", "badge_name", "target_bpm",
)  # fmt: skip
BUILT_IN: Final = tuple(
    Template.model_validate(dict(zip(_COLUMNS, row, strict=True)) | {"weekdays": (weekday,)})
    for weekday, row in enumerate(_ROWS, start=1)
)
"""One a weekday, Monday first. Each needs nothing but itself: no file, no custom type."""


def turn_of(templates: tuple[Template, ...], day: date, *, ordinal: int) -> Template | None:
    """Return the template whose turn a day is: the same for the same day, always.

    Parameters
    ----------
    ordinal : int
        How often the day has given up a challenge: the next in turn is another one.
    """
    suited = [template for template in templates if template.suits(day)]
    return suited[(day.toordinal() + ordinal) % len(suited)] if suited else None


def last_resort(day: date, *, ordinal: int = 0) -> Template:
    """Return the built-in template of a day, which needs nothing of the world."""
    return BUILT_IN[(day.weekday() + ordinal) % len(BUILT_IN)]
