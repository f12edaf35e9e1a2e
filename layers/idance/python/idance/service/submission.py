"""Submissions: the dancer's side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError, ForbiddenError
from idance.domain.ids import submission_id
from idance.domain.profile import Caller
from idance.domain.session import Session, SessionStatus
from idance.domain.submission import Submission
from idance.domain.submission_status import WITHHELD, SubmissionStatus
from idance.service.scoring import ScoringService
from idance.service.session import check_owner
from idance.store.attempts import AttemptStore
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.pipeline import PipelineStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore, no_such_submission, session_taken


class SubmissionService:
    """Takes submissions, and tells what has become of them."""

    def __init__(  # noqa: PLR0913 (one argument a store, all by name)
        self,
        *,
        submissions: SubmissionStore,
        attempts: AttemptStore,
        sessions: SessionStore,
        challenges: ChallengeStore,
        dancers: DancerStore,
        pipeline: PipelineStore,
        scoring: ScoringService,
    ) -> None:
        self._submissions = submissions
        self._attempts = attempts
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
            ``SESSION_NOT_YOURS``, ``BANNED``.
        ConflictError
            ``CHALLENGE_NOT_STARTED``, ``CHALLENGE_ENDED``, ``ALREADY_SUBMITTED``,
            ``NO_ATTEMPTS_LEFT``, ``SESSION_ALREADY_SUBMITTED``, ``SESSION_SPENT``.
        """
        challenge = self._challenges.recent(challenge_id)
        _check_open(challenge, now)
        check_owner(caller, self._sessions.get(session_id))
        profile = self._dancers.know(caller.user_id, display_name=caller.display_name)
        if profile.is_banned:
            raise ForbiddenError("BANNED", "You cannot enter challenges at the moment.")
        allowed = challenge.max_attempts
        self._submissions.check_vacant(caller.user_id, challenge_id, max_attempts=allowed)
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
            user_profile=profile,
            challenge_points=challenge.worth,
            challenge_type=challenge.type,
        )
        entered = self._submissions.submit(submission, max_attempts=allowed)
        return self._scoring.settle(self._sessions.get(session_id), entered)

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
            ``SUBMISSION_NOT_FOUND``; another dancer's submission is only there once it is scored,
            and shows the best attempt.
        """
        found = self._submissions.find(submission_id)
        if not _is_theirs(caller, found):
            return _shown_to_others(found)
        return self._scoring.look_after(found, now=now) if found.awaits_outcome else found

    def attempts(self, caller: Caller, submission_id: str) -> tuple[Submission, ...]:
        """Return every attempt behind a submission as it ended, the latest first.

        What a reviewer refused, or a moderator took off the boards, says so.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also to everybody but its dancer and admins.
        """
        found = self._theirs(caller, submission_id)
        ended = self._attempts.of(found.user_id, found.challenge_id)
        return tuple(_seen_beside(found.ranked, attempt) for attempt in ended)

    def cancel(self, caller: Caller, submission_id: str, *, now: datetime) -> Submission:
        """Take a submission back whose result is still to come; the best before it stands again.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also to everybody but its dancer.
        ConflictError
            ``NOT_CANCELLABLE`` once it has its result.
        """
        found = self._submissions.find(submission_id)
        if found.user_id != caller.user_id:
            raise no_such_submission()
        if found.status is not SubmissionStatus.CANCELLED and not found.is_undecided:
            raise ConflictError("NOT_CANCELLABLE", "This submission has its result already.")
        return self._submissions.change(found, lambda current: current.cancelled(at=now))

    def retry(self, caller: Caller, submission_id: str, *, now: datetime) -> Submission:
        """Give a clip to the pipeline again that failed by our fault.

        The session moves first, then the submission, then the pipeline starts: a crash in between
        is made good by the same call once more, or ends as a failure again.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also to everybody but its dancer and admins.
        ConflictError
            ``NOT_RETRIABLE`` if it did not fail, or by the clip's own fault.
        """
        found = self._theirs(caller, submission_id)
        if not found.is_retriable:
            raise ConflictError(
                "NOT_RETRIABLE", "Only a clip that failed by our fault can be tried again."
            )
        session = self._sessions.change(found.session_id, lambda known: known.retried(now=now))
        again = self._submissions.change(found, lambda current: current.retried(at=now))
        self._pipeline.start(
            session.video_file_key,
            name=f"{session.id.removeprefix('sess_')}-{found.challenge_id}-{again.retries}",
        )
        return again

    def _theirs(self, caller: Caller, submission_id: str) -> Submission:
        found = self._submissions.find(submission_id)
        if not _is_theirs(caller, found):
            raise no_such_submission()
        return found

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
            raise session_taken()

    def _keep(self, challenge: Challenge, now: datetime) -> None:
        """See to it that no other challenge takes the place of one that is danced."""
        if not challenge.has_submissions:
            _check_open(self._challenges.note_submission(challenge.id), now)


def _is_theirs(caller: Caller, submission: Submission) -> bool:
    return caller.is_admin or caller.user_id == submission.user_id


def _shown_to_others(submission: Submission) -> Submission:
    if submission.ranked.status is not SubmissionStatus.SCORED:
        raise no_such_submission()
    return submission.ranked


def _seen_beside(ranked: Submission, attempt: Submission) -> Submission:
    """Return an attempt as it ended, or held or hidden by now if it is the one that stands."""
    is_off = ranked.status in WITHHELD and attempt.is_try_of(ranked)
    return attempt.model_copy(update={"status": ranked.status}) if is_off else attempt


def _check_open(challenge: Challenge, now: datetime) -> None:
    if challenge.is_active and now < challenge.start_time:
        raise ConflictError("CHALLENGE_NOT_STARTED", "This challenge has not started yet.")
    if not challenge.is_open(now):
        raise ConflictError("CHALLENGE_ENDED", "This challenge is over. Today's is waiting!")
