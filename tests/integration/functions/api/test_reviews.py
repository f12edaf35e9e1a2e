"""Held submissions over HTTP: what their dancer is told, and who decides on them."""

from __future__ import annotations

import pytest

from tests.builders import any_held_score
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend


@pytest.fixture
def held(backend: Backend, dancer: Phone) -> str:
    """Return the id of a submission that waits for a reviewer."""
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    backend.score_clip(session_id, challenge_id, any_held_score(87.25))
    answer = submit(dancer, challenge_id, session_id)
    assert (answer.status, answer.body["status"]) == (201, "HELD")
    return str(answer.body["submissionId"])


def review(phone: Phone, submission_id: str, *, release: object) -> Answer:
    return phone.post(f"/submissions/{submission_id}/review", {"release": release})


def test_a_held_submission_is_told_kindly_and_why(dancer: Phone, held: str) -> None:
    body = dancer.get(f"/submissions/{held}").body

    assert body["status"] == "HELD"
    assert body["score"] == 87.25
    assert body["message"].startswith("Your dance is in!")
    assert body["reasons"] == ["The same 2.0 seconds of film are shown more than once."]
    assert body["rank"] is body["nextPollMs"] is body["rejection"] is None
    assert body["badges"] == []


def test_a_held_submission_is_seen_by_its_dancer_and_admins_only(
    another: Phone, admin: Phone, held: str
) -> None:
    assert another.get(f"/submissions/{held}").error == (404, "SUBMISSION_NOT_FOUND")
    assert admin.get(f"/submissions/{held}").status == 200


def test_a_released_submission_has_everything_a_scored_one_has(
    another: Phone, admin: Phone, held: str
) -> None:
    answer = review(admin, held, release=True)

    assert answer.status == 200
    assert answer.body["status"] == "SCORED"
    assert answer.body["rank"] == 1
    assert answer.body["badges"]
    assert answer.body["reasons"] == []
    assert another.get(f"/submissions/{held}").body == answer.body
    assert review(admin, held, release=True).body == answer.body
    assert review(admin, held, release=False).error == (409, "ALREADY_REVIEWED")


def test_a_refused_submission_is_hidden(dancer: Phone, admin: Phone, held: str) -> None:
    answer = review(admin, held, release=False)

    assert answer.status == 200
    assert answer.body["status"] == "HIDDEN"
    assert dancer.get(f"/submissions/{held}").body["message"] == answer.body["message"]
    assert review(admin, held, release=False).body == answer.body
    assert review(admin, held, release=True).error == (409, "ALREADY_REVIEWED")


def test_only_an_admin_reviews(dancer: Phone, another: Phone, held: str) -> None:
    for phone in (dancer, another):
        assert review(phone, held, release=True).error == (403, "ADMIN_ONLY")
    assert dancer.get(f"/submissions/{held}").body["status"] == "HELD"


def test_what_is_not_held_is_not_reviewed(backend: Backend, dancer: Phone, admin: Phone) -> None:
    scored = dance(backend, dancer, 60.0)

    assert review(admin, scored, release=True).error == (409, "NOT_HELD")
    assert review(admin, "sub_789", release=True).error == (404, "SUBMISSION_NOT_FOUND")


@pytest.mark.parametrize("release", ["yes", 1, None])
def test_a_decision_is_yes_or_no(admin: Phone, held: str, release: object) -> None:
    assert review(admin, held, release=release).error == (422, "VALIDATION_FAILED")
