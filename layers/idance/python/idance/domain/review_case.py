"""A review case: why a person should look at a submission, and what that person decided."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.errors import ConflictError
from idance.domain.model import Model

ENOUGH_REPORTS: Final = 3
"""So many dancers' reports take a submission off the boards until somebody has looked at it."""
_REMEMBERED: Final = 50


class ReportReason(StrEnum):
    """What is wrong with a submission, as another dancer sees it."""

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


class Report(Model):
    """One dancer's report."""

    reporter: str
    reason: ReportReason
    detail: Annotated[str, Field(max_length=1000)] = ""
    at: AwareDatetime


class Appeal(Model):
    """What the dancer says to it."""

    message: Annotated[str, Field(max_length=1000)]
    at: AwareDatetime


class Verdict(Model):
    """What was decided, by whom and why."""

    decision: Decision
    reviewer: str
    reason: str = ""
    at: AwareDatetime


class ReviewCase(Model):
    """All that speaks for looking at one submission, until it is decided.

    Attributes
    ----------
    waits_since
        When the oldest undecided reason came up; None while nothing waits.
    reports
        One a dancer, the last fifty.
    """

    submission_id: str
    user_id: str
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
    def reporters(self) -> frozenset[str]:
        """Who has reported it."""
        return frozenset(report.reporter for report in self.reports)

    @property
    def is_suspect(self) -> bool:
        """Whether enough dancers have reported it since the last verdict."""
        since = self.verdict.at if self.verdict else None
        fresh = [one for one in self.reports if since is None or one.at > since]
        return len(fresh) >= ENOUGH_REPORTS

    def _waiting(self, at: datetime, **update: object) -> Self:
        return self.model_copy(update={"waits_since": self.waits_since or at, **update})
