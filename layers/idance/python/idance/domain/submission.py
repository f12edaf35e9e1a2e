"""A submission: a dancer's one entry in a challenge."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.model import Model
from idance.domain.profile import UserProfile
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score


class SubmissionStatus(StrEnum):
    """How far a submission has come; HELD and HIDDEN are a moderator's."""

    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    SCORED = "SCORED"
    FAILED = "FAILED"
    HELD = "HELD"
    HIDDEN = "HIDDEN"


OPEN: Final = frozenset({SubmissionStatus.PENDING, SubmissionStatus.PROCESSING})


class Submission(Model):
    """One dancer's entry in one challenge; ``session_id`` is the attempt it stands on."""

    id: str
    user_id: str
    challenge_id: str
    session_id: str
    status: SubmissionStatus = SubmissionStatus.PENDING
    caption: Annotated[str | None, Field(max_length=500)] = None
    tags: tuple[str, ...] = ()
    submitted_at: AwareDatetime
    processed_at: AwareDatetime | None = None
    user_profile: UserProfile
    challenge_points: int
    score: Score | None = None
    badges_awarded: tuple[str, ...] = ()
    rejection: RejectionCode | None = None

    @property
    def points_earned(self) -> float:
        """What the score is worth on the period boards, in exact hundredths.

        A challenge worth 150 points pays 130.5 for a score of 87.
        """
        total = self.score.total if self.score else 0.0
        return round(round(total * 100) * self.challenge_points / 100) / 100

    @property
    def is_open(self) -> bool:
        """Whether its result is still to come."""
        return self.status in OPEN

    def processing(self) -> Self:
        """Return it with the pipeline at work on it."""
        if self.status is not SubmissionStatus.PENDING:
            return self
        return self.model_copy(update={"status": SubmissionStatus.PROCESSING})

    def scored(self, score: Score, *, at: datetime) -> Self:
        """Return it with its result."""
        update = {"status": SubmissionStatus.SCORED, "score": score, "processed_at": at}
        return self.model_copy(update=update)

    def failed(self, code: RejectionCode, *, at: datetime) -> Self:
        """Return it with the reason why it has no result."""
        update = {"status": SubmissionStatus.FAILED, "rejection": code, "processed_at": at}
        return self.model_copy(update=update)


class Standing(Model):
    """Where a score stands on a board."""

    rank: int
    of: int

    @property
    def top_percent(self) -> int:
        """The smallest whole percentage of the board that reaches down to this rank."""
        return max(1, -(-100 * self.rank // max(1, self.of)))


def praise(standing: Standing) -> str:
    """Return the sentence that goes with a standing, as the requirements word it."""
    if standing.rank == 1:
        return "Amazing! You're in first place!"
    if standing.top_percent <= 50:  # noqa: PLR2004 (the upper half of the board)
        return f"Great job! You're in the top {standing.top_percent}%"
    return f"You're number {standing.rank} of {standing.of}. Every dance makes you better!"
