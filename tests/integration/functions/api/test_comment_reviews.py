"""Reports of comments over HTTP: who says what is wrong with one, and what becomes of it."""

from __future__ import annotations

import pytest

from tests.builders import any_caller
from tests.integration.functions.api.journey import dance
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend


@pytest.fixture
def danced(backend: Backend, dancer: Phone) -> str:
    """Return the id of a dance that everybody may see."""
    return dance(backend, dancer, 60.0)


@pytest.fixture
def said(another: Phone, danced: str) -> str:
    """Return the path of a comment on it."""
    body = another.post(f"/submissions/{danced}/comments", {"content": "Boo!"}).body
    return f"/submissions/{danced}/comments/{body['commentId']}"


def report(phone: Phone, comment: str) -> Answer:
    return phone.post(f"{comment}/report", {"reason": "inappropriate", "detail": "Unkind."})


def review(admin: Phone, comment: str, decision: str) -> Answer:
    body = {"decision": decision, "reason": "We read it."}
    return admin.post(f"{comment}/review", body)


def shown(phone: Phone, submission_id: str) -> tuple[list[str], int]:
    """Return the comments that are read, and how many are told of."""
    listed = phone.get(f"/submissions/{submission_id}/comments").body["comments"]
    total = phone.get(f"/submissions/{submission_id}").body["totalComments"]
    return [one["content"] for one in listed], total


def queue(admin: Phone) -> list[tuple[str, str | None, int]]:
    cases = admin.get("/admin/reviews").body["cases"]
    return [(one["commentId"], one["content"], len(one["reports"])) for one in cases]


def reported_by(comment: str, count: int) -> list[Phone]:
    phones = [Phone(any_caller()) for _ in range(count)]
    assert [report(phone, comment).status for phone in phones] == [201] * count
    return phones


def told(phone: Phone) -> list[tuple[str, str]]:
    notifications = phone.get("/notifications").body["notifications"]
    return [(one["kind"], one["message"]) for one in notifications]


def test_a_reported_comment_waits_for_a_person_and_stays_until_enough_report_it(
    dancer: Phone, admin: Phone, danced: str, said: str
) -> None:
    (first,) = reported_by(said, 1)
    assert [report(first, said).status for _ in range(4)] == [201] * 4
    reported_by(said, 1)

    comment_id = said.rpartition("/")[2]
    assert queue(admin) == [(comment_id, "Boo!", 2)]
    assert shown(dancer, danced) == (["Boo!"], 1)
    reported_by(said, 1)
    assert shown(dancer, danced) == ([], 0)
    assert queue(admin) == [(comment_id, "Boo!", 3)]
    reported_by(said, 1)
    assert shown(dancer, danced) == ([], 0)


def test_a_comment_that_is_let_stand_is_back_and_needs_as_many_new_reports(
    dancer: Phone, another: Phone, admin: Phone, danced: str, said: str
) -> None:
    phones = reported_by(said, 3)
    for _ in range(2):
        assert review(admin, said, "release").body["decision"] == "release"
    assert shown(dancer, danced) == (["Boo!"], 1)
    assert queue(admin) == []
    assert told(another) == [
        ("review", "We have looked at your comment, and it stays. We read it.")
    ]
    for phone in phones:
        ((kind, message),) = told(phone)
        assert (kind, message.partition(".")[0]) == ("report", "Thank you for your report")
    report(phones[0], said)
    assert queue(admin) == []


def test_new_reports_after_a_decision_hide_it_again(
    backend: Backend, dancer: Phone, admin: Phone, danced: str, said: str
) -> None:
    reported_by(said, 3)
    review(admin, said, "release")
    backend.later(minutes=1)
    reported_by(said, 2)
    assert shown(dancer, danced) == (["Boo!"], 1)
    reported_by(said, 1)
    assert shown(dancer, danced) == ([], 0)


def test_a_comment_is_taken_out_of_sight_and_the_latest_decision_counts(
    dancer: Phone, another: Phone, admin: Phone, danced: str, said: str
) -> None:
    reported_by(said, 1)
    for _ in range(2):
        assert review(admin, said, "hide").status == 200
    assert shown(dancer, danced) == ([], 0)
    assert queue(admin) == []
    ((_, message),) = told(another)
    assert message.endswith("is not shown any more. We read it.")
    review(admin, said, "release")
    assert shown(dancer, danced) == (["Boo!"], 1)


def test_a_decision_on_a_comment_is_written_down(backend: Backend, admin: Phone, said: str) -> None:
    review(admin, said, "hide")
    day = f"{backend.now:%Y-%m-%d}"
    entries = admin.get("/admin/audit", day=day).body["entries"]
    (entry,) = [one for one in entries if one["action"].endswith("/review")]
    assert entry["after"]["verdict"]["decision"] == "hide"


def test_what_was_reported_of_a_comment_is_forgotten_when_it_is_removed(
    dancer: Phone, another: Phone, admin: Phone, danced: str, said: str
) -> None:
    reported_by(said, 3)
    assert another.send("DELETE", said).status == 204
    assert shown(dancer, danced) == ([], 0)
    assert queue(admin) == []
    assert review(admin, said, "hide").error == (404, "COMMENT_NOT_FOUND")
    assert told(another) == []
    elsewhere = said.replace(danced, "sub_789")
    assert review(admin, elsewhere, "hide").error == (404, "COMMENT_NOT_FOUND")


def test_nobody_reports_their_own_comment_or_what_they_do_not_see(
    another: Phone, dancer: Phone, admin: Phone, danced: str, said: str
) -> None:
    assert report(another, said).error == (409, "OWN_COMMENT")
    missing = f"/submissions/{danced}/comments/cmt_none"
    assert report(dancer, missing).error == (404, "COMMENT_NOT_FOUND")
    assert review(admin, missing, "hide").error == (404, "COMMENT_NOT_FOUND")
    admin.post(f"/submissions/{danced}/hold")
    assert report(dancer, said).error == (404, "SUBMISSION_NOT_FOUND")


def test_only_an_admin_decides_and_only_on_what_can_be_decided(
    dancer: Phone, admin: Phone, said: str
) -> None:
    assert review(dancer, said, "hide").error == (403, "ADMIN_ONLY")
    assert review(admin, said, "rescore").error == (422, "VALIDATION_FAILED")


def test_who_reports_a_lot_is_asked_to_wait(
    backend: Backend, dancer: Phone, danced: str, said: str
) -> None:
    del danced
    assert [report(dancer, said).status for _ in range(20)] == [201] * 20
    refused = report(dancer, said)
    assert refused.error == (429, "TOO_MANY_REQUESTS")
    assert int(refused.headers["Retry-After"]) > 0
    with backend.without_redis():
        assert report(dancer, said).status == 201
