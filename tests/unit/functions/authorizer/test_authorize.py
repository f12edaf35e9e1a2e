"""The gatekeeper, with real keys, real tokens and a real JWKS endpoint."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from functions.authorizer.authorize import lambda_handler
from functions.authorizer.tokens import UnauthorizedError
from functions.authorizer.wiring import verifier
from idance.domain.ids import user_id_of
from tests.unit.functions.authorizer.issuer import ISSUER, Issuer, PrivateKey
from tests.unit.functions.lambda_context import AnyLambdaContext

STAGE_ARN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod"


def authorize(token: str, *, scheme: str = "Bearer") -> dict[str, Any]:
    event = {
        "type": "TOKEN",
        "authorizationToken": f"{scheme} {token}",
        "methodArn": f"{STAGE_ARN}/GET/v1/challenges/today",
    }
    policy: dict[str, Any] = lambda_handler(event, AnyLambdaContext())
    return policy


def is_refused(token: str, *, scheme: str = "Bearer") -> bool:
    try:
        authorize(token, scheme=scheme)
    except UnauthorizedError as error:
        # API Gateway compares the text: any other text is a 500.
        return str(error) == "Unauthorized"
    return False


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_a_valid_token_opens_the_whole_stage(issuer: Issuer, algorithm: str) -> None:
    answer = authorize(issuer.token(algorithm=algorithm, name="Mia"))

    dancer = user_id_of(ISSUER, "google|42")
    assert answer["principalId"] == dancer
    assert answer["context"] == {
        "userId": dancer,
        "role": "user",
        "displayName": "Mia",
        "scopes": "",
    }
    [statement] = answer["policyDocument"]["Statement"]
    assert statement == {
        "Action": "execute-api:Invoke",
        "Effect": "Allow",
        "Resource": [f"{STAGE_ARN}/*/*"],
    }


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 3600},
        {"nbf": int(time.time()) + 86_400},
        {"iss": "https://somebody.else"},
        {"aud": "another-app"},
        {"aud": None},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 42},
    ],
    ids=lambda claims: " ".join(f"{claim}={value}" for claim, value in claims.items())[:20],
)
def test_a_token_with_a_wrong_claim_is_refused(issuer: Issuer, claims: dict[str, Any]) -> None:
    assert is_refused(issuer.token(**claims))


def test_clocks_may_differ_by_half_a_minute(issuer: Issuer) -> None:
    now = int(time.time())
    assert authorize(issuer.token(exp=now - 10, iat=now + 10, nbf=now + 10))["principalId"]


def test_a_token_without_signature_is_refused(issuer: Issuer) -> None:
    assert is_refused(issuer.token(algorithm="none", key="", kid="RS256"))
    assert issuer.fetches == 0


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(issuer: Issuer) -> None:
    public = issuer.rsa_key.public_key().public_bytes(
        serialization.Encoding.PEM,
        serialization.PublicFormat.SubjectPublicKeyInfo,
    )
    _, body, _ = issuer.token().split(".")
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': 'RS256'})}.{body}"
    signature = hmac.new(public, signed.encode(), hashlib.sha256).digest()
    assert is_refused(f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}")


def test_a_key_is_not_used_with_the_other_algorithm(issuer: Issuer) -> None:
    assert is_refused(issuer.token(algorithm="ES256", kid="RS256"))
    assert is_refused(issuer.token(algorithm="RS256", kid="ES256"))


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_somebody_elses_key_is_refused(issuer: Issuer, algorithm: str) -> None:
    keys: dict[str, PrivateKey] = {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
    }
    assert is_refused(issuer.token(algorithm=algorithm, key=keys[algorithm]))


def test_an_unknown_key_does_not_make_us_fetch_over_and_over(issuer: Issuer) -> None:
    for _ in range(5):
        assert is_refused(issuer.token(kid="unheard-of"))
    assert issuer.fetches == 1


def test_keys_are_fetched_once_for_many_tokens(issuer: Issuer) -> None:
    for subject in ("a", "b", "c"):
        authorize(issuer.token(sub=subject))
    assert issuer.fetches == 1


def test_a_changed_claim_breaks_the_signature(issuer: Issuer) -> None:
    head, body, signature = issuer.token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["cognito:groups"] = ["admins"]
    assert is_refused(f"{head}.{_encoded(claims)}.{signature}")


@pytest.mark.parametrize("token", ["", "garbage", "a.b.c", "ä.ö.ü", "." * 400, "{}"])
@pytest.mark.usefixtures("issuer")
def test_garbage_is_refused(token: str) -> None:
    assert is_refused(token)


def test_only_the_bearer_scheme_is_known(issuer: Issuer) -> None:
    assert is_refused(issuer.token(), scheme="Basic")
    assert authorize(issuer.token(), scheme="bearer")["principalId"]


def test_an_issuer_out_of_reach_is_not_the_callers_fault(
    issuer: Issuer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OIDC_JWKS_URL", "http://127.0.0.1:9/jwks.json")
    verifier.cache_clear()
    with pytest.raises(jwt.PyJWKClientConnectionError):
        authorize(issuer.token())


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"cognito:groups": ["dancers", "admins"]}, "admin"),
        ({"roles": ["admins"]}, "admin"),
        ({"roles": "admins"}, "admin"),
        ({"roles": "not-admins-at-all"}, "user"),
        ({"cognito:groups": ["dancers"]}, "user"),
        ({}, "user"),
    ],
)
def test_the_admin_group_makes_an_admin(issuer: Issuer, claims: dict[str, Any], role: str) -> None:
    assert authorize(issuer.token(**claims))["context"]["role"] == role


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "Mia", "nickname": "M"}, "Mia"),
        ({"nickname": " Dance\n Queen "}, "Dance Queen"),
        ({"name": "mia@example.org", "cognito:username": "mia"}, "mia"),
        ({"name": "x" * 300}, "x" * 60),
        ({"name": "", "preferred_username": "Zoë 舞"}, "Zoë 舞"),
        ({}, "Dancer"),
    ],
)
def test_the_name_on_the_board_is_presentable(
    issuer: Issuer,
    claims: dict[str, Any],
    name: str,
) -> None:
    assert authorize(issuer.token(**claims))["context"]["displayName"] == name


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
