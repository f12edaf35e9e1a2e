"""Requests the API refuses: each with its own status and code."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from functions.api.responses.challenges import ChallengeResponse
from local.phone import ApiError, Phone
from tests.e2e.conftest import SignIn, lasting

MANY = 50
AT_ONCE = 8
"""Each request in flight is a process of its own on the emulator."""
NO_SESSION = f"sess_{'0' * 32}"
NO_SUBMISSION = f"sub_{'0' * 26}_nosuchchallenge"


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and code of a problem document."""
    assert answer.headers["content-type"].startswith("application/problem+json")
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["detail"]
    return answer.status_code, body["code"]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer not.a.token"}, {"Authorization": "Basic YTpi"}],
    ids=["no token", "not a token", "another scheme"],
)
def test_without_a_valid_token_there_is_nothing_to_see(
    headers: dict[str, str], dancer: Phone
) -> None:
    del dancer.http.headers["Authorization"]
    answer = dancer.http.get("/leaderboards/global", headers=headers)
    assert problem(answer) == (401, "UNAUTHORIZED")


def test_a_token_that_was_tampered_with_is_no_token(dancer: Phone) -> None:
    token = dancer.http.headers["Authorization"]
    dancer.http.headers["Authorization"] = token[:-6] + ("A" * 6)
    assert problem(dancer.http.get("/leaderboards/global")) == (401, "UNAUTHORIZED")


def test_only_an_admin_makes_challenges(dancer: Phone) -> None:
    draft = lasting(timedelta(days=20), timedelta(days=21))
    with pytest.raises(ApiError) as refused:
        dancer.create_challenge(draft)
    assert (refused.value.status, refused.value.code) == (403, "ADMIN_ONLY")


@pytest.mark.parametrize(
    ("content_type", "size_bytes", "code"),
    [
        ("video/mp4", 0, "EMPTY_FILE"),
        ("video/mp4", 100 * 1024 * 1024 + 1, "VIDEO_TOO_LARGE"),
        ("image/gif", 1000, "UNSUPPORTED_CONTENT_TYPE"),
    ],
)
def test_a_clip_that_cannot_be_taken_is_refused_before_it_is_uploaded(
    content_type: str, size_bytes: int, code: str, dancer: Phone
) -> None:
    body = {"contentType": content_type, "sizeBytes": size_bytes}
    assert problem(dancer.http.post("/sessions", json=body)) == (422, code)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/challenges/ch_nosuchchallenge", "CHALLENGE_NOT_FOUND"),
        (f"/sessions/{NO_SESSION}", "SESSION_NOT_FOUND"),
        (f"/submissions/{NO_SUBMISSION}", "SUBMISSION_NOT_FOUND"),
        ("/submissions/nonsense", "SUBMISSION_NOT_FOUND"),
        ("/leaderboards/challenge/ch_nosuchchallenge", "CHALLENGE_NOT_FOUND"),
        ("/nowhere", "ROUTE_NOT_FOUND"),
    ],
)
def test_an_unknown_id_is_not_found(path: str, code: str, dancer: Phone) -> None:
    assert problem(dancer.http.get(path)) == (404, code)


def test_submitting_to_an_unknown_challenge_or_with_an_unknown_session_is_not_found(
    dancer: Phone, challenge: ChallengeResponse
) -> None:
    body = {"sessionId": NO_SESSION}
    unknown_challenge = dancer.http.post("/challenges/ch_nosuchchallenge/submit", json=body)
    assert problem(unknown_challenge) == (404, "CHALLENGE_NOT_FOUND")
    unknown_session = dancer.http.post(f"/challenges/{challenge.id}/submit", json=body)
    assert problem(unknown_session) == (404, "SESSION_NOT_FOUND")


@pytest.mark.parametrize("body", ["{", "[" * 5000, '{"sizeBytes": NaN'])
def test_malformed_json_is_said_to_be_malformed(body: str, dancer: Phone) -> None:
    answer = dancer.http.post(
        "/sessions", content=body, headers={"Content-Type": "application/json"}
    )
    assert problem(answer) == (400, "MALFORMED_JSON")


def test_a_body_without_what_is_needed_names_the_field(dancer: Phone) -> None:
    answer = dancer.http.post("/sessions", json={"contentType": "video/mp4"})
    assert problem(answer) == (422, "VALIDATION_FAILED")
    assert answer.json()["field"] == "sizeBytes"


def test_somebody_elses_session_is_neither_shown_nor_submitted(
    sign_in: SignIn, dancer: Phone, challenge: ChallengeResponse, good_clip: Path
) -> None:
    session_id = dancer.create_session(good_clip, challenge_id=challenge.id).session_id
    thief = sign_in("Thief")
    assert problem(thief.http.get(f"/sessions/{session_id}")) == (403, "SESSION_NOT_YOURS")
    with pytest.raises(ApiError) as refused:
        thief.submit(challenge.id, session_id)
    assert (refused.value.status, refused.value.code) == (403, "SESSION_NOT_YOURS")


def test_an_open_submission_is_nobody_elses_business(
    sign_in: SignIn, dancer: Phone, challenge: ChallengeResponse, good_clip: Path
) -> None:
    session_id = dancer.create_session(good_clip, challenge_id=challenge.id).session_id
    submission_id = dancer.submit(challenge.id, session_id).submission_id
    answer = sign_in("Curious").http.get(f"/submissions/{submission_id}")
    assert problem(answer) == (404, "SUBMISSION_NOT_FOUND")


def test_a_challenge_that_has_ended_takes_no_more_submissions(
    admin: Phone, dancer: Phone, good_clip: Path
) -> None:
    ends_in_s = 3
    ending = admin.create_challenge(lasting(timedelta(days=-8), timedelta(seconds=ends_in_s)))
    session_id = dancer.create_session(good_clip, challenge_id=ending.id).session_id
    time.sleep(ends_in_s)
    with pytest.raises(ApiError) as refused:
        dancer.submit(ending.id, session_id)
    assert (refused.value.status, refused.value.code) == (409, "CHALLENGE_ENDED")


def test_a_challenge_of_tomorrow_takes_no_submissions_yet(dancer: Phone, good_clip: Path) -> None:
    tomorrow = dancer.upcoming()[0]
    session_id = dancer.create_session(good_clip, challenge_id=tomorrow.id).session_id
    with pytest.raises(ApiError) as refused:
        dancer.submit(tomorrow.id, session_id)
    assert (refused.value.status, refused.value.code) == (409, "CHALLENGE_NOT_STARTED")


def test_of_many_submissions_at_once_exactly_one_wins(
    dancer: Phone, challenge: ChallengeResponse, good_clip: Path
) -> None:
    session_id = dancer.create_session(good_clip, challenge_id=challenge.id).session_id

    def submit(_number: int) -> int | str:
        answer = dancer.http.post(
            f"/challenges/{challenge.id}/submit", json={"sessionId": session_id}
        )
        return answer.status_code if answer.is_success else problem(answer)[1]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(submit, range(MANY)))
    assert answers == {202: 1, "ALREADY_SUBMITTED": MANY - 1}
