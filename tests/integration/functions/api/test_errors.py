"""What the API answers where no route can."""

from __future__ import annotations

import json

import pytest

from functions.api.handler import app
from functions.api.wiring.badges import badges
from functions.api.wiring.challenges import challenges
from tests.integration.functions.api.journey import todays_challenge
from tests.integration.functions.api.phone import Phone


@pytest.mark.parametrize("text", [" ", "{", "sessionId=1", '{"sessionId": }', "[" * 10_000])
def test_malformed_json_is_a_bad_request(dancer: Phone, text: str) -> None:
    path = f"/challenges/{todays_challenge(dancer)}/submit"
    assert dancer.send("POST", path, text=text).error == (400, "MALFORMED_JSON")


@pytest.mark.parametrize("text", [None, "", "null", '"sess"', "7", "{}"])
def test_json_that_is_no_request_is_told_what_is_missing(dancer: Phone, text: str | None) -> None:
    answer = dancer.send("POST", "/sessions", text=text)
    assert answer.error == (422, "VALIDATION_FAILED")
    assert "JSON object" in answer.body["detail"] or "required" in answer.body["detail"]


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""],
)
def test_a_body_is_read_as_json_whatever_it_is_called(dancer: Phone, content_type: str) -> None:
    text = json.dumps({"contentType": "video/mp4", "sizeBytes": 10})
    assert dancer.send("POST", "/sessions", text=text, content_type=content_type).status == 201
    refused = dancer.send("POST", "/sessions", text="a=b", content_type=content_type)
    assert refused.error == (400, "MALFORMED_JSON")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nowhere"),
        ("GET", "/"),
    ],
)
def test_an_unknown_route_is_not_found(dancer: Phone, method: str, path: str) -> None:
    assert dancer.send(method, path).error == (404, "ROUTE_NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/sessions", "GET, POST"),
        ("PUT", "/health", "GET"),
        ("PATCH", "/challenges/ch_1/submit", "POST"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_answered_with_those_it_takes(
    dancer: Phone, method: str, path: str, allowed: str
) -> None:
    answer = dancer.send(method, path)
    assert answer.error == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize(
    "path",
    ["/challenges/{}", "/sessions/{}", "/submissions/{}", "/users/{}/badges"],
)
def test_an_endless_id_is_refused_before_anything_is_asked(dancer: Phone, path: str) -> None:
    assert dancer.get(path.format("x" * 3_000)).error == (422, "VALIDATION_FAILED")


def test_who_may_not_ask_is_not_told_what_is_wrong_with_the_question(dancer: Phone) -> None:
    for text in ("{", "{}", None):
        assert Phone(None).send("POST", "/challenges", text=text).error == (401, "UNAUTHORIZED")
        assert dancer.send("POST", "/challenges", text=text).error == (403, "ADMIN_ONLY")
        refused = dancer.send("POST", f"/submissions/{'x' * 3_000}/review", text=text)
        assert refused.error == (403, "ADMIN_ONLY")


def test_without_an_authorizer_nobody_is_let_in() -> None:
    stranger = Phone(None)
    for path in ("/sessions/sess_1", "/leaderboards/global"):
        answer = stranger.get(path)
        assert answer.error == (401, "UNAUTHORIZED")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert stranger.post("/sessions", {"contentType": "video/mp4", "sizeBytes": 1}).error == (
        401,
        "UNAUTHORIZED",
    )


def test_anybody_may_ask_whether_the_api_is_there() -> None:
    assert Phone(None).get("/health").body == {"status": "ok"}


def test_the_requirements_addresses_lead_to_the_same_routes(dancer: Phone) -> None:
    old = Phone(dancer.caller, prefix="/api")
    assert old.get("/challenges/today").body == dancer.get("/challenges/today").body
    assert old.get("/nowhere").error == (404, "ROUTE_NOT_FOUND")


def test_our_own_fault_is_logged_and_leaks_nothing(
    dancer: Phone,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> None:
        raise RuntimeError("the password is swordfish")

    app.dependency_overrides[challenges] = broken
    answer = dancer.get("/challenges/today")

    assert answer.error == (500, "INTERNAL_ERROR")
    assert "swordfish" not in json.dumps(answer.body)
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.exc_info
    assert "swordfish" in str(record.exc_info[1])


def test_an_answer_that_breaks_its_own_promise_is_our_fault(dancer: Phone) -> None:
    class Broken:
        """Answers nonsense."""

        @staticmethod
        def get_user_badges(_user_id: str) -> list[str]:
            return ["not a badge"]

    app.dependency_overrides[badges] = Broken
    assert dancer.get("/users/somebody/badges").error == (500, "INTERNAL_ERROR")


@pytest.mark.parametrize("day", ["0", "7.6e-141", "1764000000", "2026-02-30", "20261124"])
def test_a_day_is_written_out(dancer: Phone, day: str) -> None:
    assert dancer.get(f"/challenges/days/{day}").error == (422, "VALIDATION_FAILED")
