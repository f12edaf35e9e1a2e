"""A dancer's phone: what the app does over HTTP, and nothing it could not do."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import httpx
from pydantic import TypeAdapter, ValidationError

from functions.api.responses.challenges import ChallengeResponse, UpcomingChallengeResponse
from functions.api.responses.leaderboards import (
    ChallengeLeaderboardResponse,
    GlobalLeaderboardResponse,
)
from functions.api.responses.problems import Problem
from functions.api.responses.references import (
    CreateReferenceResponse,
    ReferenceResponse,
)
from functions.api.responses.sessions import CreateSessionResponse, SessionResponse, Upload
from functions.api.responses.submissions import AcceptedResponse, SubmissionResponse
from functions.api.responses.users import BadgesResponse
from idance.domain.analysis import Analysis
from idance.domain.challenge import ChallengeDraft
from idance.domain.period import Period

_TIMEOUT: Final = httpx.Timeout(60.0)
_UPCOMING: Final = TypeAdapter(tuple[UpcomingChallengeResponse, ...])


class ApiError(Exception):
    """The API answered with a problem document.

    Attributes
    ----------
    status : int
        HTTP status.
    code : str
        The API's stable code.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.detail}")
        self.status = problem.status
        self.code = problem.code
        self.message = problem.detail


class UploadRefusedError(Exception):
    """S3 did not take the clip; the text is S3's own code."""


class TooSlowError(Exception):
    """The submission was still open when patience ran out."""


class Phone:
    """One signed-in dancer.

    Parameters
    ----------
    api_url : str
        The API with its version.
    token : str
        The dancer's ID token.
    """

    def __init__(self, api_url: str, token: str) -> None:
        self.http = httpx.Client(
            base_url=api_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_TIMEOUT,
        )

    def __enter__(self) -> Self:
        """Open the app."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the app."""
        self.http.close()

    def today(self) -> ChallengeResponse:
        """Return today's challenge."""
        return ChallengeResponse.model_validate(self._get("/challenges/today"))

    def upcoming(self) -> tuple[UpcomingChallengeResponse, ...]:
        """Return the next days' challenges."""
        return _UPCOMING.validate_python(self._get("/challenges/upcoming"))

    def create_challenge(self, draft: ChallengeDraft) -> ChallengeResponse:
        """Make a challenge, as an admin."""
        body = draft.model_dump(mode="json", exclude_none=True)
        return ChallengeResponse.model_validate(self._post("/challenges", body))

    def create_reference(self, video: Path) -> CreateReferenceResponse:
        """Announce a demo video, as an admin."""
        body = {"contentType": content_type(video), "sizeBytes": video.stat().st_size}
        return CreateReferenceResponse.model_validate(self._post("/references", body))

    def reference(self, reference_id: str) -> ReferenceResponse:
        """Return how far a demo video has come."""
        return ReferenceResponse.model_validate(self._get(f"/references/{reference_id}"))

    def analysis(self, submission_id: str) -> Analysis:
        """Return everything behind a score."""
        return Analysis.model_validate(self._get(f"/submissions/{submission_id}/analysis"))

    def create_session(
        self, clip: Path, *, challenge_id: str | None, multipart: bool = False
    ) -> CreateSessionResponse:
        """Announce a clip and learn how to upload it."""
        body = {
            "contentType": content_type(clip),
            "sizeBytes": clip.stat().st_size,
            "challengeId": challenge_id,
            "multipart": multipart,
        }
        return CreateSessionResponse.model_validate(self._post("/sessions", body))

    def complete_upload(self, session_id: str) -> SessionResponse:
        """Tell that every part of a clip is there."""
        return SessionResponse.model_validate(
            self._post(f"/sessions/{session_id}/upload/complete", {})
        )

    def submit(
        self, challenge_id: str, session_id: str, *, caption: str | None = None
    ) -> SubmissionResponse | AcceptedResponse:
        """Enter a session's clip in a challenge."""
        path = f"/challenges/{challenge_id}/submit"
        body = self._post(path, {"sessionId": session_id, "caption": caption})
        kind = SubmissionResponse if "score" in body else AcceptedResponse
        return kind.model_validate(body)

    def submission(self, submission_id: str) -> SubmissionResponse:
        """Return a submission as it stands."""
        return SubmissionResponse.model_validate(self._get(f"/submissions/{submission_id}"))

    def follow(
        self,
        submission_id: str,
        *,
        patience_s: float = 240.0,
        on_look: Callable[[SubmissionResponse], None] = lambda _: None,
    ) -> SubmissionResponse:
        """Look again, as often as the API asks for, until the submission is scored or failed.

        Raises
        ------
        TooSlowError
            If it is still open when patience runs out.
        """
        deadline = time.monotonic() + patience_s
        while True:
            seen = self.submission(submission_id)
            on_look(seen)
            if seen.next_poll_ms is None:
                return seen
            if time.monotonic() > deadline:
                raise TooSlowError(f"{submission_id} is still {seen.status}")
            time.sleep(seen.next_poll_ms / 1000)

    def challenge_board(
        self, challenge_id: str, *, limit: int = 10
    ) -> ChallengeLeaderboardResponse:
        """Return the top of a challenge's board and the own place."""
        found = self._get(f"/leaderboards/challenge/{challenge_id}", limit=limit)
        return ChallengeLeaderboardResponse.model_validate(found)

    def global_board(self, period: Period, *, limit: int = 10) -> GlobalLeaderboardResponse:
        """Return the top of a period's board and the own place."""
        found = self._get("/leaderboards/global", period=period.value, limit=limit)
        return GlobalLeaderboardResponse.model_validate(found)

    def badges(self, user_id: str) -> BadgesResponse:
        """Return a dancer's badges."""
        return BadgesResponse.model_validate(self._get(f"/users/{user_id}/badges"))

    def _get(self, path: str, **query: str | int) -> Any:  # noqa: ANN401 (JSON)
        return _answer(self.http.get(path, params=query))

    def _post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON)
        return _answer(self.http.post(path, json=body))


def content_type(clip: Path) -> str:
    """Return what a phone would say a file is, by its name."""
    return mimetypes.guess_type(clip)[0] or "application/octet-stream"


def upload(granted: Upload, clip: bytes) -> None:
    """Send a clip to S3 as it was granted, by form or in parts; no token goes along.

    Raises
    ------
    UploadRefusedError
        If S3 does not take it.
    """
    if granted.url:
        form, file = granted.fields, {"file": clip}
        _taken(httpx.post(granted.url, data=form, files=file, timeout=_TIMEOUT))
    for part in granted.parts:
        begin = (part.number - 1) * granted.part_bytes
        body = clip[begin : begin + granted.part_bytes]
        _taken(httpx.put(part.url, content=body, timeout=_TIMEOUT))


def _taken(answer: httpx.Response) -> None:
    if answer.is_error:
        raise UploadRefusedError(f"{answer.status_code}: {answer.text}")


def _answer(response: httpx.Response) -> Any:  # noqa: ANN401 (JSON)
    """Return the JSON of a good answer.

    Raises
    ------
    ApiError
        For a problem document.
    httpx.HTTPStatusError
        For any other failure.
    """
    if response.is_error:
        with suppress(ValidationError):
            raise ApiError(Problem.model_validate_json(response.content))
    response.raise_for_status()
    return response.json()
