"""Contests: boards that an admin makes, with an operator, a time and a tick of their own.

A dancer's entry in a challenge counts as it stands, its best attempt. What a dancer has on the
board follows from these entries alone, so that it can be worked out anew at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import Field, StringConstraints

from idance.domain.board import EXACT, LINGER, MS, Board
from idance.domain.challenge_type import TypeName
from idance.domain.errors import InvalidError
from idance.domain.ids import CHALLENGE_ID
from idance.domain.model import Model, Moment
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus

CONTEST: Final = "e:"
MOST_CHALLENGES: Final = 100
ContestChallenge = Annotated[str, StringConstraints(pattern=f"^{CHALLENGE_ID.pattern}$")]


class Operator(StrEnum):
    """What a dancer's entries make together: the best of them, the latest, or their sum."""

    BEST = "best"
    SET = "set"
    INCR = "incr"


class Counted(StrEnum):
    """What of an entry counts: its score (0–100), or the points it earned."""

    SCORE = "score"
    POINTS = "points"


class Achieved(NamedTuple):
    """Points (in exact hundredths), and when they were earned: it decides ties."""

    points: float
    at: datetime


class Contest(Model):
    """A board of an admin's making.

    Attributes
    ----------
    slug : str
        Its name in addresses; its board is ``e:<slug>``.
    start_time, end_time : datetime
        Entries submitted from the one up to the other count.
    tick_ms : int
        Equal points earned within the same tick tie.
    max_points : int
        The most a dancer can have: who earns more has this much.
    challenge_ids, challenge_type : tuple of str, str
        Which challenges count: these, or all of a type; one of the two.
    """

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    operator: Operator
    counted: Counted = Counted.POINTS
    start_time: Moment
    end_time: Moment
    tick_ms: Annotated[int, Field(ge=1)]
    max_points: Annotated[int, Field(ge=1)]
    challenge_ids: Annotated[tuple[ContestChallenge, ...], Field(max_length=MOST_CHALLENGES)] = ()
    challenge_type: TypeName | None = None

    @property
    def board(self) -> Board:
        """Its board."""
        return Board(
            name=f"{CONTEST}{self.slug}",
            start=self.start_time,
            tick_ms=self.tick_ms,
            ticks=self._ticks,
            max_points=self._hundredths,
            closes_at=self.end_time,
            kept_until=self.end_time + LINGER,
            is_exact=True,
        )

    @property
    def _ticks(self) -> int:
        return -(-((self.end_time - self.start_time) // MS) // self.tick_ms)

    @property
    def _hundredths(self) -> int:
        return self.max_points * 100

    def check(self, now: datetime) -> None:
        """Refuse a contest that cannot be.

        Raises
        ------
        InvalidError
            ``CONTEST_TOO_LATE`` if it does not lie ahead, so that no entry goes unheard;
            ``INVALID_CONTEST``; ``BOARD_NOT_EXACT``.
        """
        if self.start_time <= now:
            raise InvalidError(
                "CONTEST_TOO_LATE", "A contest must start in the future.", field="startTime"
            )
        if self._ticks < 1:
            raise InvalidError("INVALID_CONTEST", "It must end after its start.", field="endTime")
        if bool(self.challenge_ids) == bool(self.challenge_type):
            raise InvalidError(
                "INVALID_CONTEST",
                "Name the challenges that count, or their type: one of the two.",
                field="challengeIds",
            )
        if (self._hundredths + 1) * self._ticks > EXACT:
            least = -(-((self.end_time - self.start_time) // MS) * (self._hundredths + 1) // EXACT)
            raise InvalidError(
                "BOARD_NOT_EXACT",
                f"Points and ticks do not fit into one exact number (2^53): with so many points a "
                f"tick must last at least {least} ms, or the points must be fewer.",
                field="tickMs",
            )

    def concerns(self, submission: Submission) -> bool:
        """Whether an entry is in one of its challenges."""
        if self.challenge_type:
            return submission.challenge_type == self.challenge_type
        return submission.challenge_id in self.challenge_ids

    def is_kept(self, at: datetime) -> bool:
        """Whether Redis still keeps its board at a moment, if there is anything on it."""
        return at < self.end_time + LINGER

    def counting(self, submissions: Iterable[Submission]) -> list[Submission]:
        """Return those of a dancer's entries that count, as they stand, from the first on."""
        ranked = [one.ranked for one in submissions if self.concerns(one)]
        counting = [
            one
            for one in ranked
            if one.status is SubmissionStatus.SCORED
            and self.start_time <= one.submitted_at < self.end_time
        ]
        return sorted(counting, key=lambda one: (one.submitted_at, one.challenge_id))

    def achieved(self, counting: list[Submission]) -> Achieved | None:
        """Return what entries that count make together, in the order of `counting`."""
        if not counting:
            return None
        values = [Achieved(self._value(one), one.submitted_at) for one in counting]
        latest = values[-1]
        points, at = {
            Operator.BEST: max(values, key=lambda one: one.points),
            Operator.SET: latest,
            Operator.INCR: Achieved(round(sum(one.points for one in values), 2), latest.at),
        }[self.operator]
        return Achieved(min(points, float(self.max_points)), at)

    def _value(self, submission: Submission) -> float:
        is_score = self.counted is Counted.SCORE
        return submission.total if is_score else submission.points_earned
