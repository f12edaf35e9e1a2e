"""Attempts over HTTP: again, taken back, tried anew."""

from __future__ import annotations

import pytest

from idance.domain.rejections import RejectionCode
from tests.builders import any_held_score
from tests.integration.functions.api.admin import made
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def test_a_dancer_reads_every_attempt_and_nobody_else_does(
    backend: Backend, dancer: Phone, another: Phone, admin: Phone
) -> None:
    submission = dance(backend, dancer, 60.0)

    answer = dancer.get(f"/submissions/{submission}/attempts")
    assert [one["score"] for one in answer.body["attempts"]] == [60.0]
    assert answer.body["attempts"][0]["attempt"] == 1
    assert [one["status"] for one in answer.body["attempts"][0]["history"]][-1] == "SCORED"
    assert admin.get(f"/submissions/{submission}/attempts").body == answer.body
    assert another.get(f"/submissions/{submission}/attempts").status == 404


def test_a_submission_is_taken_back(dancer: Phone, another: Phone) -> None:
    challenge = todays_challenge(dancer)
    submission = submit(dancer, challenge, a_session(dancer)).body["submissionId"]

    assert another.post(f"/submissions/{submission}/cancel").status == 404
    answer = dancer.post(f"/submissions/{submission}/cancel")
    assert (answer.status, answer.body["status"]) == (200, "CANCELLED")
    assert answer.body["message"].startswith("You have taken this one back.")
    assert submit(dancer, challenge, a_session(dancer)).status == 202


def test_a_result_is_not_taken_back(backend: Backend, dancer: Phone) -> None:
    submission = dance(backend, dancer, 60.0)

    assert dancer.post(f"/submissions/{submission}/cancel").error == (409, "NOT_CANCELLABLE")
    assert dancer.post(f"/submissions/{submission}/retry").error == (409, "NOT_RETRIABLE")


@pytest.mark.parametrize("by_admin", [False, True])
def test_a_clip_that_failed_by_our_fault_is_tried_again(
    backend: Backend, dancer: Phone, admin: Phone, *, by_admin: bool
) -> None:
    challenge = todays_challenge(dancer)
    session = a_session(dancer, challenge)
    submission = submit(dancer, challenge, session).body["submissionId"]
    backend.house.scoring.begin(session, now=backend.now)
    backend.house.scoring.reject(session, RejectionCode.SCORING_FAILED, now=backend.now)

    answer = (admin if by_admin else dancer).post(f"/submissions/{submission}/retry")
    assert (answer.status, answer.body["status"]) == (202, "PENDING")
    backend.score_clip(session, challenge, 71.0)
    assert dancer.get(f"/submissions/{submission}").body["score"] == 71.0


def test_who_has_danced_as_often_as_a_challenge_lets_is_told_so(
    backend: Backend, dancer: Phone, admin: Phone
) -> None:
    challenge = made(admin, days_ahead=0, maxAttempts=2, slot="twice")["id"]
    for total in (60.0, 70.0):
        session = a_session(dancer, challenge)
        assert submit(dancer, challenge, session).status == 202
        backend.score_clip(session, challenge, total)

    third = submit(dancer, challenge, a_session(dancer, challenge))
    assert third.error == (409, "NO_ATTEMPTS_LEFT")
    assert "all 2 attempts" in third.body["detail"]


def test_an_attempt_that_a_reviewer_refused_says_so(
    backend: Backend, dancer: Phone, admin: Phone
) -> None:
    challenge = made(admin, days_ahead=0, maxAttempts=3, slot="twice")["id"]
    for score in (60.0, any_held_score(90)):
        session = a_session(dancer, challenge)
        submission = submit(dancer, challenge, session).body["submissionId"]
        backend.score_clip(session, challenge, score)
        backend.later(minutes=1)
    path = f"/submissions/{submission}"

    def seen() -> list[tuple[str, float]]:
        attempts = dancer.get(f"{path}/attempts").body["attempts"]
        return [(one["status"], one["score"]) for one in attempts]

    assert seen() == [("HELD", 90), ("SCORED", 60)]
    assert admin.post(f"{path}/review", {"decision": "hide"}).body["score"] == 60
    assert seen() == [("HIDDEN", 90), ("SCORED", 60)]
    admin.post(f"{path}/hold")
    assert seen() == [("HIDDEN", 90), ("HELD", 60)]
    admin.post(f"{path}/review", {"decision": "release"})
    assert seen() == [("HIDDEN", 90), ("SCORED", 60)]
