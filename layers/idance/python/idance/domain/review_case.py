"""A review case: why a person should look at a dance or a comment, and what was decided."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.errors import ConflictError
from idance.domain.model import Model

_REMEMBERED: Final = 50


class ReportReason(StrEnum):
    """What is wrong with a submission or a comment, as another dancer sees it."""

    CHEATING = "cheating"
    INAPPROPRIATE = "inappropriate"
    NOT_A_DANCE = "not_a_dance"
    STOLEN = "stolen"
    OTHER = "other"


class Decision(StrEnum):
    """What a reviewer decides: on the boards with it, out of sight, or its clip scored again."""

    RELEASE = "release"
    HIDE = "hide"
    RESCORE = "rescore"


class Queue(StrEnum):
    """Where cases wait: what must not be seen is not to wait behind doubts about points."""

    CLIPS = "clips"
    SCORES = "scores"


class Report(Model):
    """One dancer's report."""

    reporter: str
    reason: ReportReason
    detail: Annotated[str, Field(max_length=1000)] = ""
    at: AwareDatetime


class Appeal(Model):
    """What the dancer says to it.

    Attributes
    ----------
    in_full
        The dance counted in full then: it is the score that the dancer doubts.
    """

    message: Annotated[str, Field(max_length=1000)]
    at: AwareDatetime
    in_full: bool = False


class Verdict(Model):
    """What was decided, by whom and why."""

    decision: Decision
    reviewer: str
    reason: str = ""
    at: AwareDatetime


class ReviewCase(Model):
    """All that speaks for looking at one submission, or at one comment on it, until it is decided.

    Attributes
    ----------
    user_id
        Whose dance it is, or who wrote the comment.
    comment_id
        The comment it is about; None: the submission itself.
    waits_since
        When the oldest undecided reason came up; None while nothing waits.
    reports
        One a dancer, the last fifty.
    """

    submission_id: str
    user_id: str
    comment_id: str | None = None
    waits_since: AwareDatetime | None = None
    is_held: bool = False
    reports: tuple[Report, ...] = ()
    appeal: Appeal | None = None
    verdict: Verdict | None = None

    def held(self, *, at: datetime) -> Self:
        """Return it with a gate's word that the clip must be looked at."""
        if self.is_held:
            return self
        return self._waiting(at, is_held=True)

    def reported(self, report: Report) -> Self:
        """Return it with a report; the same dancer's second one changes nothing."""
        if report.reporter in self.reporters:
            return self
        return self._waiting(report.at, reports=(*self.reports, report)[-_REMEMBERED:])

    def without_reporter(self, user_id: str) -> Self:
        """Return it as if a dancer had not reported it; what waits for a look still waits."""
        left = tuple(report for report in self.reports if report.reporter != user_id)
        return self.model_copy(update={"reports": left})

    def appealed(self, appeal: Appeal) -> Self:
        """Return it with the dancer's appeal.

        Raises
        ------
        ConflictError
            ``ALREADY_APPEALED``: once a submission is enough.
        """
        if self.appeal is not None:
            raise ConflictError("ALREADY_APPEALED", "You have appealed already: we will look.")
        return self._waiting(appeal.at, appeal=appeal)

    def decided(self, verdict: Verdict) -> Self:
        """Return it decided: nothing waits any more. The same decision again is no news."""
        stands = self.verdict is not None and self.verdict.decision is verdict.decision
        if stands and self.waits_since is None:
            return self
        return self.model_copy(update={"verdict": verdict, "waits_since": None, "is_held": False})

    @property
    def queue(self) -> Queue:
        """Where it waits: with the scores if nothing but a score is doubted."""
        is_clip = self.is_held or bool(self._fresh) or not (self.appeal and self.appeal.in_full)
        return Queue.CLIPS if is_clip else Queue.SCORES

    @property
    def reporters(self) -> frozenset[str]:
        """Who has reported it."""
        return frozenset(report.reporter for report in self.reports)

    def is_suspect(self, enough: int) -> bool:
        """Whether so many dancers, or more, have reported it since the last verdict."""
        return len(self._fresh) >= enough

    @property
    def _fresh(self) -> list[Report]:
        since = self.verdict.at if self.verdict else None
        return [one for one in self.reports if since is None or one.at > since]

    def _waiting(self, at: datetime, **update: object) -> Self:
        return self.model_copy(update={"waits_since": self.waits_since or at, **update})
