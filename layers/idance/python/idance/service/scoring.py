"""Scoring: how a clip's outcome becomes its dancer's result, exactly once.

The session's state decides: it is SCORED or spent by one conditional write, and everything else
follows from it. An outcome is then written in this order, each step safe to repeat:

0. the clip's first entry, put once: bytes that another session entered before hold the score;
1. the attempt's record, put once; its moment is the session's, so a late repetition says the same;
2. the badges, each put once;
3. the stats, which remember which submissions they have counted;
4. the submission, which thereby leaves the open states.

Of an attempt with a best one before it, or one that a reviewer lets pass, 1, 3 and 4 are one step:
what stands on the boards may be hidden, put back or erased at any moment, and the attempt is
compared with what it is by then. Nobody can take a first attempt off a board (ADR 34).

A crash anywhere leaves an open submission, and whoever comes next (the pipeline's retry,
`ScoringService.reject`, the dancer who asks) goes on where it stopped.

A score that a gate holds ends with its submission HELD: 0, 1, a review case and 4. A review is one
conditional write on it, and if it releases the submission, 2 to 4 follow as ever.
"""

from __future__ import annotations

from datetime import datetime

from idance.domain.badge import UserBadge
from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.entry import Entry
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.gate import ENTERED_BEFORE, Review
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score
from idance.domain.session import PIPELINE_PATIENCE, Session, SessionStatus
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.service.badge import BadgeService
from idance.service.entry import EntryService
from idance.store.attempts import AttemptStore
from idance.store.cases import CaseStore
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore


class ScoringService:
    """The pipeline's side of sessions and submissions."""

    def __init__(  # noqa: PLR0913 (one argument a store, all by name)
        self,
        *,
        sessions: SessionStore,
        submissions: SubmissionStore,
        attempts: AttemptStore,
        entries: EntryService,
        challenges: ChallengeStore,
        dancers: DancerStore,
        media: MediaStore,
        cases: CaseStore,
        badges: BadgeService,
    ) -> None:
        self._sessions = sessions
        self._submissions = submissions
        self._attempts = attempts
        self._entries = entries
        self._challenges = challenges
        self._dancers = dancers
        self._media = media
        self._cases = cases
        self._badges = badges

    def begin(self, session_id: str, *, now: datetime) -> Session:
        """Note that a clip has arrived and the pipeline works on it; return the session then.

        One that had gone further, or is spent, stays as it was.

        Raises
        ------
        NotFoundError
            ``SESSION_NOT_FOUND``.
        """
        session = self._sessions.change(session_id, lambda known: known.uploaded(now=now))
        submission = self._submissions.standing_on(session)
        if submission is not None:
            self._submissions.change(submission, lambda known: known.processing(at=now))
        return session

    def pose_extracted(self, session_id: str, *, pose_file_key: str, now: datetime) -> Session:
        """Note where a clip's landmarks are.

        The session returned is the one written: a submission bound before has its challenge in
        it, and one bound after finds the clip analysed and starts the pipeline by itself.
        """
        return self._sessions.change(
            session_id, lambda known: known.analysed(pose_file_key, now=now)
        )

    def complete(
        self, session_id: str, challenge_id: str, score: Score, *, now: datetime
    ) -> Submission | None:
        """Store a clip's score, and finalise the submission made of the clip, if there is one."""
        session = self._sessions.change(
            session_id, lambda known: known.scored(challenge_id, score, now=now)
        )
        return self._concluded(session)

    def settle(self, session: Session, submission: Submission) -> Submission:
        """Finalise a submission from its session's score; without one it stays as it is."""
        score = session.score_for(submission.challenge_id)
        if score is None or not submission.is_open:
            return submission
        outcome = submission.scored(self._unique(score, session), at=session.updated_at)
        if outcome.best is None:
            outcome = self._attempts.record(outcome)
        if outcome.status is SubmissionStatus.SCORED:
            return self._ranked(outcome)
        self._cases.change(
            outcome.id, outcome.user_id, lambda known: known.held(at=session.updated_at)
        )
        return self._ended(outcome) if outcome.best else self._submissions.finish(outcome)

    def review(
        self,
        submission_id: str,
        *,
        release: bool,
        reviewer: str,
        now: datetime,
    ) -> Submission:
        """Decide on a held submission: release it as if it were scored only now, or hide it.

        The same decision once more changes nothing, and completes what a crash left undone.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_HELD`` if there is nothing to decide, ``ALREADY_REVIEWED`` if it was decided
            otherwise.
        """
        review = Review(release=release, reviewer=reviewer, at=now)
        found = self._submissions.find(submission_id)
        if found.review is None and found.status is not SubmissionStatus.HELD:
            raise ConflictError("NOT_HELD", "This submission does not wait for a review.")
        entry = self._entries.change(submission_id, lambda known: known.reviewed(review))
        submission = entry.submission
        if submission.review and submission.review.release != release:
            raise ConflictError("ALREADY_REVIEWED", "This submission was decided on otherwise.")
        return self._released(submission) if submission.is_released else submission

    def reject(
        self,
        session_id: str,
        code: RejectionCode,
        reason: str | None = None,
        *,
        now: datetime,
    ) -> None:
        """End a session that cannot be scored, and its submission with it.

        A score that is there stays, and is settled. A session nobody knows is left alone.
        """
        try:
            session = self._sessions.change(
                session_id, lambda known: known.rejected(code, reason, now=now)
            )
        except NotFoundError:
            return
        self._concluded(session)

    def look_after(self, submission: Submission, *, now: datetime) -> Submission:
        """Return a submission as it should be by now: settled, failed, or still open."""
        if submission.is_released:
            return self._released(submission)
        session, _ = self._given_up(self._sessions.get(submission.session_id), now)
        return self._concluded(session) or submission

    def expire_overdue(self, now: datetime) -> int:
        """Fail what has waited too long, for its upload or for the pipeline; return how many."""
        given_up = 0
        for session_id in tuple(self._sessions.overdue(now)):
            session, is_new = self._given_up(self._sessions.get(session_id), now)
            self._concluded(session)
            given_up += is_new
        return given_up

    def _given_up(self, session: Session, now: datetime) -> tuple[Session, bool]:
        """Return the session, spent if it is overdue, and whether that is news."""
        code = self._reason_to_give_up(session, now)
        if code is None:
            return session, False
        after = self._sessions.change(
            session.id,
            # Whatever has moved in the meantime deserves another look later.
            lambda known: known.rejected(code, now=now) if known == session else known,
        )
        return after, after.is_spent

    def _reason_to_give_up(self, session: Session, now: datetime) -> RejectionCode | None:
        if session.due_at is None or now < session.due_at:
            return None
        if session.status is not SessionStatus.CREATED:
            return RejectionCode.SCORING_FAILED
        if self._media.find_clip(session.video_file_key) is None:
            return RejectionCode.UPLOAD_MISSING
        # The clip is there; its pipeline may be about to begin.
        is_late = now >= session.due_at + PIPELINE_PATIENCE
        return RejectionCode.SCORING_FAILED if is_late else None

    def _concluded(self, session: Session) -> Submission | None:
        """Give the submission made of a session the session's outcome, where both are there."""
        submission = self._submissions.standing_on(session)
        if submission is None or not submission.is_open:
            return submission
        if session.is_spent:
            code = session.rejection or RejectionCode.SCORING_FAILED
            failed = submission.failed(code, session.rejection_reason, at=session.updated_at)
            if failed.best:
                return self._ended(failed)
            return self._submissions.finish(self._attempts.record(failed))
        return self.settle(session, submission)

    def _unique(self, score: Score, session: Session) -> Score:
        """Return the score, held if another session has entered the very same bytes."""
        if score.video_sha256 is None:
            return score
        first = self._sessions.first_with(score.video_sha256, session)
        return score if first == session.id else score.judged(ENTERED_BEFORE)

    def _ranked(self, attempt: Submission) -> Submission:
        """Let a scored attempt count, and list it where its challenge's board is made."""
        if attempt.best or attempt.review:
            return self._ended(attempt)
        challenge = self._challenges.recent(attempt.challenge_id)
        self._count(attempt, challenge)
        badges = self._badges.brought_by(attempt, challenge=challenge)
        return self._submissions.finish(
            attempt.model_copy(update={"badges_awarded": tuple(badge.name for badge in badges)}),
            packed=challenge_board(challenge).pack(attempt.total, attempt.submitted_at),
        )

    def _released(self, submission: Submission) -> Submission:
        return self._ranked(submission.released())

    def _ended(self, attempt: Submission) -> Submission:
        """Let an attempt be what it is beside what stands at the moment of writing."""

        def step(known: Entry) -> Entry:
            after = known.ended(attempt)
            if after is known or attempt.status is not SubmissionStatus.SCORED:
                return after
            challenge = self._challenges.recent(attempt.challenge_id)
            badges = self._awarded(attempt, after.stats, challenge)
            return after.with_badges(tuple(badge.name for badge in badges))

        try:
            return self._entries.change(attempt.id, step).submission
        except NotFoundError:  # erased meanwhile: there is nothing to count it for
            return attempt

    def _count(self, attempt: Submission, challenge: Challenge) -> None:
        """Award badges, then count: both once, however often it is tried."""

        def counted(before: DancerStats) -> DancerStats:
            after = before.with_submission(attempt, new_badges=0)
            if after is before:
                return before
            badges = self._awarded(attempt, after, challenge)
            return before.with_submission(attempt, new_badges=len(badges))

        self._dancers.change_stats(attempt.user_id, counted)

    def _awarded(
        self, attempt: Submission, stats: DancerStats, challenge: Challenge
    ) -> tuple[UserBadge, ...]:
        earned_at = attempt.processed_at or attempt.submitted_at
        return self._badges.award_badges(attempt, stats, challenge=challenge, now=earned_at)
