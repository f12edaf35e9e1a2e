"""Lists of challenges, page by page."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from idance.domain.challenge import Challenge, ChallengeStatus
from idance.domain.challenge_content import Difficulty
from idance.domain.errors import InvalidError
from idance.domain.model import Model
from idance.domain.page import cursor_of, place_of
from idance.store.challenges import ChallengeStore

_LONGEST: Final = timedelta(days=366)


class ChallengeFilter(Model):
    """Which challenges to list: what is None does not matter.

    Attributes
    ----------
    since, until : date
        UTC days of their start, the last one included.
    """

    since: date
    until: date
    status: ChallengeStatus | None = None
    type: str | None = None
    difficulty: Difficulty | None = None
    slot: str | None = None

    def accepts(self, challenge: Challenge) -> bool:
        """Whether a challenge is wanted."""
        wanted = self.model_dump(include={"status", "type", "difficulty", "slot"})
        return all(
            value is None or getattr(challenge, name) == value for name, value in wanted.items()
        )


class ChallengePage(Model):
    """Some challenges by start, and how to ask for the next ones."""

    challenges: tuple[Challenge, ...]
    next_cursor: str | None


class ChallengeListing:
    """Lists challenges."""

    def __init__(self, challenges: ChallengeStore) -> None:
        self._challenges = challenges

    def page(self, wanted: ChallengeFilter, *, cursor: str | None, limit: int) -> ChallengePage:
        """Return challenges that a filter accepts, from a cursor on.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``, ``RANGE_TOO_LONG`` beyond 366 days, ``RANGE_INVALID``.
        """
        since, until = _range(wanted)
        rows = self._challenges.starting(
            since, until, after=place_of(cursor, within="20") if cursor else None
        )
        found: list[tuple[str, Challenge]] = []
        for mark, challenge in rows:
            if wanted.accepts(challenge):
                if len(found) == limit:
                    return _page(found, more=True)
                found.append((mark, challenge))
        return _page(found, more=False)


def _range(wanted: ChallengeFilter) -> tuple[datetime, datetime]:
    if wanted.until < wanted.since:
        raise InvalidError("RANGE_INVALID", "The range ends before it begins.", field="to")
    if wanted.until - wanted.since > _LONGEST:
        raise InvalidError("RANGE_TOO_LONG", "Please ask for a year at most.", field="to")
    return (
        datetime.combine(wanted.since, time.min, tzinfo=UTC),
        datetime.combine(wanted.until, time.max, tzinfo=UTC),
    )


def _page(found: list[tuple[str, Challenge]], *, more: bool) -> ChallengePage:
    cursor = cursor_of(found[-1][0]) if more else None
    return ChallengePage(challenges=tuple(one for _, one in found), next_cursor=cursor)
