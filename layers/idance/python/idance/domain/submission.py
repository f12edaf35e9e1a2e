"""A submission: a dancer's one entry in a challenge."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.gate import Review, Verdict
from idance.domain.model import Model
from idance.domain.profile import UserProfile
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score
from idance.domain.submission_status import IN_VAIN, OPEN, SubmissionStatus

_REMEMBERED: Final = 20
_PAST_SCORES: Final = 5


class StatusChange(Model):
    """When a submission came to a status."""

    status: SubmissionStatus
    at: AwareDatetime


class PastScore(Model):
    """A score that re-scoring has replaced, and when."""

    score: Score
    replaced_at: AwareDatetime


class Submission(Model):
    """One dancer's entry in one challenge; ``session_id`` is the attempt it stands on.

    Attributes
    ----------
    attempt : int
        Which of the dancer's attempts this is, from 1; those in vain are not counted.
    retries : int
        How often this attempt's clip was given to the pipeline again.
    best : Submission or None
        While another attempt is under way: the best one before it, whole. It stays on the board,
        and stands again unless the new one beats it.
    history : tuple of StatusChange
        How this attempt came to where it is, the last twenty changes.
    past_scores : tuple of PastScore
        What re-scoring has replaced, the last five, the oldest first.
    """

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
    challenge_type: str | None = None
    score: Score | None = None
    badges_awarded: tuple[str, ...] = ()
    rejection: RejectionCode | None = None
    rejection_reason: str | None = None
    review: Review | None = None
    attempt: Annotated[int, Field(ge=1)] = 1
    retries: Annotated[int, Field(ge=0)] = 0
    best: Submission | None = None
    history: tuple[StatusChange, ...] = ()
    past_scores: tuple[PastScore, ...] = ()

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
    def points_gained(self) -> float:
        """What it adds to the period boards: all of it, or what it is better than the best by."""
        before = self.best.points_earned if self.best else 0.0
        return max(0.0, round(self.points_earned - before, 2))

    @property
    def is_open(self) -> bool:
        """Whether its result is still to come."""
        return self.status in OPEN

    @property
    def is_undecided(self) -> bool:
        """Whether its result, or a reviewer's word on it, is still to come."""
        return self.is_open or self.status is SubmissionStatus.HELD

    @property
    def is_released(self) -> bool:
        """Whether a reviewer let it pass and it has yet to be ranked."""
        return self.status is SubmissionStatus.HELD and self.review is not None

    @property
    def awaits_outcome(self) -> bool:
        """Whether it has yet to be ranked: its result is still to come, or a reviewer let it."""
        return self.is_open or self.is_released

    def is_try_of(self, other: Submission) -> bool:
        """Whether it is the same attempt's same try as another one, at whatever status."""
        return (self.session_id, self.retries) == (other.session_id, other.retries)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What its dancer is told of the gates: why it is held, then why its score was lowered."""
        gates = self.score.gates if self.score else ()
        is_cleared = self.review is not None and self.review.release
        held = [gate.reason for gate in gates if gate.verdict is Verdict.HOLD and not is_cleared]
        lowered = [gate.reason for gate in gates if gate.verdict is Verdict.MULTIPLY]
        return (*held, *lowered)

    @property
    def ranked(self) -> Submission:
        """What others see of it: the best attempt while another is under way."""
        return self.best or self

    def after(self, before: Submission | None) -> Submission:
        """Return it as the attempt that follows another, or is the first."""
        if before is None:
            return self.at_status(SubmissionStatus.PENDING, self.submitted_at)
        best = before if before.status is SubmissionStatus.SCORED else before.best
        update = {"attempt": before.attempt + (before.status not in IN_VAIN), "best": best}
        return self.at_status(SubmissionStatus.PENDING, self.submitted_at, **update)

    def may_be_followed(self, max_attempts: int) -> bool:
        """Whether its dancer may try once more in a challenge of so many attempts (0: any)."""
        is_left = not max_attempts or self.attempt < max_attempts
        return self.status in IN_VAIN or (is_left and not self.is_undecided)

    def processing(self, *, at: datetime) -> Self:
        """Return it with the pipeline at work on it."""
        if self.status is not SubmissionStatus.PENDING:
            return self
        return self.at_status(SubmissionStatus.PROCESSING, at)

    def scored(self, score: Score, *, at: datetime) -> Self:
        """Return it with its result, which waits for a reviewer if a gate holds it."""
        status = SubmissionStatus.HELD if score.is_held else SubmissionStatus.SCORED
        return self.at_status(status, at, score=score, processed_at=at)

    def rescored(self, score: Score, *, at: datetime) -> Self:
        """Return it with another version's score of the same clip; its status stays.

        The same version's score once more changes nothing.
        """
        if self.score is None or self.score.versions == score.versions:
            return self
        past = PastScore(score=self.score, replaced_at=at)
        kept = (*self.past_scores, past)[-_PAST_SCORES:]
        return self.model_copy(update={"score": score, "past_scores": kept})

    def failed(self, code: RejectionCode, reason: str | None = None, *, at: datetime) -> Self:
        """Return it with the reason why it has no result."""
        return self.at_status(
            SubmissionStatus.FAILED, at, rejection=code, rejection_reason=reason, processed_at=at
        )

    def retried(self, *, at: datetime) -> Self:
        """Return it on its way again, if it failed by our fault and its clip may be tried again."""
        if not self.is_retriable:
            return self
        return self.at_status(
            SubmissionStatus.PENDING,
            at,
            rejection=None,
            rejection_reason=None,
            processed_at=None,
            retries=self.retries + 1,
        )

    @property
    def is_retriable(self) -> bool:
        """Whether trying the same clip again may help: it failed, and not by its own fault."""
        return (
            self.status is SubmissionStatus.FAILED
            and self.rejection is RejectionCode.SCORING_FAILED
        )

    def cancelled(self, *, at: datetime) -> Submission:
        """Return it taken back by its dancer, if its result is still to come."""
        after = self.at_status(SubmissionStatus.CANCELLED, at).concluded()
        return after if self.is_undecided else self

    def reviewed(self, review: Review) -> Submission:
        """Return it reviewed, if it is held; the first review stands.

        One that is refused is hidden thereby. One that is let pass stays held until everything
        that follows from its score is done: `released` ends it.
        """
        if self.status is not SubmissionStatus.HELD or self.review is not None:
            return self
        decided = self.model_copy(update={"review": review})
        if review.release:
            return decided
        return decided.at_status(SubmissionStatus.HIDDEN, review.at).concluded()

    @property
    def awaits_review(self) -> bool:
        """Whether a gate holds it, and nobody has decided yet."""
        is_held = self.score is not None and self.score.is_held
        return self.status is SubmissionStatus.HELD and is_held and self.review is None

    def reopened(self, *, at: datetime) -> Self:
        """Return it held again, if a reviewer refused it: a person may change their mind."""
        if self.status is not SubmissionStatus.HIDDEN or self.was_ranked:
            return self
        return self.at_status(SubmissionStatus.HELD, at, review=None)

    @property
    def was_ranked(self) -> bool:
        """Whether what is ranked has counted before: no gate held it, or a reviewer let it pass."""
        one = self.ranked
        is_free = one.score is not None and not one.score.is_held
        return is_free or (one.review is not None and one.review.release)

    @property
    def stands(self) -> bool:
        """Whether an attempt that is scored takes the place of those before it."""
        return self.best is None or self.total > self.best.total

    def beside(self, best: Submission | None) -> Self:
        """Return it with another one as the best before it: the one that is there by now."""
        return self if best == self.best else self.model_copy(update={"best": best})

    def released(self) -> Self:
        """Return it scored by its review."""
        at = self.review.at if self.review else self.submitted_at
        return self.at_status(SubmissionStatus.SCORED, at, processed_at=at)

    def concluded(self) -> Submission:
        """Return what stands at the end of an attempt: itself, or the best one before.

        An attempt stands if it is the first, beats the best, or waits for a reviewer. Among equals
        the earlier stands, whole: score, breakdown and clip.
        """
        if self.best is None or self.is_undecided:
            return self
        if self.status is SubmissionStatus.SCORED and self.total > self.best.total:
            return self.model_copy(update={"best": None})
        counted = self.attempt if self.status not in IN_VAIN else self.attempt - 1
        return self.best.model_copy(update={"attempt": counted, "history": self.history})

    def at_status(self, status: SubmissionStatus, at: datetime, **update: object) -> Self:
        """Return it come to a status at a moment."""
        history = (*self.history, StatusChange(status=status, at=at))[-_REMEMBERED:]
        return self.model_copy(update={"status": status, "history": history, **update})
