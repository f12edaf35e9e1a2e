"""What clients get of submissions; scores are exact hundredths."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Self

from functions.api.responses.leaderboards import Pagination
from functions.api.responses.sessions import Rejection
from functions.api.responses.users import DancerResponse
from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.ranking import LeaderboardPage
from idance.domain.rejections import message_for
from idance.domain.score import Metric
from idance.domain.standing import Standing, praise
from idance.domain.submission import PastScore, StatusChange, Submission
from idance.domain.submission_status import OPEN, SubmissionStatus
from idance.service.submission_listing import RankedSubmission

POLL_MS: Final = 1000
_NOT_RANKED: Final = {
    SubmissionStatus.PENDING: "You're in! We score your clip as soon as it has arrived.",
    SubmissionStatus.PROCESSING: "We are watching your dance: your score is a moment away.",
    SubmissionStatus.HELD: "Your dance is in! Before it goes on the board, one of us takes a look.",
    SubmissionStatus.HIDDEN: "We have taken a look at this clip, and it cannot be ranked.",
    SubmissionStatus.CANCELLED: "You have taken this one back. Dance again whenever you like.",
}
_RANKLESS: Final = "Well danced! Your rank will be here in a moment."


def _message(submission: Submission, standing: Standing | None) -> str:
    if submission.rejection:
        return message_for(submission.rejection, submission.rejection_reason)
    return _NOT_RANKED.get(submission.status) or (praise(standing) if standing else _RANKLESS)


class PastScoreResponse(Model):
    """A score that another one has replaced, what it was made by, and until when it stood."""

    score: float
    scoring_version: str
    replaced_at: datetime

    @classmethod
    def of(cls, past: PastScore) -> Self:
        """Return a score of the past."""
        return cls(
            score=past.score.total,
            scoring_version=past.score.scoring_version,
            replaced_at=past.replaced_at,
        )


class AcceptedResponse(Model):
    """The clip is not scored yet: ask again at ``statusUrl``."""

    submission_id: str
    status: SubmissionStatus
    status_url: str
    next_poll_ms: int
    message: str

    @classmethod
    def of(cls, submission: Submission) -> Self:
        """Return where to follow an open submission."""
        return cls(
            submission_id=submission.id,
            status=submission.status,
            status_url=f"/v1/submissions/{submission.id}",
            next_poll_ms=POLL_MS,
            message=_message(submission, None),
        )


class SubmissionResponse(Model):
    """A submission and, once it is scored, everything there is to say of it.

    Attributes
    ----------
    score, total_score : float or None
        The same number, under both names the requirements use.
    score_breakdown : dict or None
        Metric → points, adding up to the score.
    frames, seconds : int or None, float or None
        How many frames were looked at, and how long the clip is.
    badge : str or None
        The most special of ``badges``.
    rank : int or None
        Place on the challenge's board; none while the boards are out of reach.
    reasons : tuple of str
        Why the clip is held or its score was lowered, in sentences.
    attempt : int
        Which of the dancer's attempts at this challenge this is, from 1.
    history : tuple of StatusChange
        How the latest attempt came to where it is.
    scoring_version : str or None
        What the score was made by.
    past_scores : tuple of PastScoreResponse
        What scoring again has replaced, the last five, the oldest first.
    next_poll_ms : int or None
        When to ask again, while the submission is open.
    """

    submission_id: str
    challenge_id: str
    session_id: str
    user_profile: DancerResponse
    status: SubmissionStatus
    caption: str | None
    tags: tuple[str, ...]
    submitted_at: datetime
    processed_at: datetime | None
    score: float | None
    total_score: float | None
    score_breakdown: dict[str, float] | None
    metrics: tuple[Metric, ...]
    confidence: float | None
    frames: int | None
    seconds: float | None
    feedback: tuple[str, ...]
    badge: str | None
    badges: tuple[str, ...]
    rank: int | None
    message: str
    rejection: Rejection | None
    reasons: tuple[str, ...]
    attempt: int
    history: tuple[StatusChange, ...]
    scoring_version: str | None
    past_scores: tuple[PastScoreResponse, ...]
    next_poll_ms: int | None

    @classmethod
    def of(cls, submission: Submission, standing: Standing | None) -> Self:
        """Return a submission with its place on the board, as far as either is known."""
        score = submission.score
        return cls(
            submission_id=submission.id,
            challenge_id=submission.challenge_id,
            session_id=submission.session_id,
            user_profile=DancerResponse.of(submission.user_profile),
            status=submission.status,
            caption=submission.caption,
            tags=submission.tags,
            submitted_at=submission.submitted_at,
            processed_at=submission.processed_at,
            score=score.total if score else None,
            total_score=score.total if score else None,
            score_breakdown=score.breakdown if score else None,
            metrics=score.metrics if score else (),
            confidence=score.confidence if score else None,
            frames=score.frames if score else None,
            seconds=score.seconds if score else None,
            feedback=score.feedback if score else (),
            badge=next(iter(submission.badges_awarded), None),
            badges=submission.badges_awarded,
            rank=standing.rank if standing else None,
            message=_message(submission, standing),
            rejection=Rejection.of(submission.rejection, submission.rejection_reason),
            reasons=submission.reasons,
            attempt=submission.attempt,
            history=submission.history,
            scoring_version=score.scoring_version if score else None,
            past_scores=tuple(map(PastScoreResponse.of, submission.past_scores)),
            next_poll_ms=POLL_MS if submission.status in OPEN else None,
        )


class AttemptsResponse(Model):
    """Every attempt behind a submission as it ended, the latest first."""

    attempts: tuple[SubmissionResponse, ...]

    @classmethod
    def of(cls, attempts: Iterable[Submission]) -> Self:
        """Return attempts without ranks: only the best has one."""
        return cls(attempts=tuple(SubmissionResponse.of(one, None) for one in attempts))


class ListedSubmission(Model):
    """A submission in a challenge's list, as everybody sees it."""

    submission_id: str
    rank: int
    user_profile: DancerResponse
    score: float
    badge: str | None
    caption: str | None
    tags: tuple[str, ...]
    submitted_at: datetime


class SubmissionListResponse(Model):
    """Some of a challenge's submissions, the best first.

    Attributes
    ----------
    next_cursor : str or None
        Leads to those after these, however scores have moved until then.
    approximate : bool
        Whether this is the order as it was last published: the board is away at the moment.
    """

    submissions: tuple[ListedSubmission, ...]
    pagination: Pagination
    next_cursor: str | None
    approximate: bool

    @classmethod
    def of(cls, page: LeaderboardPage, ranked: Iterable[RankedSubmission]) -> Self:
        """Return a page."""
        return cls(
            submissions=tuple(
                ListedSubmission(
                    submission_id=one.id,
                    rank=rank,
                    user_profile=DancerResponse.of(one.user_profile),
                    score=one.total,
                    badge=next(iter(one.badges_awarded), None),
                    caption=one.caption,
                    tags=one.tags,
                    submitted_at=one.submitted_at,
                )
                for rank, one in ranked
            ),
            pagination=Pagination(
                page=page.page, total_pages=page.total_pages, total_count=page.total
            ),
            next_cursor=page.next_cursor,
            approximate=page.approximate,
        )


class MySubmissionsResponse(Model):
    """Some of the caller's submissions, the latest first."""

    submissions: tuple[SubmissionResponse, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Submission]) -> Self:
        """Return a page without ranks: each submission tells its own."""
        mine = tuple(SubmissionResponse.of(one, None) for one in page.items)
        return cls(submissions=mine, next_cursor=page.next_cursor)
