"""A submission: a dancer's one entry in a challenge."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.gate import Review, Verdict
from idance.domain.model import Model
from idance.domain.profile import UserProfile
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score


class SubmissionStatus(StrEnum):
    """How far a submission has come.

    HELD has its score and waits for a person to look at the clip; HIDDEN has been refused then.
    Neither is on a board, counts, or is seen by others.
    """

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
    rejection_reason: str | None = None
    review: Review | None = None

    @property
    def total(self) -> float:
        """Its score, 0 while it has none."""
        return self.score.total if self.score else 0.0

    @property
    def points_earned(self) -> float:
        """What the score is worth on the period boards, in exact hundredths.

        A challenge worth 150 points pays 130.5 for a score of 87.
        """
        return round(round(self.total * 100) * self.challenge_points / 100) / 100

    @property
    def is_open(self) -> bool:
        """Whether its result is still to come."""
        return self.status in OPEN

    @property
    def is_released(self) -> bool:
        """Whether a reviewer let it pass and it has yet to be ranked."""
        return self.status is SubmissionStatus.HELD and self.review is not None

    @property
    def reasons(self) -> tuple[str, ...]:
        """What its dancer is told of the gates: why it is held, then why its score was lowered."""
        gates = self.score.gates if self.score else ()
        is_cleared = self.review is not None and self.review.release
        held = [gate.reason for gate in gates if gate.verdict is Verdict.HOLD and not is_cleared]
        lowered = [gate.reason for gate in gates if gate.verdict is Verdict.MULTIPLY]
        return (*held, *lowered)

    def processing(self) -> Self:
        """Return it with the pipeline at work on it."""
        if self.status is not SubmissionStatus.PENDING:
            return self
        return self.model_copy(update={"status": SubmissionStatus.PROCESSING})

    def scored(self, score: Score, *, at: datetime) -> Self:
        """Return it with its result, which waits for a reviewer if a gate holds it."""
        status = SubmissionStatus.HELD if score.is_held else SubmissionStatus.SCORED
        return self.model_copy(update={"status": status, "score": score, "processed_at": at})

    def failed(self, code: RejectionCode, reason: str | None = None, *, at: datetime) -> Self:
        """Return it with the reason why it has no result."""
        update = {
            "status": SubmissionStatus.FAILED,
            "rejection": code,
            "rejection_reason": reason,
            "processed_at": at,
        }
        return self.model_copy(update=update)

    def reviewed(self, review: Review) -> Self:
        """Return it reviewed, if it is held; the first review stands.

        One that is refused is hidden thereby. One that is let pass stays held until everything
        that follows from its score is done: `released` ends it.
        """
        if self.status is not SubmissionStatus.HELD or self.review is not None:
            return self
        hidden = {} if review.release else {"status": SubmissionStatus.HIDDEN}
        return self.model_copy(update={"review": review, **hidden})

    def released(self) -> Self:
        """Return it scored by its review."""
        at = self.review.at if self.review else self.processed_at
        return self.model_copy(update={"status": SubmissionStatus.SCORED, "processed_at": at})


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
