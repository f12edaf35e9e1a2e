"""Submissions over HTTP."""

from __future__ import annotations

import pytest

from idance.domain.rejections import RejectionCode, message_for
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def test_submit_before_the_score_is_accepted_and_can_be_followed(dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    entry = {"caption": "My best attempt!", "tags": ["freestyle", "morning"]}
    answer = submit(dancer, challenge_id, a_session(dancer), **entry)

    assert answer.status == 202
    assert answer.headers["Retry-After"] == "1"
    assert answer.body["status"] == "PENDING"
    assert answer.body["nextPollMs"] == 1000
    assert answer.body["message"]
    assert set(answer.body) == {"submissionId", "status", "statusUrl", "nextPollMs", "message"}

    followed = dancer.get(answer.body["statusUrl"].removeprefix("/v1"))
    assert followed.status == 200
    assert followed.headers["Retry-After"] == "1"
    assert followed.body["submissionId"] == answer.body["submissionId"]
    assert followed.body["status"] == "PENDING"
    assert followed.body["score"] is None
    assert followed.body["scoreBreakdown"] is None
    assert followed.body["caption"] == "My best attempt!"
    assert followed.body["tags"] == ["freestyle", "morning"]


def test_submit_after_the_score_answers_with_it(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    backend.score_clip(session_id, challenge_id, 98.5)
    answer = submit(dancer, challenge_id, session_id)

    assert answer.status == 201
    assert "Retry-After" not in answer.headers
    assert answer.body["status"] == "SCORED"
    assert answer.body["score"] == answer.body["totalScore"] == 98.5
    assert answer.body["badge"] == answer.body["badges"][0]
    assert "Perfect Score" in answer.body["badges"]
    assert answer.body["rank"] == 1
    assert answer.body["message"] == "Amazing! You're in first place!"


def test_a_scored_submission_says_everything_about_its_score(
    backend: Backend, dancer: Phone
) -> None:
    submission_id = dance(backend, dancer, 87.25)
    answer = dancer.get(f"/submissions/{submission_id}")

    assert answer.status == 200
    assert "Retry-After" not in answer.headers
    body = answer.body
    assert body["status"] == "SCORED"
    assert body["score"] == 87.25
    assert set(body["scoreBreakdown"]) == {"balance", "rhythm", "smoothness", "creativity"}
    assert {metric["name"] for metric in body["metrics"]} == set(body["scoreBreakdown"])
    assert all(metric["unit"] and 0 <= metric["confidence"] <= 1 for metric in body["metrics"])
    assert body["feedback"]
    assert body["userProfile"]["displayName"] == "Mia"
    assert body["processedAt"] >= body["submittedAt"]
    assert body["nextPollMs"] is body["rejection"] is None


def test_a_rejected_clip_is_told_why_and_can_be_danced_again(
    backend: Backend, dancer: Phone
) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    submission_id = submit(dancer, challenge_id, session_id).body["submissionId"]
    backend.house.scoring.begin(session_id, now=backend.now)
    backend.house.scoring.reject(session_id, RejectionCode.NO_PERSON, now=backend.now)

    answer = dancer.get(f"/submissions/{submission_id}").body
    message = message_for(RejectionCode.NO_PERSON)
    assert answer["status"] == "FAILED"
    assert answer["rejection"] == {"code": "NO_PERSON", "message": message}
    assert answer["message"] == message
    assert answer["nextPollMs"] is answer["score"] is answer["rank"] is None

    assert submit(dancer, challenge_id, session_id).error == (409, "SESSION_SPENT")
    again = submit(dancer, challenge_id, a_session(dancer))
    assert again.status == 202
    assert again.body["submissionId"] == submission_id


def test_a_clip_that_cannot_be_scored_is_told_what_was_found_in_it(
    backend: Backend, dancer: Phone
) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer)
    submission_id = submit(dancer, challenge_id, session_id).body["submissionId"]
    reason = "your legs can hardly be seen"
    backend.house.scoring.reject(session_id, RejectionCode.CANNOT_SCORE, reason, now=backend.now)

    message = message_for(RejectionCode.CANNOT_SCORE, reason)
    assert reason in message
    followed = dancer.get(f"/submissions/{submission_id}").body
    assert followed["message"] == followed["rejection"]["message"] == message
    seen = dancer.get(f"/sessions/{session_id}").body
    assert seen["rejection"] == {"code": "CANNOT_SCORE", "message": message}
    spent = submit(dancer, challenge_id, session_id)
    assert reason in spent.body["detail"]


def test_a_clip_that_never_comes_fails_when_its_time_is_up(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    answer = submit(dancer, challenge_id, a_session(dancer))
    backend.later(minutes=16)

    followed = dancer.get(f"/submissions/{answer.body['submissionId']}").body
    assert followed["status"] == "FAILED"
    assert followed["rejection"]["code"] == "UPLOAD_MISSING"
    assert submit(dancer, challenge_id, a_session(dancer)).status == 202


def test_a_challenge_takes_one_submission_of_a_dancer(dancer: Phone, another: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer)
    assert submit(dancer, challenge_id, session_id).status == 202

    assert submit(dancer, challenge_id, session_id).error == (409, "ALREADY_SUBMITTED")
    assert submit(dancer, challenge_id, a_session(dancer)).error == (409, "ALREADY_SUBMITTED")
    assert submit(another, challenge_id, a_session(another)).status == 202


def test_a_challenge_that_is_over_takes_no_submission(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer)
    backend.later(days=1)
    assert submit(dancer, challenge_id, session_id).error == (409, "CHALLENGE_ENDED")


def test_a_challenge_of_tomorrow_takes_no_submission_yet(dancer: Phone) -> None:
    tomorrow = dancer.get("/challenges/upcoming").body[0]["id"]
    answer = submit(dancer, tomorrow, a_session(dancer))
    assert answer.error == (409, "CHALLENGE_NOT_STARTED")


def test_somebody_elses_session_cannot_be_submitted(dancer: Phone, another: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    answer = submit(another, challenge_id, a_session(dancer))
    assert answer.error == (403, "SESSION_NOT_YOURS")


def test_unknown_ids_are_not_found(dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    unknown = submit(dancer, challenge_id, "sess_456")
    assert unknown.error == (404, "SESSION_NOT_FOUND")
    nowhere = submit(dancer, "ch_unheardof", a_session(dancer))
    assert nowhere.error == (404, "CHALLENGE_NOT_FOUND")
    for submission_id in ("sub_789", "nonsense", f"sub_{'0' * 26}_daily20261121"):
        answer = dancer.get(f"/submissions/{submission_id}")
        assert answer.error == (404, "SUBMISSION_NOT_FOUND")


def test_others_see_a_submission_once_it_is_scored(
    backend: Backend,
    dancer: Phone,
    another: Phone,
) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    path = f"/submissions/{submit(dancer, challenge_id, session_id).body['submissionId']}"
    assert another.get(path).error == (404, "SUBMISSION_NOT_FOUND")

    backend.score_clip(session_id, challenge_id, 60.0)
    assert another.get(path).body["score"] == 60.0


def test_a_score_is_told_without_a_rank_while_redis_is_away(
    backend: Backend, dancer: Phone
) -> None:
    submission_id = dance(backend, dancer, 75.0)
    with backend.without_redis():
        answer = dancer.get(f"/submissions/{submission_id}")
    assert answer.status == 200
    assert answer.body["score"] == 75.0
    assert answer.body["rank"] is None
    assert answer.body["message"]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"sessionId": ""}, "sessionId"),
        ({"sessionId": 7}, "sessionId"),
        ({"caption": "x" * 501}, "caption"),
        ({"tags": ["ok", ""]}, "tags.1"),
        ({"tags": "freestyle"}, "tags"),
    ],
)
def test_an_entry_that_makes_no_sense_is_told_why(
    dancer: Phone,
    entry: dict[str, object],
    field: str,
) -> None:
    challenge_id = todays_challenge(dancer)
    answer = submit(dancer, challenge_id, a_session(dancer), **entry)
    assert answer.error == (422, "VALIDATION_FAILED")
    assert answer.body["field"] == field
