"""Review: dancers report and appeal, people look and decide, everybody concerned is told.

A case gathers what speaks for looking at a submission. Deciding changes the submission first and
the case after it: a crash in between leaves a case that waits, and deciding it again changes
nothing more. Notifications have an id made of what they tell, so that nobody is told twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from idance.domain.errors import ConflictError
from idance.domain.notification import Notification, NotificationKind
from idance.domain.page import Page
from idance.domain.profile import Caller
from idance.domain.review_case import (
    Appeal,
    Decision,
    Queue,
    Report,
    ReportReason,
    ReviewCase,
    Verdict,
)
from idance.domain.submission import Submission
from idance.domain.submission_status import WITHHELD, SubmissionStatus
from idance.service.moderation import ModerationService
from idance.service.rescoring_order import RescoringOrders
from idance.service.scoring import ScoringService
from idance.store.cases import CaseStore
from idance.store.notifications import NotificationStore
from idance.store.submissions import SubmissionStore, no_such_submission

_TOLD: Final = {
    Decision.RELEASE: "We have looked at your dance again, and it counts.",
    Decision.HIDE: "We have looked at your dance, and it cannot be ranked.",
}
_THANKS: Final = "Thank you for your report. We have looked at the dance and decided."


class ReviewService:
    """Takes reports and appeals, and lets admins decide.

    Parameters
    ----------
    enough_reports : int
        So many dancers' reports take a dance off the boards until somebody has looked at it.
    """

    def __init__(  # noqa: PLR0913 (one argument a part, all by name)
        self,
        *,
        cases: CaseStore,
        submissions: SubmissionStore,
        scoring: ScoringService,
        moderation: ModerationService,
        notifications: NotificationStore,
        rescorings: RescoringOrders,
        enough_reports: int,
    ) -> None:
        self._cases = cases
        self._submissions = submissions
        self._scoring = scoring
        self._moderation = moderation
        self._notifications = notifications
        self._rescorings = rescorings
        self._enough_reports = enough_reports

    def report(
        self,
        caller: Caller,
        submission_id: str,
        *,
        reason: ReportReason,
        detail: str,
        now: datetime,
    ) -> ReviewCase:
        """Note that a dancer finds something wrong with a submission, once a dancer.

        Enough dancers' reports take it off the boards until somebody has looked at it.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also where others do not see it.
        ConflictError
            ``OWN_SUBMISSION``.
        """
        submission = self._submissions.find(submission_id)
        if submission.user_id == caller.user_id:
            raise ConflictError("OWN_SUBMISSION", "This is your own dance.")
        if submission.ranked.status is not SubmissionStatus.SCORED:
            raise no_such_submission()
        self._cases.note_reporter(submission_id, caller.user_id)
        report = Report(reporter=caller.user_id, reason=reason, detail=detail, at=now)
        case = self._cases.change(
            submission_id, submission.user_id, lambda known: known.reported(report)
        )
        if case.is_suspect(self._enough_reports):
            self._moderation.withhold(submission_id, SubmissionStatus.HELD, now=now)
        return case

    def appeal(
        self, caller: Caller, submission_id: str, *, message: str, now: datetime
    ) -> ReviewCase:
        """Let a dancer ask once for another look: at a score, or at what is held or hidden.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also to everybody but its dancer.
        ConflictError
            ``NOTHING_TO_APPEAL`` while it has no score, ``ALREADY_APPEALED``.
        """
        submission = self._submissions.find(submission_id)
        if submission.user_id != caller.user_id:
            raise no_such_submission()
        if submission.ranked.score is None:
            raise ConflictError(
                "NOTHING_TO_APPEAL", "This dance has no score that somebody could look at."
            )
        doubts_score = submission.ranked.status not in WITHHELD and not submission.ranked.reasons
        appeal = Appeal(message=message, at=now, in_full=doubts_score)
        return self._cases.change(
            submission_id, submission.user_id, lambda known: known.appealed(appeal)
        )

    def waiting(self, queue: Queue, *, limit: int, cursor: str | None) -> Page[ReviewCase]:
        """Return some of the cases that wait in a queue, the longest-waiting first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        return self._cases.waiting(queue, limit=limit, cursor=cursor)

    def hold(self, submission_id: str, *, now: datetime) -> Submission:
        """Take a submission off the boards until somebody has decided on it.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_RANKED`` if it is on no board.
        """
        submission = self._moderation.withhold(submission_id, SubmissionStatus.HELD, now=now)
        self._cases.change(submission_id, submission.user_id, lambda known: known.held(at=now))
        return submission

    def rescore(
        self, submission_id: str, *, reviewer: Caller, reason: str, now: datetime
    ) -> Submission:
        """Order a submission to be scored again; it stays where it is, on the boards or off them.

        That answers its case, unless it is off the boards: then it goes on waiting for a decision.
        Dancer and reporters are told when the new score is there.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_SCORED_YET``, ``ATTEMPT_UNDER_WAY``.
        """
        submission = self._rescorings.order(submission_id, admin=reviewer, reason=reason, now=now)
        if submission.ranked.status is SubmissionStatus.SCORED:
            verdict = Verdict(
                decision=Decision.RESCORE, reviewer=reviewer.user_id, reason=reason, at=now
            )
            self._cases.change(
                submission_id, submission.user_id, lambda known: known.decided(verdict)
            )
        return submission

    def decide(
        self,
        submission_id: str,
        decision: Decision,
        *,
        reviewer: str,
        reason: str,
        now: datetime,
    ) -> Submission:
        """Let a submission count, or hide it; close its case; tell its dancer and who reported it.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_HELD`` if it has no score to decide on, ``ALREADY_REVIEWED`` if somebody else
            decides otherwise at the same moment.
        """
        submission = self._decided(submission_id, decision, reviewer, now)
        verdict = Verdict(decision=decision, reviewer=reviewer, reason=reason, at=now)
        case = self._cases.change(
            submission_id, submission.user_id, lambda known: known.decided(verdict)
        )
        self._tell(submission, case.verdict or verdict, case.reporters)
        return submission

    def _decided(
        self, submission_id: str, decision: Decision, reviewer: str, now: datetime
    ) -> Submission:
        """Return the submission as it is after a decision.

        What a gate holds was never ranked: its review ends the scoring. Anything else has stood
        on the boards, and leaves or comes back to where it stood. The latest decision counts.
        """
        submission = self._submissions.find(submission_id)
        release = decision is Decision.RELEASE
        if submission.awaits_review or not submission.was_ranked:
            if release:
                self._moderation.reopen(submission_id, now=now)
            return self._scoring.review(submission_id, release=release, reviewer=reviewer, now=now)
        if decision is Decision.HIDE:
            return self._moderation.withhold(submission_id, SubmissionStatus.HIDDEN, now=now)
        return self._moderation.restore(submission_id, now=now)

    def _tell(self, submission: Submission, verdict: Verdict, reporters: Iterable[str]) -> None:
        told = {submission.user_id: _TOLD[verdict.decision], **dict.fromkeys(reporters, _THANKS)}
        for user_id, message in told.items():
            is_own = user_id == submission.user_id
            self._notifications.add(
                Notification(
                    id=f"{submission.id}-{verdict.decision}",
                    user_id=user_id,
                    kind=NotificationKind.REVIEW if is_own else NotificationKind.REPORT,
                    message=f"{message} {verdict.reason}".strip() if is_own else message,
                    about=submission.id,
                    at=verdict.at,
                    who=None if is_own else submission.user_id,
                )
            )
