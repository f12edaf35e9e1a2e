"""Keys of our own services: made by admins, recognised by the authorizer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.authorizer import wiring
from tests.integration.functions.api.gateway import Gateway
from tests.integration.functions.api.journey import a_session
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.house import OPERATIONS_TABLE, items_of

REVIEW = ("POST", "/submissions/sub_1/review")


@pytest.fixture(autouse=True)
def _authorizer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Configure the authorizer for the tables at hand."""
    for name in ("OIDC_ISSUER", "OIDC_AUDIENCE", "OIDC_JWKS_URL", "ADMIN_GROUP"):
        monkeypatch.setenv(name, "https://issuer.example")
    wiring.api_keys.cache_clear()
    yield
    wiring.api_keys.cache_clear()


def make(admin: Phone, key_id: str = "reviewer", *scopes: str) -> Answer:
    body = {"scopes": scopes or ["reviews"]}
    return admin.send("PUT", f"/api-keys/{key_id}", text=json.dumps(body))


def calls(key: str, method: str, path: str, body: object = None) -> tuple[int, str]:
    return Gateway(key).send(method, path, text=json.dumps(body))


def test_a_key_opens_the_admins_routes_of_its_resources_and_no_others(admin: Phone) -> None:
    key = make(admin).body["key"]
    assert calls(key, *REVIEW, {"release": True}) == (404, "SUBMISSION_NOT_FOUND")
    assert calls(key, "POST", "/challenges", {}) == (403, "ADMIN_ONLY")
    assert calls(key, "GET", "/api-keys") == (403, "ADMIN_ONLY")


def test_a_service_is_no_dancer(admin: Phone) -> None:
    key = make(admin).body["key"]
    assert calls(key, "POST", "/sessions", {}) == (403, "PEOPLE_ONLY")
    assert calls(key, "GET", "/leaderboards/global") == (403, "PEOPLE_ONLY")
    assert calls(key, "GET", "/challenges/today")[0] == 200


@pytest.mark.parametrize(
    "wrong",
    [
        lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
        lambda key: key.replace("reviewer", "somebody"),
        lambda key: key.partition(".")[0],
        lambda _: "idk_",
        lambda _: "idk_.",
    ],
)
def test_a_wrong_key_opens_nothing(admin: Phone, wrong: Any) -> None:  # noqa: ANN401
    key = make(admin).body["key"]
    assert calls(wrong(key), *REVIEW, {"release": True}) == (401, "UNAUTHORIZED")


def test_a_revoked_key_opens_nothing_and_stays_on_the_list(admin: Phone) -> None:
    key = make(admin).body["key"]
    first = admin.send("DELETE", "/api-keys/reviewer")
    again = admin.send("DELETE", "/api-keys/reviewer")

    assert first.body["revokedAt"]
    assert again.body == first.body
    assert calls(key, *REVIEW, {"release": True}) == (401, "UNAUTHORIZED")
    [listed] = admin.get("/api-keys").body["keys"]
    assert listed == first.body
    assert make(admin).error == (409, "API_KEY_EXISTS")
    assert admin.send("DELETE", "/api-keys/nobodys").error == (404, "API_KEY_NOT_FOUND")


def test_the_secret_is_told_once_and_kept_nowhere(admin: Phone) -> None:
    made = make(admin)
    assert made.status == 201
    secret = made.body["key"].partition(".")[2]
    assert len(secret) >= 43
    assert secret not in json.dumps(admin.get("/api-keys").body)
    assert secret not in json.dumps(list(items_of(OPERATIONS_TABLE).values()), default=str)


@pytest.mark.parametrize("scope", ["everything", "api_keys", "health"])
def test_a_scope_is_a_resource_with_admins_routes_but_never_the_keys_themselves(
    admin: Phone, scope: str
) -> None:
    refused = make(admin, "reviewer", scope)
    assert refused.error == (422, "UNKNOWN_SCOPE")
    assert "reviews" in refused.body["detail"]


def test_a_dancers_session_is_not_a_services_to_see(admin: Phone, dancer: Phone) -> None:
    session_id = a_session(dancer)
    key = make(admin).body["key"]
    assert calls(key, "GET", f"/sessions/{session_id}") == (403, "PEOPLE_ONLY")
