"""A challenge: what is danced, when, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from idance.domain.challenge_content import ChallengeContent, Slot, TimeZone
from idance.domain.challenge_type import ChallengeType
from idance.domain.model import Moment
from idance.domain.version import tag_of

MAX_DURATION = timedelta(days=31)
DAILY: Final = "daily"
SYSTEM_USER: Final = "system"
_DAY: Final = timedelta(days=1)


class ChallengeStatus(StrEnum):
    """Who may see a challenge: a draft only admins, a deleted one nobody but its scores."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DELETED = "deleted"


class ChallengeDraft(ChallengeContent):
    """What an admin (or a template) says of a challenge before it exists.

    Attributes
    ----------
    slot : str
        Which of the day's challenges it is: ``daily``, or any other name. A slot of a day has one
        challenge.
    time_zone : str
        IANA name of the zone whose days it belongs to.
    """

    start_time: Moment
    end_time: Moment
    time_zone: TimeZone = "UTC"
    slot: Slot = DAILY

    @model_validator(mode="after")
    def _dates_make_sense(self) -> Self:
        if self.end_time <= self.start_time:
            raise ValueError("endTime must be after startTime")
        if self.end_time - self.start_time > MAX_DURATION:
            raise ValueError("a challenge lasts at most 31 days")
        return self

    @property
    def day(self) -> date:
        """The day it belongs to, where it takes place."""
        return self.start_time.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def days(self) -> tuple[date, ...]:
        """The days whose slot it takes: the one it starts on, and all it then covers wholly.

        An end up to a second before midnight covers the day, as the requirements' example has it.
        """
        return tuple(self._days())

    def _days(self) -> Iterator[date]:
        day, zone = self.day, ZoneInfo(self.time_zone)
        yield day
        while True:
            day += _DAY
            midnight = datetime.combine(day + _DAY, time.min, tzinfo=zone)
            if self.end_time < midnight - timedelta(seconds=1):
                return
            yield day


def _base_of(known: dict[str, Any]) -> ChallengeType:
    """Return the type a challenge is scored as; a custom one is told in so many words."""
    return ChallengeType(known.get("type", ""))


class Challenge(ChallengeDraft):
    """A challenge as it is stored and read.

    ``has_submissions`` is set by the first submission, before it is stored: from then on nothing
    may take the challenge's place, and what is danced stays as it is. ``is_active`` ends with the
    challenge's time.
    """

    id: str
    base_type: Annotated[ChallengeType, Field(default_factory=_base_of)]
    status: ChallengeStatus = ChallengeStatus.PUBLISHED
    is_active: bool = True
    created_by: str
    created_at: AwareDatetime
    updated_by: str | None = None
    updated_at: AwareDatetime
    has_submissions: bool = False

    @property
    def is_generated(self) -> bool:
        """Whether nobody made it, or changed it since."""
        return self.created_by == SYSTEM_USER and self.updated_by is None

    @property
    def is_public(self) -> bool:
        """Whether dancers may see it."""
        return self.status is ChallengeStatus.PUBLISHED

    @property
    def slots(self) -> frozenset[tuple[date, str]]:
        """The slots it holds: none while it is a draft, none any more when deleted."""
        return frozenset((day, self.slot) for day in self.days) if self.is_public else frozenset()

    @property
    def tag(self) -> str:
        """A name of exactly this state of it: whoever changes it says which one they have seen."""
        return tag_of(self)

    @property
    def draft(self) -> ChallengeDraft:
        """What was said of it."""
        said = self.model_dump(by_alias=False, include=set(ChallengeDraft.model_fields))
        return ChallengeDraft.model_validate(said)

    def is_open(self, now: datetime) -> bool:
        """Whether a dancer may submit to it at this moment."""
        return self.is_public and self.is_active and self.start_time <= now < self.end_time

    @property
    def keeps_its_slot(self) -> bool:
        """Whether no other challenge may take its place."""
        return not self.is_generated or self.has_submissions

    def ended(self, now: datetime) -> Self:
        """Return it closed to submissions, for good."""
        if not self.is_active:
            return self
        return self.model_copy(update={"is_active": False, "updated_at": now})

    def danced(self) -> Self:
        """Return it with somebody dancing it, if it can be danced."""
        if self.has_submissions or not self.is_active or not self.is_public:
            return self
        return self.model_copy(update={"has_submissions": True})

    def displaced(self, now: datetime) -> Self:
        """Return it with another one in its place."""
        gone = {"status": ChallengeStatus.DELETED, "is_active": False, "updated_at": now}
        return self.model_copy(update=gone)

    def time_remaining(self, now: datetime) -> str:
        """Return how long it stays open, as ``HH:MM:SS`` (hours may exceed 24)."""
        seconds = max(0, int((self.end_time - now).total_seconds()))
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def day_of(moment: datetime) -> date:
    """Return the UTC day a moment falls on: the day of the daily challenge."""
    return moment.astimezone(UTC).date()
