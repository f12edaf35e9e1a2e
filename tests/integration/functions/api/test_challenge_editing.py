"""Challenges in the hands of admins: drafts, preview, publishing, changes, deletion, lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOW, TODAY
from tests.integration.functions.api.admin import DEMO_VIDEO, a_draft, change, made, put_media
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend

IN_TWO_DAYS = (TODAY + timedelta(days=2)).isoformat()


def shown(phone: Phone) -> dict[str, str]:
    """Return which challenge every coming day has."""
    return {one["date"]: one["id"] for one in phone.get("/challenges/upcoming").body}


def a_danced_one(backend: Backend, admin: Phone) -> dict[str, Any]:
    """Return today's challenge, an admin's, after somebody has danced it."""
    challenge = made(admin, days_ahead=0)
    dance(backend, admin, 80.0)
    found: dict[str, Any] = admin.get(f"/challenges/{challenge['id']}/preview").body["challenge"]
    return found


def test_a_draft_is_seen_by_admins_only_and_holds_no_day(admin: Phone, dancer: Phone) -> None:
    draft = made(admin, status="draft", demoVideoFileKey="challenges/not_there_yet.mp4")

    assert draft["status"] == "draft"
    assert dancer.get(f"/challenges/{draft['id']}").error == (404, "CHALLENGE_NOT_FOUND")
    assert draft["id"] not in shown(dancer).values()
    assert dancer.get(f"/challenges/{draft['id']}/preview").error == (403, "ADMIN_ONLY")


def test_a_preview_tells_all_that_keeps_a_draft_from_being_published(admin: Phone) -> None:
    made(admin)
    draft = made(
        admin, status="draft", type="accuracy", demoVideoFileKey="challenges/not_there_yet.mp4"
    )

    preview = admin.get(f"/challenges/{draft['id']}/preview").body

    assert preview["challenge"] == draft
    assert [(one["code"], one["field"]) for one in preview["problems"]] == [
        ("REFERENCE_MISSING", "demoVideoFileKey"),
        ("MEDIA_NOT_FOUND", "demoVideoFileKey"),
        ("CHALLENGE_SLOT_TAKEN", "startTime"),
    ]
    assert change(admin, "POST", draft, path="/publish").error == (422, "REFERENCE_MISSING")


def test_a_draft_that_is_published_takes_its_day(admin: Phone, dancer: Phone) -> None:
    generated = shown(dancer)[IN_TWO_DAYS]
    draft = made(admin, status="draft")

    published = change(admin, "POST", draft, path="/publish")

    assert published.status == 200
    assert published.body["status"] == "published"
    assert shown(dancer)[IN_TWO_DAYS] == draft["id"] != generated
    assert change(admin, "POST", draft, path="/publish").body == published.body


def test_of_two_drafts_for_a_day_one_is_published(admin: Phone) -> None:
    first, second = made(admin, status="draft"), made(admin, status="draft")

    assert change(admin, "POST", first, path="/publish").status == 200
    assert change(admin, "POST", second, path="/publish").error == (409, "CHALLENGE_SLOT_TAKEN")


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"demoVideoFileKey": "challenges/none.mp4"}, "MEDIA_NOT_FOUND", "demoVideoFileKey"),
        ({"demoVideoFileKey": "videos/ab/somebodys.mp4"}, "VALIDATION_FAILED", "demoVideoFileKey"),
        ({"type": "accuracy"}, "REFERENCE_MISSING", "demoVideoFileKey"),
        ({"type": "popping"}, "UNKNOWN_CHALLENGE_TYPE", "type"),
        ({"timeZone": "Mars/Olympus"}, "VALIDATION_FAILED", "timeZone"),
        ({"slot": "No Slot"}, "VALIDATION_FAILED", "slot"),
    ],
)
def test_what_cannot_be_danced_is_not_published(
    admin: Phone, changes: dict[str, Any], error: str, field: str
) -> None:
    answer = admin.post("/challenges", a_draft(**changes))

    assert answer.error == (422, error)
    assert answer.body["field"] == field


def test_a_challenge_is_said_anew(admin: Phone, dancer: Phone) -> None:
    challenge = made(admin, targetBpm=120)
    put_media()

    new = a_draft(title="Spin Night", type="spin", turns=4, demoVideoFileKey=DEMO_VIDEO)
    changed = change(admin, "PUT", challenge, new)

    assert changed.status == 200
    assert changed.body["version"] != challenge["version"]
    assert changed.headers["ETag"] == f'"{changed.body["version"]}"'
    read = dancer.get(f"/challenges/{challenge['id']}").body
    assert (read["title"], read["type"], read["turns"], read["targetBpm"]) == (
        "Spin Night", "spin", 4, None,
    )  # fmt: skip
    assert read["scoringCriteria"]["spin"] == 40
    assert read["demoVideoURL"].endswith(f"/{DEMO_VIDEO}")


def test_some_fields_are_changed_and_the_others_stay(admin: Phone) -> None:
    challenge = made(admin, targetBpm=120)

    changed = change(admin, "PATCH", challenge, {"points": 200, "targetBpm": None}).body

    assert (changed["points"], changed["targetBpm"], changed["title"]) == (
        200, None, challenge["title"],
    )  # fmt: skip
    assert changed["updatedBy"] == admin.caller.user_id if admin.caller else False


def test_another_type_brings_its_own_weights(admin: Phone) -> None:
    changed = change(admin, "PATCH", made(admin), {"type": "speed"}).body

    assert (changed["baseType"], changed["scoringCriteria"]["speed"]) == ("speed", 50)


def test_a_change_that_makes_no_sense_with_the_rest_is_refused(admin: Phone) -> None:
    answer = change(admin, "PATCH", made(admin), {"endTime": f"{TODAY}T00:00:00Z"})

    assert answer.error == (422, "VALIDATION_FAILED")
    assert "endTime must be after startTime" in answer.body["detail"]


def test_a_change_says_which_version_it_is_meant_for(admin: Phone) -> None:
    challenge = made(admin)
    path = f"/challenges/{challenge['id']}"

    assert admin.send("PATCH", path, text='{"points": 1}').error == (428, "IF_MATCH_MISSING")
    assert admin.send("DELETE", path).error == (428, "IF_MATCH_MISSING")
    assert change(admin, "PATCH", challenge, {"points": 1}, version="*").status == 200


def test_of_two_admins_who_change_the_same_version_the_second_reads_again(admin: Phone) -> None:
    challenge = made(admin)
    assert change(admin, "PATCH", challenge, {"points": 200}).status == 200

    for method, body in (("PATCH", {"points": 300}), ("PUT", a_draft()), ("DELETE", None)):
        assert change(admin, method, challenge, body).error == (412, "CHALLENGE_CHANGED")
    assert admin.get(f"/challenges/{challenge['id']}").body["points"] == 200


def test_a_challenge_moves_to_another_day_and_its_old_one_gets_another(
    admin: Phone, dancer: Phone
) -> None:
    challenge = made(admin)
    in_three_days = (TODAY + timedelta(days=3)).isoformat()

    moved = change(admin, "PUT", challenge, a_draft(days_ahead=3))

    assert moved.status == 200
    days = shown(dancer)
    assert days[in_three_days] == challenge["id"]
    assert days[IN_TWO_DAYS].startswith("ch_daily")


def test_a_challenge_does_not_move_to_a_day_that_is_taken(admin: Phone, dancer: Phone) -> None:
    challenge, other = made(admin), made(admin, days_ahead=3)

    assert change(admin, "PUT", challenge, a_draft(days_ahead=3)).error == (
        409, "CHALLENGE_SLOT_TAKEN",
    )  # fmt: skip
    assert set(shown(dancer).values()) >= {challenge["id"], other["id"]}


@pytest.mark.parametrize(
    ("field", "value"),
    [("points", 999), ("type", "spin"), ("maxAttempts", 5), ("slot", "evening"),
     ("endTime", f"{TODAY + timedelta(days=2)}T00:00:00Z")],
)  # fmt: skip
def test_what_scores_depend_on_stays_once_a_challenge_is_danced(
    backend: Backend, admin: Phone, field: str, value: object
) -> None:
    answer = change(admin, "PATCH", a_danced_one(backend, admin), {field: value})

    assert answer.error == (409, "CHALLENGE_LOCKED")
    assert answer.body["field"] == field


def test_a_typo_is_put_right_while_people_dance(backend: Backend, admin: Phone) -> None:
    challenge = a_danced_one(backend, admin)

    assert change(admin, "PATCH", challenge, {"title": "Freestyle Saturday"}).status == 200


def test_what_is_over_stays_as_it_was(backend: Backend, admin: Phone) -> None:
    challenge = made(admin)
    backend.later(days=5)

    assert change(admin, "PATCH", challenge, {"points": 1}).error == (409, "CHALLENGE_LOCKED")
    assert change(admin, "PATCH", challenge, {"description": "It was fun."}).status == 200


def test_a_challenge_that_nobody_danced_is_deleted_for_good(admin: Phone, dancer: Phone) -> None:
    challenge = made(admin)

    assert change(admin, "DELETE", challenge).status == 204
    assert admin.get(f"/challenges/{challenge['id']}/preview").error == (
        404, "CHALLENGE_NOT_FOUND",
    )  # fmt: skip
    assert shown(dancer)[IN_TWO_DAYS].startswith("ch_daily")
    assert change(admin, "DELETE", challenge).error == (404, "CHALLENGE_NOT_FOUND")


def test_a_danced_challenge_is_hidden_and_its_scores_stay(
    backend: Backend, admin: Phone, dancer: Phone
) -> None:
    challenge = a_danced_one(backend, admin)

    assert change(admin, "DELETE", challenge).status == 204

    assert dancer.get(f"/challenges/{challenge['id']}").error == (404, "CHALLENGE_NOT_FOUND")
    gone = admin.get(f"/challenges/{challenge['id']}/preview").body["challenge"]
    assert (gone["status"], gone["isActive"]) == ("deleted", False)
    board = dancer.get(f"/leaderboards/challenge/{challenge['id']}").body
    assert [entry["score"] for entry in board["leaderboard"]] == [80.0]
    assert todays_challenge(dancer) != challenge["id"]
    assert change(admin, "PATCH", gone, {"points": 1}).error == (409, "CHALLENGE_DELETED")
    assert change(admin, "POST", gone, path="/publish").error == (409, "CHALLENGE_DELETED")


def test_a_generated_challenge_that_is_deleted_is_followed_by_another(
    admin: Phone, dancer: Phone
) -> None:
    before = dancer.get("/challenges/today").body

    for _ in range(2):
        challenge = admin.get(f"/challenges/{todays_challenge(dancer)}/preview").body["challenge"]
        assert change(admin, "DELETE", challenge).status == 204

    after = dancer.get("/challenges/today").body
    assert (after["id"], before["id"]) == (f"{before['id']}x2", "ch_daily20261121")
    assert after["title"] != before["title"]


def test_what_an_admin_changes_is_in_the_audit_log(admin: Phone) -> None:
    challenge = made(admin)
    change(admin, "PATCH", challenge, {"points": 200})
    change(admin, "DELETE", challenge, version="*")

    entries = admin.get("/admin/audit").body["entries"]

    told = [
        (one["action"].split()[0], _points(one["before"]), _points(one["after"])) for one in entries
    ]
    assert sorted(told, key=str) == [
        ("DELETE", 200, None),
        ("PATCH", 150, 200),
        ("POST", None, 150),
    ]


def _points(challenge: dict[str, Any] | None) -> int | None:
    return challenge["points"] if challenge else None


def test_challenges_are_listed_page_by_page(admin: Phone) -> None:
    ids = [made(admin, days_ahead=day)["id"] for day in (1, 2, 15)]

    first = admin.get("/challenges", limit=2, **{"from": TODAY, "to": "2026-12-31"}).body
    second = admin.get(
        "/challenges", limit=2, cursor=first["nextCursor"], **{"from": TODAY, "to": "2026-12-31"}
    ).body

    assert [one["id"] for one in first["challenges"] + second["challenges"]] == ids
    assert second["nextCursor"] is None


@pytest.mark.parametrize(
    "wanted", [{"status": "draft"}, {"type": "spin"}, {"difficulty": "advanced"}, {"slot": "late"}]
)
def test_a_list_is_filtered(admin: Phone, wanted: dict[str, str]) -> None:
    made(admin)
    own = made(admin, days_ahead=3, **wanted)

    listed = admin.get("/challenges", **wanted).body["challenges"]

    assert [one["id"] for one in listed] == [own["id"]]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"from": "2026-11-02", "to": "2026-11-01"}, "RANGE_INVALID"),
        ({"from": "2026-11-02", "to": "2028-11-01"}, "RANGE_TOO_LONG"),
        ({"cursor": "%%%"}, "INVALID_CURSOR"),
        ({"limit": 0}, "VALIDATION_FAILED"),
        ({"status": "gone"}, "VALIDATION_FAILED"),
    ],
)
def test_a_list_that_cannot_be_is_refused(
    admin: Phone, query: dict[str, object], error: str
) -> None:
    assert admin.get("/challenges", **query).error == (422, error)


def test_a_day_has_as_many_challenges_as_it_has_slots(admin: Phone, dancer: Phone) -> None:
    evening = made(admin, days_ahead=0, slot="evening")
    daily = dancer.get("/challenges/today").body["id"]

    of_day = dancer.get(f"/challenges/days/{TODAY}").body

    assert [one["id"] for one in of_day] == [daily, evening["id"]]
    assert admin.post("/challenges", a_draft(days_ahead=0, slot="evening")).error == (
        409, "CHALLENGE_SLOT_TAKEN",
    )  # fmt: skip


def test_a_challenge_of_many_days_holds_them_all(admin: Phone, dancer: Phone) -> None:
    long = made(admin, endTime=f"{TODAY + timedelta(days=4)}T23:59:59Z")

    days = shown(dancer)
    held = [day for day, challenge_id in days.items() if challenge_id == long["id"]]
    assert held == [(TODAY + timedelta(days=ahead)).isoformat() for ahead in (2, 3, 4)]
    assert admin.post("/challenges", a_draft(days_ahead=4)).error == (409, "CHALLENGE_SLOT_TAKEN")


def test_the_day_of_a_challenge_is_that_of_its_time_zone(admin: Phone, dancer: Phone) -> None:
    tokyo = made(
        admin,
        timeZone="Asia/Tokyo",
        startTime=f"{TODAY}T15:00:00Z",
        endTime=f"{TODAY + timedelta(days=1)}T15:00:00Z",
    )

    assert tokyo["date"] == (TODAY + timedelta(days=1)).isoformat()
    assert shown(dancer)[tokyo["date"]] == tokyo["id"]


def test_hours_that_no_daily_challenge_covers_have_one_that_stands_by(
    backend: Backend, admin: Phone, dancer: Phone
) -> None:
    tokyo = made(
        admin,
        timeZone="Asia/Tokyo",
        startTime=f"{TODAY}T15:00:00Z",
        endTime=f"{TODAY + timedelta(days=1)}T15:00:00Z",
    )
    seen = []
    for hours in (0, 12.5, 16, 28):
        backend.now = NOW + timedelta(hours=hours)
        today = dancer.get("/challenges/today").body
        assert today["timeRemaining"] != "00:00:00"
        seen.append(today["id"])

    assert seen == ["ch_daily20261121", tokyo["id"], tokyo["id"], "ch_standby20261122"]
