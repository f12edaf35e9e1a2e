"""What clients get of submissions; scores are exact hundredths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, Self

from functions.api.responses.sessions import Rejection
from functions.api.responses.users import DancerResponse
from idance.domain.model import Model
from idance.domain.reception import Reception
from idance.domain.rejections import message_for
from idance.domain.score import Metric
from idance.domain.standing import Standing, praise
from idance.domain.submission import PastScore, StatusChange, Submission
from idance.domain.submission_status import OPEN, SubmissionStatus

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
    total_likes, total_comments : int
        How it is received so far.
    liked : bool
        Whether the caller likes it.
    """

    submission_id: str
    user_id: str
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
    analysis_complete: bool
    total_likes: int
    total_comments: int
    liked: bool

    @classmethod
    def of(cls, submission: Submission, standing: Standing | None, reception: Reception) -> Self:
        """Return a submission with its place on the board, as far as either is known."""
        score = submission.score
        return cls(
            submission_id=submission.id,
            user_id=submission.user_id,
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
            analysis_complete=score is not None,
            **reception.model_dump(by_alias=False),
        )


class AttemptsResponse(Model):
    """Every attempt behind a submission as it ended, the latest first."""

    attempts: tuple[SubmissionResponse, ...]

    @classmethod
    def of(cls, attempts: Iterable[Submission], receptions: Mapping[str, Reception]) -> Self:
        """Return attempts without ranks: only the best has one."""
        return cls(
            attempts=tuple(SubmissionResponse.of(one, None, receptions[one.id]) for one in attempts)
        )
