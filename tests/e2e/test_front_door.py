"""The gateway before the API: what it lets through without a token, and what it says by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from functions.api.responses.challenges import ChallengeResponse
from local.openapi import PATH
from local.stage import Stage


@pytest.fixture(scope="module")
def anybody(stage: Stage) -> Iterator[httpx.Client]:
    """Yield a client that has never signed in."""
    with httpx.Client(base_url=stage.api_url, timeout=60) as client:
        yield client


def test_the_days_challenge_is_read_by_anybody_and_not_sent_twice(
    anybody: httpx.Client, challenge: ChallengeResponse
) -> None:
    answer = anybody.get(f"/challenges/{challenge.id}")
    assert (answer.status_code, answer.json()["id"]) == (200, challenge.id)
    assert "public" in answer.headers["Cache-Control"]
    coming = anybody.get("/challenges/upcoming")
    again = anybody.get("/challenges/upcoming", headers={"If-None-Match": coming.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_beside_an_open_address_wants_a_token(
    anybody: httpx.Client, challenge: ChallengeResponse
) -> None:
    for method, path in (
        ("POST", "/challenges"),
        ("DELETE", f"/challenges/{challenge.id}"),
        ("POST", f"/challenges/{challenge.id}/submit"),
    ):
        refused = anybody.request(method, path, json={})
        assert (refused.status_code, refused.json()["code"]) == (401, "UNAUTHORIZED")


def test_a_browser_may_ask_before_it_signs_in(anybody: httpx.Client) -> None:
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    answer = anybody.options("/challenges/ch_1/submit", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_running_api_describes_itself_as_it_is_checked_in(anybody: httpx.Client) -> None:
    assert anybody.get("/openapi.json").json() == json.loads(PATH.read_text())
    page = anybody.get("/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "SwaggerUIBundle" in page.text
