"""Submissions: the dancer's side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError
from idance.domain.ids import submission_id
from idance.domain.profile import Caller
from idance.domain.session import Session, SessionStatus
from idance.domain.submission import Submission, SubmissionStatus
from idance.service.scoring import ScoringService
from idance.service.session import check_owner
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.pipeline import PipelineStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore, no_such_submission


class SubmissionService:
    """Takes submissions, and tells what has become of them."""

    def __init__(  # noqa: PLR0913 (one argument a store, all by name)
        self,
        *,
        submissions: SubmissionStore,
        sessions: SessionStore,
        challenges: ChallengeStore,
        dancers: DancerStore,
        pipeline: PipelineStore,
        scoring: ScoringService,
    ) -> None:
        self._submissions = submissions
        self._sessions = sessions
        self._challenges = challenges
        self._dancers = dancers
        self._pipeline = pipeline
        self._scoring = scoring

    def submit_to_challenge(  # noqa: PLR0913 (what a dancer says, each by name)
        self,
        caller: Caller,
        challenge_id: str,
        *,
        session_id: str,
        caption: str | None,
        tags: Sequence[str],
        now: datetime,
    ) -> Submission:
        """Enter a clip in a challenge; scored at once where the clip's score is at hand.

        Upload, pipeline and submit may come in any order. The session is bound first: everything
        up to the last write can be repeated. The submission is stored before the session is read
        for a score, while the pipeline stores the score before it reads the submission: at least
        one of the two sees both and finalises.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``, ``SESSION_NOT_FOUND``.
        ForbiddenError
            ``SESSION_NOT_YOURS``.
        ConflictError
            ``CHALLENGE_NOT_STARTED``, ``CHALLENGE_ENDED``, ``ALREADY_SUBMITTED``,
            ``SESSION_ALREADY_SUBMITTED``, ``SESSION_SPENT``.
        """
        challenge = self._challenges.get(challenge_id)
        _check_open(challenge, now)
        check_owner(caller, self._sessions.get(session_id))
        self._submissions.check_vacant(caller.user_id, challenge_id)
        self._bind(session_id, challenge_id, caller, now)
        self._keep(challenge, now)
        submission = Submission(
            id=submission_id(caller.user_id, challenge_id),
            user_id=caller.user_id,
            challenge_id=challenge_id,
            session_id=session_id,
            caption=caption,
            tags=tuple(tags),
            submitted_at=now,
            user_profile=self._dancers.know(caller.user_id, display_name=caller.display_name),
            challenge_points=challenge.points,
        )
        self._submissions.submit(submission)
        return self._scoring.settle(self._sessions.get(session_id), submission)

    def get_submission(
        self,
        caller: Caller,
        submission_id: str,
        *,
        now: datetime,
    ) -> Submission:
        """Return a submission; its dancer's question also moves on one that stands still.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``; another dancer's submission is only there once it is scored.
        """
        found = self._submissions.find(submission_id)
        if not _may_see(caller, found):
            raise no_such_submission()
        is_unsettled = found.is_open or found.is_released
        return self._scoring.look_after(found, now=now) if is_unsettled else found

    def _bind(self, session_id: str, challenge_id: str, caller: Caller, now: datetime) -> None:
        """Make a session serve a submission, and score its clip if nothing else will."""
        mine = submission_id(caller.user_id, challenge_id)

        def bound(session: Session) -> Session:
            if session.challenge_submission_id != mine:
                self._check_unused(session)
            return session.bound(challenge_id, mine, now=now)

        session = self._sessions.change(session_id, bound)
        if session.status is SessionStatus.ANALYSED:
            self._pipeline.start(
                session.video_file_key,
                name=f"{session_id.removeprefix('sess_')}-{challenge_id}",
            )

    def _check_unused(self, session: Session) -> None:
        """Refuse a session that a submission stands on; one that was bound in vain is free."""
        if session.challenge_submission_id and self._submissions.standing_on(session):
            raise ConflictError(
                "SESSION_ALREADY_SUBMITTED",
                "This clip is entered in another challenge. Please record a new one.",
                field="sessionId",
            )

    def _keep(self, challenge: Challenge, now: datetime) -> None:
        """See to it that no other challenge takes the place of one that is danced."""
        if not challenge.has_submissions:
            _check_open(self._challenges.note_submission(challenge.id), now)


def _may_see(caller: Caller, submission: Submission) -> bool:
    return (
        caller.user_id == submission.user_id
        or caller.is_admin
        or submission.status is SubmissionStatus.SCORED
    )


def _check_open(challenge: Challenge, now: datetime) -> None:
    if challenge.is_active and now < challenge.start_time:
        raise ConflictError("CHALLENGE_NOT_STARTED", "This challenge has not started yet.")
    if not challenge.is_open(now):
        raise ConflictError("CHALLENGE_ENDED", "This challenge is over. Today's is waiting!")
