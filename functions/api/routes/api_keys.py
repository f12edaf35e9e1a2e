"""API keys: with them our own services call the admin's routes of some resources."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import cast

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Access, Admin, access_to
from functions.api.opening import OpeningResolver
from functions.api.outcomes import outcomes
from functions.api.requests.api_keys import CreateApiKeyRequest, KeyId
from functions.api.resources import resource_of
from functions.api.responses.api_keys import (
    ApiKeyResponse,
    ApiKeysResponse,
    CreateApiKeyResponse,
)
from functions.api.wiring.api_keys import ApiKeys
from functions.api.wiring.clock import Now
from idance.domain.errors import InvalidError

router = APIGatewayRouter()


@router.put(
    "/api-keys/<key_id>",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({409: ["API_KEY_EXISTS"], 422: ["UNKNOWN_SCOPE"]}),
)
def create(
    key_id: KeyId, wanted: CreateApiKeyRequest, admin: Admin, api_keys: ApiKeys, now: Now
) -> CreateApiKeyResponse:
    """Make a key for a service; its text is told this once.

    Not a POST: what answers a POST may be remembered for a day, and this must be nowhere.
    """
    _check(wanted.scopes)
    key, text = api_keys.create(
        key_id, scopes=wanted.scopes, by=admin, now=now, entropy=secrets.token_bytes(32)
    )
    return CreateApiKeyResponse(**ApiKeyResponse.of(key).model_dump(by_alias=False), key=text)


@router.get("/api-keys")
def listed(_admin: Admin, api_keys: ApiKeys) -> ApiKeysResponse:
    """Return all keys, the revoked ones too."""
    return ApiKeysResponse(keys=tuple(map(ApiKeyResponse.of, api_keys.list_keys())))


@router.delete("/api-keys/<key_id>", responses=outcomes({404: ["API_KEY_NOT_FOUND"]}))
def revoke(key_id: KeyId, _admin: Admin, api_keys: ApiKeys, now: Now) -> ApiKeyResponse:
    """Revoke a key: it opens nothing within five minutes, and its name is not used again."""
    return ApiKeyResponse.of(api_keys.revoke(key_id, now=now))


def _check(scopes: tuple[str, ...]) -> None:
    """Refuse a scope that is none; keys that open keys would be keys to everything."""
    app = cast("OpeningResolver", router.api_resolver)
    known = {resource_of(r.func) for r in app.routes if access_to(r.func) is Access.ADMIN}
    known.discard(resource_of(_check))
    if not known.issuperset(scopes):
        raise InvalidError(
            "UNKNOWN_SCOPE", f"A scope is one of: {', '.join(sorted(known))}.", field="scopes"
        )
