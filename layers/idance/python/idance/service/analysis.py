"""Analyses: a dancer's look behind the own score."""

from __future__ import annotations

from idance.domain.analysis import Analysis
from idance.domain.profile import Caller
from idance.store.analyses import AnalysisStore
from idance.store.submissions import SubmissionStore, no_such_submission


class AnalysisService:
    """What was found in the clips of submissions."""

    def __init__(self, analyses: AnalysisStore, submissions: SubmissionStore) -> None:
        self._analyses = analyses
        self._submissions = submissions

    def of(self, caller: Caller, submission_id: str) -> Analysis:
        """Return the analysis of the attempt that a submission stands on.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also to everybody but its dancer and admins;
            ``ANALYSIS_NOT_FOUND`` as long as its clip has no score.
        """
        found = self._submissions.find(submission_id)
        if not caller.is_admin and caller.user_id != found.user_id:
            raise no_such_submission()
        return self._analyses.get(session_id=found.session_id, challenge_id=found.challenge_id)
