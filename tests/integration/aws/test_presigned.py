"""Signatures and presigned addresses: byte for byte what botocore makes of the same."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.auth import S3SigV4PostAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials as BotocoreCredentials

from idance.store.aws.credentials import Credentials
from idance.store.aws.presigned import PresignedBucket
from idance.store.aws.signature import Scope, _signing_key, signed_headers

NOW = datetime(2026, 11, 24, 12, 34, 56, tzinfo=UTC)
KEY = "videos/2026/11/24/a b+c~ü.mp4"
QUARTER = timedelta(minutes=15)
TYPED: Final = {"Content-Type": "video/mp4"}
SIZED: Final[list[str | int]] = ["content-length-range", 1, 100]


@pytest.fixture(params=["us-east-1", "eu-central-1"])
def region(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Be in a region, with keys of nobody."""
    name = str(request.param)
    for variable in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("AWS_REGION", name)
    monkeypatch.setenv("AWS_DEFAULT_REGION", name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return name


@pytest.fixture(params=[None, "a/session+token=="])
def token(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    if request.param:
        monkeypatch.setenv("AWS_SESSION_TOKEN", request.param)
    return str(request.param) if request.param else None


def s3(style: Literal["virtual", "path"]) -> Any:  # noqa: ANN401 (boto3 has a type for each service)
    config = Config(signature_version="s3v4", s3={"addressing_style": style})
    return boto3.Session().client("s3", config=config)


def signed_at(text: str) -> Callable[[], datetime]:
    moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return lambda: moment


@pytest.mark.usefixtures("region", "token")
@pytest.mark.parametrize(
    ("operation", "method", "parameters"),
    [
        ("get_object", "GET", {}),
        ("upload_part", "PUT", {"UploadId": "a/b=", "PartNumber": 3}),
        ("upload_part", "PUT", {"UploadId": "a", "PartNumber": 1, "ContentLength": 8_388_608}),
    ],
)
@pytest.mark.parametrize("endpoint", [None, "http://127.0.0.1:4566"])
def test_an_address_is_the_one_botocore_signs(
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    method: str,
    parameters: dict[str, Any],
    endpoint: str | None,
) -> None:
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    theirs = s3("path" if endpoint else "virtual").generate_presigned_url(
        operation, Params={"Bucket": "clips", "Key": KEY} | parameters, ExpiresIn=900
    )
    asked = parse_qs(urlsplit(theirs).query)
    bucket = PresignedBucket("clips", clock=signed_at(asked["X-Amz-Date"][0]))

    named = {name[0].lower() + name[1:]: str(value) for name, value in parameters.items()}
    length = named.pop("contentLength", None)
    told = {"content-length": length} if length else {}
    ours = bucket.url(method, KEY, valid_for=QUARTER, parameters=named, headers=told)

    assert urlsplit(ours)[:3] == urlsplit(theirs)[:3]
    assert parse_qs(urlsplit(ours).query) == asked


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("endpoint", [None, "http://127.0.0.1:4566"])
def test_a_form_is_the_one_botocore_makes(
    monkeypatch: pytest.MonkeyPatch, token: str | None, endpoint: str | None
) -> None:
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    theirs = s3("path" if endpoint else "virtual").generate_presigned_post(
        "clips", KEY, Fields=dict(TYPED), Conditions=[TYPED, SIZED], ExpiresIn=900
    )
    bucket = PresignedBucket("clips", clock=signed_at(theirs["fields"]["x-amz-date"]))

    ours = bucket.form(KEY, fields=TYPED, terms=[TYPED, SIZED], valid_for=QUARTER)

    assert ours.url == theirs["url"]
    assert ours.fields.keys() == theirs["fields"].keys()
    mine, other = policy_of(ours.fields), policy_of(theirs["fields"])
    assert sorted(map(str, mine["conditions"])) == sorted(map(str, other["conditions"]))
    ends_at, theirs_at = (datetime.fromisoformat(one["expiration"]) for one in (mine, other))
    assert abs(ends_at - theirs_at) <= timedelta(seconds=1)
    assert ours.fields["x-amz-signature"] == botocore_seal(ours.fields, token)


def policy_of(fields: dict[str, str]) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(base64.b64decode(fields["policy"]))


def botocore_seal(fields: dict[str, str], token: str | None) -> str:
    """Return what botocore's signer says of a policy that is signed already."""
    region = fields["x-amz-credential"].split("/")[2]
    signer = S3SigV4PostAuth(BotocoreCredentials("AKIDEXAMPLE", "secret", token), "s3", region)
    request = AWSRequest("POST", "https://clips")
    request.context["timestamp"] = fields["x-amz-date"]
    return str(signer.signature(fields["policy"], request))


@pytest.mark.parametrize("token", [None, "a/session+token=="])
def test_headers_are_signed_as_botocore_signs_them(token: str | None) -> None:
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "host": "dynamodb.eu-central-1.amazonaws.com",
        "x-amz-target": "DynamoDB_20120810.GetItem",
    }
    body = '{"Key": "ü"}'.encode()
    scope = Scope(NOW, "eu-central-1", "dynamodb")
    ours = signed_headers(
        headers, body, scope=scope, credentials=Credentials("AKIDEXAMPLE", "secret", token)
    )

    signer = SigV4Auth(
        BotocoreCredentials("AKIDEXAMPLE", "secret", token), "dynamodb", "eu-central-1"
    )
    request = AWSRequest("POST", f"https://{headers['host']}/", headers, body)
    request.context["timestamp"] = scope.moment
    request.headers["X-Amz-Date"] = scope.moment
    if token:
        request.headers["X-Amz-Security-Token"] = token
    canonical = signer.canonical_request(request)
    theirs = signer.signature(signer.string_to_sign(request, canonical), request)
    assert ours["authorization"].endswith(f"Signature={theirs}")
    assert (
        f"SignedHeaders={signer.signed_headers(signer.headers_to_sign(request))},"
        in (ours["authorization"])
    )


def test_a_signing_key_is_the_one_of_awss_own_example() -> None:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    key = _signing_key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", "us-east-1", "iam")

    assert key.hex() == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
