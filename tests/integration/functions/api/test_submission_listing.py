"""Submissions by the page, over HTTP."""

from __future__ import annotations

from tests.builders import any_caller, any_held_score
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def test_a_challenges_submissions_come_by_the_page_the_best_first(
    backend: Backend, dancer: Phone
) -> None:
    ids = {total: dance(backend, Phone(any_caller()), total) for total in (40.0, 90.0, 70.0)}
    dance(backend, Phone(any_caller()), any_held_score(99))
    path = f"/challenges/{todays_challenge(dancer)}/submissions"

    first = dancer.get(path, limit=2).body
    assert [one["submissionId"] for one in first["submissions"]] == [ids[90.0], ids[70.0]]
    assert [one["rank"] for one in first["submissions"]] == [1, 2]
    assert first["pagination"] == {"page": 1, "totalPages": 2, "totalCount": 3}
    for rest in (
        dancer.get(path, limit=2, page=2).body,
        dancer.get(path, limit=2, cursor=first["nextCursor"]).body,
    ):
        assert [one["submissionId"] for one in rest["submissions"]] == [ids[40.0]]


def test_a_challenge_nobody_knows_has_no_list(dancer: Phone) -> None:
    answer = dancer.get("/challenges/ch_nowhere/submissions")
    assert answer.error == (404, "CHALLENGE_NOT_FOUND")


def test_a_dancer_reads_their_own_submissions_by_status_and_page(
    backend: Backend, dancer: Phone, another: Phone
) -> None:
    submission = dance(backend, dancer, 60.0)

    mine = dancer.get("/submissions").body
    assert [one["submissionId"] for one in mine["submissions"]] == [submission]
    assert mine["nextCursor"] is None
    assert dancer.get("/submissions", status="HELD").body["submissions"] == []
    assert dancer.get("/submissions", status="lost").error == (422, "VALIDATION_FAILED")
    assert another.get("/submissions").body["submissions"] == []


def test_a_dancer_reads_their_progress(backend: Backend, dancer: Phone) -> None:
    dance(backend, dancer, 60.0)

    progress = dancer.get("/submissions/progress").body
    assert (progress["scored"], progress["total"]["best"]) == (1, 60.0)
    assert set(progress["metrics"]) == {"balance", "rhythm", "smoothness", "creativity"}
