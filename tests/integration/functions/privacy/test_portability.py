"""Right of access: one file with everything, and with nobody else's."""

from __future__ import annotations

import json
from typing import Any

from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.privacy.life import NAME, Life
from tests.integration.house import MEDIA_BUCKET, client


def told(phone: Phone) -> dict[str, Any]:
    """Return the latest file, which the address leads to."""
    answer = phone.get("/users/me/data")
    assert answer.status == 200
    assert phone.caller
    path = answer.body["url"].partition("?")[0]
    key = f"exports/{phone.caller.user_id}/{path.rpartition('/')[2]}"
    assert path.endswith(key)
    body = client("s3").get_object(Bucket=MEDIA_BUCKET, Key=key)["Body"].read()
    document: dict[str, Any] = json.loads(body)
    return document


def test_a_dancer_is_told_everything_that_is_held(dancer: Phone, life: Life) -> None:
    document = told(dancer)

    assert document["userId"] == life.user_id
    assert [one["displayName"] for one in document["profile"]] == [NAME]
    assert [one["id"] for one in document["submissions"]] == [life.dance.id]
    assert [one["id"] for one in document["attempts"]] == [life.dance.id]
    assert document["submissions"][0]["score"]["total"] == 60
    assert {one["submissionId"] for one in document["likes"]} == {life.others_dance}
    assert [one["content"] for one in document["comments"]] == ["Wow!"]
    assert len(document["following"]) == document["followers"] == 1
    assert [one["platform"] for one in document["devices"]] == ["ios"]
    assert [one["detail"] for one in document["reports"]] == ["I know what I saw."] * 2
    assert document["leagues"]
    assert document["notifications"]
    assert document["consents"][0]["history"][0]["purpose"] == "research"
    assert document["auditEntries"] == 4
    downloads = [one["downloads"] for one in document["sessions"]]
    assert any(key.startswith("videos/") for one in downloads for key in one)


def test_nobody_elses_words_or_names_are_in_it(dancer: Phone, another: Phone, life: Life) -> None:
    document = told(dancer)
    assert another.caller
    cases = document["reviews"]
    reports = [report for case in cases for report in case["reports"]]
    assert [sorted(report) for report in reports] == [["at", "detail", "reason"]] * 2
    assert [sorted(case["verdict"]) for case in cases if "verdict" in case] == [
        ["at", "decision", "reason"]
    ]
    told_of_others = document | {"following": [], "notifications": []}
    assert another.caller.user_id not in json.dumps(told_of_others)
    assert life.user_id in json.dumps(told_of_others)


def test_who_has_left_nothing_is_told_so(backend: Backend, another: Phone) -> None:
    del backend
    document = told(another)
    assert document["sessions"] == document["leagues"] == document["reviews"] == []
    assert "profile" not in document


def test_of_whom_is_erased_no_file_is_left_behind(dancer: Phone, life: Life) -> None:
    del life
    assert dancer.send("DELETE", "/users/me").status == 202
    assert dancer.get("/users/me/data").error == (403, "ERASED")
