"""Steps that many tests begin with."""

from __future__ import annotations

from idance.domain.score import Score
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend


def todays_challenge(phone: Phone) -> str:
    """Return the id of the challenge of the day."""
    return str(phone.get("/challenges/today").body["id"])


def a_session(phone: Phone, challenge_id: str | None = None) -> str:
    """Return the id of a new session."""
    clip = {"contentType": "video/mp4", "sizeBytes": 1_000_000, "challengeId": challenge_id}
    return str(phone.post("/sessions", clip).body["sessionId"])


def submit(phone: Phone, challenge_id: str, session_id: str, **entry: object) -> Answer:
    """Enter a session's clip in a challenge."""
    return phone.post(f"/challenges/{challenge_id}/submit", {"sessionId": session_id} | entry)


def dance(backend: Backend, phone: Phone, total: float | Score) -> str:
    """Go through today's challenge up to a score; return the submission's id."""
    challenge_id = todays_challenge(phone)
    session_id = a_session(phone, challenge_id)
    submission_id = str(submit(phone, challenge_id, session_id).body["submissionId"])
    backend.score_clip(session_id, challenge_id, total)
    return submission_id
