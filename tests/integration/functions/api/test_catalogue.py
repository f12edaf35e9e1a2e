"""Custom types and templates over HTTP."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOW, TODAY
from tests.integration.functions.api.admin import a_draft, made
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend

POPPING = {"name": "popping", "baseType": "speed", "scoringCriteria": {"speed": 40, "rhythm": 60}}
TEMPLATE: dict[str, Any] = {
    "name": "pop-night",
    "title": "Pop Night",
    "type": "freestyle",
    "points": 120,
    "badgeName": "Popper",
}


def put(admin: Phone, path: str, body: dict[str, Any], *, version: str = "*") -> Answer:
    who = replace(admin, headers={"If-Match": version})
    return who.send("PUT", path, text=json.dumps(body))


def delete(admin: Phone, path: str, *, version: str = "*") -> Answer:
    return replace(admin, headers={"If-Match": version}).send("DELETE", path)


def test_every_type_is_listed_with_its_weights(admin: Phone, dancer: Phone) -> None:
    assert admin.post("/challenge-types", POPPING).status == 201

    types = {one["name"]: one for one in dancer.get("/challenge-types").body}

    assert list(types) == [
        "freestyle", "static", "spin", "combo", "speed", "accuracy", "endurance", "popping",
    ]  # fmt: skip
    assert types["popping"]["scoringCriteria"] == {"speed": 40, "rhythm": 60}
    assert types["spin"]["scoringCriteria"]["spin"] == 40


def test_a_challenge_of_a_custom_type_has_its_weights_and_base(admin: Phone) -> None:
    admin.post("/challenge-types", POPPING)

    challenge = made(admin, type="popping")

    assert (challenge["type"], challenge["baseType"]) == ("popping", "speed")
    assert challenge["scoringCriteria"] == {"speed": 40, "rhythm": 60}
    own = made(admin, days_ahead=3, type="popping", scoringCriteria={"rhythm": 100})
    assert own["scoringCriteria"] == {"rhythm": 100}


def test_a_type_that_changes_or_goes_leaves_its_challenges_as_they_are(admin: Phone) -> None:
    admin.post("/challenge-types", POPPING)
    challenge = made(admin, type="popping")

    anew = POPPING | {"scoringCriteria": {"speed": 100}}
    assert put(admin, "/challenge-types/popping", anew).body["scoringCriteria"] == {"speed": 100}
    assert delete(admin, "/challenge-types/popping").status == 204

    read = admin.get(f"/challenges/{challenge['id']}").body
    assert read["scoringCriteria"] == {"speed": 40, "rhythm": 60}
    assert admin.post("/challenges", a_draft(days_ahead=3, type="popping")).error == (
        422, "UNKNOWN_CHALLENGE_TYPE",
    )  # fmt: skip


def test_a_type_has_a_name_of_its_own(admin: Phone) -> None:
    assert admin.post("/challenge-types", POPPING | {"name": "spin"}).error == (409, "TYPE_EXISTS")
    assert admin.post("/challenge-types", POPPING).status == 201
    assert admin.post("/challenge-types", POPPING).error == (409, "TYPE_EXISTS")


@pytest.mark.parametrize("path", ["/challenge-types/none", "/challenge-templates/none"])
def test_what_is_not_there_is_not_found(admin: Phone, path: str) -> None:
    code = "TYPE_NOT_FOUND" if "types" in path else "TEMPLATE_NOT_FOUND"
    body = POPPING if "types" in path else TEMPLATE
    assert put(admin, path, body).error == (404, code)
    assert delete(admin, path).error == (404, code)


@pytest.mark.parametrize(
    ("listed", "body", "code"),
    [
        ("/challenge-types", POPPING, "TYPE_CHANGED"),
        ("/challenge-templates", TEMPLATE, "TEMPLATE_CHANGED"),
    ],
)
def test_of_two_admins_who_change_the_same_version_the_second_reads_again(
    admin: Phone, listed: str, body: dict[str, Any], code: str
) -> None:
    made = admin.post(listed, body)
    path, seen = f"{listed}/{body['name']}", made.headers["ETag"]
    assert seen == f'"{made.body["version"]}"'

    first = put(admin, path, body | {"description": "By the first."}, version=seen)
    assert first.status == 200
    assert put(admin, path, body, version=seen).error == (412, code)
    assert delete(admin, path, version=seen).error == (412, code)
    assert admin.send("DELETE", path).error == (428, "IF_MATCH_MISSING")
    kept = {one["name"]: one for one in admin.get(listed).body}[body["name"]]
    assert kept == first.body
    assert delete(admin, path, version=first.headers["ETag"]).status == 204


def test_a_template_is_read_with_the_tag_that_its_change_needs(admin: Phone) -> None:
    admin.post("/challenge-templates", TEMPLATE)
    read = admin.get("/challenge-templates/pop-night")

    known = replace(admin, headers={"If-None-Match": read.headers["ETag"]})
    assert known.get("/challenge-templates/pop-night").status == 304
    changed = put(admin, "/challenge-templates/pop-night", TEMPLATE, version=read.headers["ETag"])
    assert changed.status == 200


def test_the_audit_log_tells_what_a_type_was_and_is(admin: Phone) -> None:
    admin.post("/challenge-types", POPPING)
    put(admin, "/challenge-types/popping", POPPING | {"scoringCriteria": {"speed": 100}})

    acts = {one["action"]: one for one in admin.get("/admin/audit").body["entries"]}
    defined, redefined = acts["POST /challenge-types"], acts["PUT /challenge-types/{name}"]
    assert defined["before"] is None
    assert redefined["before"] == defined["after"]
    assert redefined["after"]["scoringCriteria"] == {"speed": 100}


def test_templates_are_kept(admin: Phone) -> None:
    assert admin.post("/challenge-templates", TEMPLATE).status == 201
    assert admin.post("/challenge-templates", TEMPLATE).error == (409, "TEMPLATE_EXISTS")
    changed = put(admin, "/challenge-templates/pop-night", TEMPLATE | {"points": 200})
    assert changed.body["points"] == 200
    assert admin.get("/challenge-templates/pop-night").body == changed.body
    assert admin.get("/challenge-templates").body == [changed.body]
    assert delete(admin, "/challenge-templates/pop-night").status == 204
    assert admin.get("/challenge-templates").body == []
    assert admin.get("/challenge-templates/pop-night").error == (404, "TEMPLATE_NOT_FOUND")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "popping"}, "UNKNOWN_CHALLENGE_TYPE"),
        ({"type": "accuracy"}, "REFERENCE_MISSING"),
        ({"demoVideoFileKey": "challenges/none.mp4"}, "MEDIA_NOT_FOUND"),
        ({"weekdays": [8]}, "VALIDATION_FAILED"),
    ],
)
def test_a_template_that_could_make_no_challenge_is_refused(
    admin: Phone, changes: dict[str, object], code: str
) -> None:
    assert admin.post("/challenge-templates", TEMPLATE | changes).error == (422, code)


def test_days_are_filled_from_the_templates_of_their_weekday(
    backend: Backend, admin: Phone, dancer: Phone
) -> None:
    admin.post("/challenge-templates", TEMPLATE)
    sunday = TEMPLATE | {"name": "sunday", "title": "Sunday Special", "weekdays": [7]}
    admin.post("/challenge-templates", sunday)
    admin.post("/challenge-templates", TEMPLATE | {"name": "never", "enabled": False})
    backend.now = NOW

    titles = {one["date"]: one["title"] for one in dancer.get("/challenges/upcoming").body}

    assert set(titles.values()) <= {"Pop Night", "Sunday Special"}
    assert all(
        title == "Pop Night"
        for day, title in titles.items()
        if day != (TODAY + timedelta(days=1)).isoformat()
    )
