"""Re-scoring: another version's score of the same clip takes the old one's place, which is kept.

The stats change first, once a version; then the attempt's record, then the submission, which
thereby shows that all is done: a crash in between is completed by doing it again. Boards follow by
the stream, up and down. Badges that were earned stay.
"""

from __future__ import annotations

from datetime import datetime

from idance.domain.board import challenge_board
from idance.domain.errors import ConflictError
from idance.domain.score import Score
from idance.domain.submission import Submission
from idance.store.challenges import ChallengeStore
from idance.store.dancers import DancerStore
from idance.store.submissions import SubmissionStore


class RescoringService:
    """Replaces the scores of submissions."""

    def __init__(
        self,
        *,
        submissions: SubmissionStore,
        dancers: DancerStore,
        challenges: ChallengeStore,
    ) -> None:
        self._submissions = submissions
        self._dancers = dancers
        self._challenges = challenges

    def rescorable(self, submission_id: str) -> Submission:
        """Return a submission whose score may be replaced.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_SCORED_YET`` if there is no score; ``SEVERAL_ATTEMPTS`` if it stands on more
            than one attempt, which would have to be scored all together.
        """
        known = self._submissions.find(submission_id)
        if known.score is None or known.is_open:
            raise ConflictError("NOT_SCORED_YET", "There is no score to replace.")
        if known.attempt > 1:
            raise ConflictError(
                "SEVERAL_ATTEMPTS", "What stands on several attempts cannot be re-scored by itself."
            )
        return known

    def rescored(self, known: Submission, score: Score) -> Score:
        """Return a new score with what is known of the clip beside it.

        What holds a clip that was never ranked goes on holding it: a person has still to look.

        Raises
        ------
        ConflictError
            ``GATE_HOLDS`` if a gate would now hold what has been ranked: hold it by hand first.
        """
        if known.score is None:
            raise ConflictError("NOT_SCORED_YET", "There is no score to replace.")
        result = score.keeping(known.score, holds=not known.was_ranked)
        is_cleared = known.review is not None and known.review.release
        if result.is_held and known.was_ranked and not is_cleared:
            raise ConflictError(
                "GATE_HOLDS", "A gate would hold this dance now: a person must look at it first."
            )
        return result

    def replace(self, known: Submission, score: Score, *, now: datetime) -> Submission:
        """Replace a submission's score, and return the submission as it is then."""
        after = known.rescored(score, at=now)
        if after is known:
            return known
        if known.was_ranked:
            self._dancers.change_stats(
                known.user_id, lambda stats: stats.with_score_of(known, after)
            )
        board = challenge_board(self._challenges.get(known.challenge_id))
        packed = board.pack(after.total, after.submitted_at)
        return self._submissions.rescore(known, score, packed=packed, at=now)
