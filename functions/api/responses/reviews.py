"""What clients get of reports, appeals, and the cases that wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.review_case import Decision, ReviewCase
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus


class ReceivedResponse(Model):
    """What was said has arrived, and a person will look at it."""

    submission_id: str
    message: str


class CommentDecidedResponse(Model):
    """What was decided on a comment."""

    submission_id: str
    comment_id: str
    decision: Decision

    @classmethod
    def of(cls, submission_id: str, comment_id: str, decision: Decision) -> Self:
        """Return a decision on a comment."""
        return cls(submission_id=submission_id, comment_id=comment_id, decision=decision)


class RescoringResponse(Model):
    """The dance is being scored again: what has become of it is seen at ``statusUrl``.

    Attributes
    ----------
    score : float or None
        As it is yet.
    """

    submission_id: str
    status: SubmissionStatus
    score: float | None
    status_url: str
    message: str

    @classmethod
    def of(cls, submission: Submission) -> Self:
        """Return where to look for a submission's new score."""
        return cls(
            submission_id=submission.id,
            status=submission.ranked.status,
            score=submission.score.total if submission.score else None,
            status_url=f"/v1/submissions/{submission.id}",
            message="The dance is being scored again. Its dancer is told when that is done.",
        )


class ReviewCaseResponse(ReviewCase):
    """A case, and what the comment says that it is about.

    Attributes
    ----------
    content : str or None
        Of the comment; None if it is gone, or the case is about the submission itself.
    """

    content: str | None = None


class ReviewQueueResponse(Model):
    """Some of the cases that wait for a decision, the longest-waiting first."""

    cases: tuple[ReviewCaseResponse, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[ReviewCase], contents: Mapping[str, str]) -> Self:
        """Return a page of cases, with what comments say by their ids."""
        shown = (
            ReviewCaseResponse(**dict(one), content=contents.get(one.comment_id or ""))
            for one in page.items
        )
        return cls(cases=tuple(shown), next_cursor=page.next_cursor)
