"""How a caller sees a submission: with its place on the board, and with how it is received."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, TypeVar

from aws_lambda_powertools.event_handler import Depends, Response, content_types

from functions.api.caller import current_caller
from functions.api.responses.submissions import POLL_MS, SubmissionResponse
from functions.api.wiring.leaderboards import Leaderboards
from functions.api.wiring.reception import Receptions
from idance.domain.errors import UnavailableError
from idance.domain.profile import Caller
from idance.domain.standing import Standing
from idance.domain.submission import Submission
from idance.domain.submission_status import OPEN, SubmissionStatus
from idance.service.leaderboard import LeaderboardService
from idance.service.reception import ReceptionService

Body = TypeVar("Body")


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """What one caller is shown of submissions."""

    boards: LeaderboardService
    receptions: ReceptionService
    caller: Caller

    def seen(self, submission: Submission) -> SubmissionResponse:
        """Return all there is to say of a submission."""
        received = self.receptions.of(self.caller, [submission])[submission.id]
        return SubmissionResponse.of(submission, self._standing(submission), received)

    def _standing(self, submission: Submission) -> Standing | None:
        """Return the place on the board; a score is worth reading without one."""
        if submission.status is not SubmissionStatus.SCORED:
            return None
        try:
            return self.boards.standing(submission)
        except UnavailableError:
            return None


def answered(status: HTTPStatus, submission: Submission, body: Body) -> Response[Body]:
    """Return an answer about a submission, saying when to ask again while it is open."""
    is_open = submission.status in OPEN
    return Response(
        status_code=status,
        content_type=content_types.APPLICATION_JSON,
        body=body,
        headers={"Retry-After": str(-(-POLL_MS // 1000))} if is_open else None,
    )


def _view(
    boards: Leaderboards,
    receptions: Receptions,
    caller: Annotated[Caller, Depends(current_caller)],
) -> SubmissionView:
    return SubmissionView(boards, receptions, caller)


Viewed = Annotated[SubmissionView, Depends(_view)]
