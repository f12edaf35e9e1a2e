"""Re-scoring: another version's scores of the same clips take the old ones' place, which are kept.

All attempts of an entry are scored again, for the best of them stands: one version for all that is
compared. Submission, attempts and stats change in one step, on the condition that nobody has
decided otherwise meanwhile; boards follow by the stream, up and down. A better score earns badges;
those that were earned stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from idance.domain.entry import Entry
from idance.domain.errors import ConflictError
from idance.domain.score import Score
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.service.badge import BadgeService
from idance.service.entry import EntryService
from idance.store.challenges import ChallengeStore

MOST_ATTEMPTS: Final = 98
"""One step of DynamoDB's holds a hundred items: these, the submission and the stats."""


class RescoringService:
    """Replaces the scores of entries."""

    def __init__(
        self, entries: EntryService, *, badges: BadgeService, challenges: ChallengeStore
    ) -> None:
        self._entries = entries
        self._badges = badges
        self._challenges = challenges

    def rescorable(self, submission_id: str) -> Entry:
        """Return an entry whose scores may be replaced.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_SCORED_YET`` if there is no score; ``TOO_MANY_ATTEMPTS``; ``ATTEMPT_UNDER_WAY``
            while a result, or what follows from a reviewer's word, is still to come.
        """
        return _settled(self._entries.get(submission_id))

    def judged(self, attempt: Submission, score: Score) -> Score:
        """Return an attempt's new score with what is known of the clip beside it.

        What holds a clip that was never ranked goes on holding it: a person has still to look.

        Raises
        ------
        ConflictError
            ``GATE_HOLDS`` if a gate would now hold what has been ranked: hold it by hand first.
        """
        is_ranked = attempt.status is SubmissionStatus.SCORED
        result = score.keeping(attempt.score, holds=not is_ranked) if attempt.score else score
        is_cleared = attempt.review is not None and attempt.review.release
        if result.is_held and is_ranked and not is_cleared:
            raise ConflictError(
                "GATE_HOLDS", "A gate would hold this dance now: a person must look at it first."
            )
        return result

    def replace(self, submission_id: str, scores: Mapping[str, Score], *, at: datetime) -> Entry:
        """Replace the scores of an entry's attempts, by session; return the entry as it is then.

        Raises
        ------
        NotFoundError, ConflictError
            As `rescorable`, by what the entry is at the moment of writing.
        """

        def step(known: Entry) -> Entry:
            after = _settled(known).rescored(scores, at=at)
            is_free = after.submission.status is SubmissionStatus.SCORED
            return self._awarded(after, at) if after is not known and is_free else after

        return self._entries.change(submission_id, step)

    def _awarded(self, entry: Entry, at: datetime) -> Entry:
        """Give what the new score earns, each badge once; nothing is taken away."""
        attempt = entry.submission
        challenge = self._challenges.get(attempt.challenge_id)
        badges = self._badges.award_badges(attempt, entry.stats, challenge=challenge, now=at)
        return entry.with_badges(tuple(badge.name for badge in badges))


def _settled(entry: Entry) -> Entry:
    known = entry.submission
    if known.ranked.score is None:
        raise ConflictError("NOT_SCORED_YET", "There is no score to replace.")
    if known.awaits_outcome:
        raise ConflictError(
            "ATTEMPT_UNDER_WAY", "An attempt is being scored. Please try again when it has ended."
        )
    if len(entry.line) > MOST_ATTEMPTS:
        raise ConflictError(
            "TOO_MANY_ATTEMPTS", f"More than {MOST_ATTEMPTS} attempts cannot be scored again."
        )
    return entry
