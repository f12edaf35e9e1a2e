"""Review of comments: dancers report them, people look and decide, everybody concerned is told.

The cases are those of `idance.service.review`, in the same queue. A comment changes first and its
case after it: what a crash leaves undone, the same decision once more completes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.notification import Notification, NotificationKind
from idance.domain.profile import Caller
from idance.domain.reception import Comment
from idance.domain.review_case import Decision, Report, ReportReason, ReviewCase, Verdict
from idance.domain.submission_status import SubmissionStatus
from idance.store.cases import CaseStore
from idance.store.notifications import NotificationStore
from idance.store.reception import ReceptionStore
from idance.store.submissions import SubmissionStore, no_such_submission

_TOLD: Final = {
    Decision.RELEASE: "We have looked at your comment, and it stays.",
    Decision.HIDE: "We have looked at your comment, and it is not shown any more.",
}
_THANKS: Final = "Thank you for your report. We have looked at the comment and decided."


class CommentReviewService:
    """Takes reports of comments, and lets admins decide.

    Parameters
    ----------
    enough_reports : int
        So many dancers' reports hide a comment until somebody has looked at it.
    """

    def __init__(
        self,
        *,
        cases: CaseStore,
        receptions: ReceptionStore,
        submissions: SubmissionStore,
        notifications: NotificationStore,
        enough_reports: int,
    ) -> None:
        self._cases = cases
        self._receptions = receptions
        self._submissions = submissions
        self._notifications = notifications
        self._enough_reports = enough_reports

    def report(  # noqa: PLR0913 (what a dancer says, each by name)
        self,
        caller: Caller,
        submission_id: str,
        comment_id: str,
        *,
        reason: ReportReason,
        detail: str,
        now: datetime,
    ) -> ReviewCase:
        """Note that a dancer finds something wrong with a comment, once a dancer.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also where others do not see it; ``COMMENT_NOT_FOUND``.
        ConflictError
            ``OWN_COMMENT``.
        """
        submission = self._submissions.find(submission_id)
        if submission.ranked.status is not SubmissionStatus.SCORED:
            raise no_such_submission()
        comment = self._receptions.comment(submission_id, comment_id)
        if comment.user_id == caller.user_id:
            raise ConflictError("OWN_COMMENT", "This is your own comment: you can remove it.")
        self._cases.note_reporter(comment_id, caller.user_id)
        report = Report(reporter=caller.user_id, reason=reason, detail=detail, at=now)
        case = self._cases.change(
            submission_id,
            comment.user_id,
            lambda known: known.reported(report),
            comment_id=comment_id,
        )
        if case.is_suspect(self._enough_reports):
            self._receptions.set_hidden(submission_id, comment_id, hidden=True)
        return case

    def decide(  # noqa: PLR0913 (what a reviewer says, each by name)
        self,
        submission_id: str,
        comment_id: str,
        decision: Decision,
        *,
        reviewer: str,
        reason: str,
        now: datetime,
    ) -> ReviewCase:
        """Show a comment, or no longer; close its case; tell its author and who reported it.

        The latest decision counts.

        Raises
        ------
        NotFoundError
            ``COMMENT_NOT_FOUND``, also if it was removed meanwhile: then its case is gone as well.
        """
        hidden = decision is Decision.HIDE
        verdict = Verdict(decision=decision, reviewer=reviewer, reason=reason, at=now)
        try:
            comment = self._receptions.set_hidden(submission_id, comment_id, hidden=hidden)
        except NotFoundError:
            known = self._cases.find(comment_id)
            if known and known.submission_id == submission_id:
                self._cases.forget(comment_id)
            raise
        case = self._cases.change(
            submission_id,
            comment.user_id,
            lambda one: one.decided(verdict),
            comment_id=comment_id,
        )
        self._tell(comment, case, case.verdict or verdict)
        return case

    def contents(self, cases: Iterable[ReviewCase]) -> dict[str, str]:
        """Return what the comments say that cases are about, by their ids."""
        about = [(one.submission_id, one.comment_id) for one in cases if one.comment_id]
        return self._receptions.contents(about)

    def _tell(self, comment: Comment, case: ReviewCase, verdict: Verdict) -> None:
        own = f"{_TOLD[verdict.decision]} {verdict.reason}".strip()
        told = {**dict.fromkeys(case.reporters, _THANKS), comment.user_id: own}
        for user_id, message in told.items():
            is_own = user_id == comment.user_id
            self._notifications.add(
                Notification(
                    id=f"{comment.id}-{verdict.decision}",
                    user_id=user_id,
                    kind=NotificationKind.REVIEW if is_own else NotificationKind.REPORT,
                    message=message,
                    about=comment.submission_id,
                    at=verdict.at,
                )
            )
