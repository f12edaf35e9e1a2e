"""The API's front door: who gets in, how fast, and what is said to the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.infra.synthesis import Template


def methods_by_path(service: Template) -> dict[str, dict[str, Any]]:
    resources = {one.logical_id: one.properties for one in service.all("ApiGateway::Resource")}

    def path(logical_id: str) -> str:
        resource = resources[logical_id]
        parent = resource["ParentId"].get("Ref")
        return (path(parent) if parent else "") + "/" + str(resource["PathPart"])

    return {
        f"{method.properties['HttpMethod']} {path(method.properties['ResourceId']['Ref'])}": dict(
            method.properties
        )
        for method in service.all("ApiGateway::Method")
    }


def test_only_health_and_documentation_are_open_to_everybody(service: Template) -> None:
    authorization = {
        name: method["AuthorizationType"] for name, method in methods_by_path(service).items()
    }
    assert authorization == {
        "ANY /v1/{proxy+}": "CUSTOM",
        "ANY /api/{proxy+}": "CUSTOM",
        **{
            f"GET /{prefix}/{name}": "NONE"
            for prefix in ("v1", "api")
            for name in ("health", "openapi.json", "docs")
        },
    }


def test_the_authorizer_reads_a_bearer_token_and_is_remembered_five_minutes(
    service: Template,
) -> None:
    authorizer = service.one("ApiGateway::Authorizer").properties
    assert authorizer["Type"] == "TOKEN"
    assert authorizer["IdentitySource"] == "method.request.header.Authorization"
    assert authorizer["AuthorizerResultTtlInSeconds"] == 300


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("UNAUTHORIZED", "401", "UNAUTHORIZED"),
        ("ACCESS_DENIED", "403", "FORBIDDEN"),
        ("MISSING_AUTHENTICATION_TOKEN", "404", "ROUTE_NOT_FOUND"),
        ("THROTTLED", "429", "THROTTLED"),
        ("INTEGRATION_TIMEOUT", "504", "TIMEOUT"),
        ("DEFAULT_4XX", None, "BAD_REQUEST"),
        ("DEFAULT_5XX", None, "INTERNAL_ERROR"),
    ],
)
def test_the_gateways_own_answers_are_problems_like_ours(
    service: Template, kind: str, status: str | None, code: str
) -> None:
    (answer,) = [
        one.properties
        for one in service.all("ApiGateway::GatewayResponse")
        if one.properties["ResponseType"] == kind
    ]
    problem = json.loads(answer["ResponseTemplates"]["application/json"])
    assert answer.get("StatusCode") == status
    assert answer["ResponseParameters"]["gatewayresponse.header.Content-Type"] == (
        "'application/problem+json'"
    )
    assert problem["code"] == code
    assert problem["requestId"] == "$context.requestId"
    assert problem["title"]
    assert problem["detail"]


def test_requests_are_limited_logged_and_traced(service: Template) -> None:
    stage = service.one("ApiGateway::Stage").properties
    (settings,) = stage["MethodSettings"]
    assert settings["ThrottlingRateLimit"] == 2000
    assert settings["ThrottlingBurstLimit"] == 4000
    assert settings["LoggingLevel"] == "ERROR"
    assert settings["DataTraceEnabled"] is False
    assert "AccessLogSetting" in stage
    assert stage["TracingEnabled"] is True


def test_a_firewall_stands_before_the_stage(service: Template) -> None:
    guard = service.one("WAFv2::WebACLAssociation").properties
    acl = service.one("WAFv2::WebACL")
    assert guard["WebACLArn"] == {"Fn::GetAtt": [acl.logical_id, "Arn"]}
    stage = service.one("ApiGateway::Stage").logical_id
    assert {"Ref": stage} in guard["ResourceArn"]["Fn::Join"][1]
    rules = {rule["Name"]: rule for rule in acl.properties["Rules"]}
    assert rules["limit-per-address"]["Action"] == {"Block": {}}
    assert "AWSManagedRulesKnownBadInputsRuleSet" in rules
