"""Many challenges at once, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import TODAY
from tests.integration.functions.api.admin import a_draft, made
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import CHALLENGES_TABLE, items_of


def outcomes(report: dict[str, Any]) -> list[str]:
    return [row["outcome"] for row in report["rows"]]


def imported(admin: Phone, *rows: dict[str, Any], **how: object) -> dict[str, Any]:
    answer = admin.post("/challenges/import", {"challenges": rows} | how)
    assert answer.status == 200, answer
    body: dict[str, Any] = answer.body
    return body


def test_rows_become_challenges(admin: Phone) -> None:
    report = imported(
        admin, a_draft(days_ahead=1), a_draft(days_ahead=2, status="draft", type="spin")
    )

    assert (report["applied"], report["created"]) == (True, 2)
    assert outcomes(report) == ["created", "created"]
    first, second = (
        admin.get(f"/challenges/{row['challengeId']}/preview").body["challenge"]
        for row in report["rows"]
    )
    assert (first["status"], second["status"], second["type"]) == ("published", "draft", "spin")


BAD: list[tuple[str, dict[str, Any]]] = [
    ("VALIDATION_FAILED", a_draft(days_ahead=5, points=0)),
    ("UNKNOWN_CHALLENGE_TYPE", a_draft(days_ahead=5, type="popping")),
    ("MEDIA_NOT_FOUND", a_draft(days_ahead=5, demoVideoFileKey="challenges/none.mp4")),
    ("CHALLENGE_IN_PAST", a_draft(days_ahead=-5)),
    ("CHALLENGE_SLOT_TAKEN", a_draft(days_ahead=1)),
    ("CHALLENGE_SLOT_TAKEN", a_draft(days_ahead=3)),
]


@pytest.mark.parametrize(("code", "bad"), BAD)
def test_one_wrong_row_keeps_all_from_being_made(
    admin: Phone, code: str, bad: dict[str, Any]
) -> None:
    made(admin, days_ahead=3)
    before = items_of(CHALLENGES_TABLE)

    report = imported(admin, a_draft(days_ahead=1), bad)

    assert (report["applied"], report["created"]) == (False, 0)
    assert outcomes(report) == ["valid", "invalid"]
    assert report["rows"][1]["errors"][0]["code"] == code
    assert items_of(CHALLENGES_TABLE) == before


def test_what_is_right_is_made_if_that_is_asked_for(admin: Phone) -> None:
    report = imported(admin, a_draft(days_ahead=1), a_draft(points=0), partial=True)

    assert (report["applied"], report["created"]) == (True, 1)
    assert outcomes(report) == ["created", "invalid"]


@pytest.mark.parametrize(
    "row", [{"status": "gone"}, {"title": 7}, {"scoringCriteria": "all of it"}, {}]
)
def test_a_row_of_nonsense_is_told_of(admin: Phone, row: dict[str, Any]) -> None:
    whole = a_draft() | row if row else {}

    assert outcomes(imported(admin, whole)) == ["invalid"]


def test_a_draft_of_an_unknown_type_is_no_row(admin: Phone) -> None:
    assert outcomes(imported(admin, a_draft(status="draft", type="popping"))) == ["invalid"]


def test_a_dry_run_makes_nothing(admin: Phone) -> None:
    report = imported(admin, a_draft(), dryRun=True)

    assert (report["applied"], outcomes(report)) == (False, ["valid"])
    assert items_of(CHALLENGES_TABLE) == {}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_exported_can_be_imported_again(admin: Phone, kind: str) -> None:
    own = made(admin, scoringCriteria={"rhythm": 60, "spin": 40}, targetBpm=120, slot="late")
    sheet = admin.get("/challenges/export", format=kind).body
    headers = {"If-Match": "*"}
    Phone(admin.caller, headers=headers).send("DELETE", f"/challenges/{own['id']}")

    sheet = {name: value for name, value in sheet.items() if value is not None}
    report = admin.post("/challenges/import", sheet).body

    assert outcomes(report)[:1] == ["created"]
    again = admin.get(f"/challenges/{report['rows'][0]['challengeId']}").body
    for field in ("title", "scoringCriteria", "targetBpm", "slot", "startTime", "endTime"):
        assert again[field] == own[field]


def test_a_sheet_is_csv_or_rows_and_not_too_long(admin: Phone) -> None:
    assert admin.post("/challenges/import", {}).error == (422, "IMPORT_EMPTY")
    both = {"challenges": [a_draft()], "csv": "title\r\nx"}
    assert admin.post("/challenges/import", both).error == (422, "IMPORT_EMPTY")
    long = {"csv": "title\r\n" + "x\r\n" * 401}
    assert admin.post("/challenges/import", long).error == (422, "IMPORT_TOO_LONG")


def test_a_sheet_too_long_for_the_audit_log_is_imported_all_the_same(admin: Phone) -> None:
    report = imported(admin, a_draft(note="x" * 410_000))

    assert report["created"] == 1
    assert admin.get("/admin/audit").body["entries"][0]["request"]["tooLongToKeep"] > 400_000


def test_a_csv_whose_weights_are_no_json_is_told_of(admin: Phone) -> None:
    text = 'title,type,scoringCriteria\r\nPop Night,spin,"{half"\r\n'

    assert outcomes(admin.post("/challenges/import", {"csv": text}).body) == ["invalid"]


def test_a_month_is_made_from_templates_once(backend: Backend, admin: Phone, dancer: Phone) -> None:
    own = made(admin, days_ahead=2)
    dancer.get("/challenges/upcoming")

    report = admin.post("/challenges/month", {"month": f"{TODAY:%Y-%m}"}).body

    assert outcomes(report) == ["skipped"] * 20 + ["created"] * 2 + ["skipped"] + ["created"] * 7
    coming = {one["date"]: one["id"] for one in dancer.get("/challenges/upcoming").body}
    assert coming[(TODAY + timedelta(days=2)).isoformat()] == own["id"]
    assert not any(one.startswith("ch_daily") for one in list(coming.values())[:6])
    again = admin.post("/challenges/month", {"month": f"{TODAY:%Y-%m}"}).body
    assert again["created"] == 0
    assert backend.house.challenges.pregenerate(backend.now) == ()


def test_a_month_that_no_template_suits_is_not_made(admin: Phone) -> None:
    template = {"name": "none", "title": "Any", "type": "freestyle", "points": 1}
    admin.post("/challenge-templates", template | {"badgeName": "Any", "enabled": False})

    answer = admin.post("/challenges/month", {"month": "2026-12"})
    assert answer.error == (404, "NO_TEMPLATE_SUITS")
