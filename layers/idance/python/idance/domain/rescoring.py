"""Re-scoring as it is ordered, and what has become of it."""

from __future__ import annotations

from pydantic import AwareDatetime

from idance.domain.model import Model
from idance.domain.submission_status import SubmissionStatus


class RescoreOrder(Model):
    """Which submission to score again; a dry run only says what would become of it.

    Attributes
    ----------
    at : datetime, optional
        When it was ordered: by this moment it is known again if it is carried out twice.
    actor, actor_name : str
        Who ordered it; nobody in particular: nothing goes into the audit log.
    reason : str
        For the dancer.
    tells : bool
        Whether the dancer, and whoever reported the dance, is told what has become of it.
    """

    submission_id: str
    dry_run: bool = False
    at: AwareDatetime | None = None
    actor: str = ""
    actor_name: str = ""
    reason: str = ""
    tells: bool = False


class KeptScore(Model):
    """An attempt that keeps its old score, and why: a code and a sentence."""

    session_id: str
    code: str
    message: str


class RescoreOutcome(Model):
    """A submission's score before and after.

    Attributes
    ----------
    submitted_at : datetime
        When the attempt was made that stands by now: among equals the earlier is ahead.
    attempts : int
        How many have been looked at.
    kept : tuple of KeptScore
        Those that were not scored again.
    """

    submission_id: str
    status: SubmissionStatus
    submitted_at: AwareDatetime
    before: float
    after: float
    version_before: str
    version_after: str
    attempts: int
    kept: tuple[KeptScore, ...] = ()

    @property
    def was_scored(self) -> bool:
        """Whether there was anything left to score again."""
        return len(self.kept) < self.attempts
