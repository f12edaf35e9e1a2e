"""The API's front door: who gets in, how fast, and what is said to the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.constructs.open_routes import open_routes, shadowed_routes
from infra.constructs.problems import PROBLEMS
from tests.infra.synthesis import ROOT, Template


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


def test_exactly_what_the_document_says_is_for_everybody_needs_no_token(
    service: Template,
) -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text())
    everybodys = {
        f"{method.upper()} /{prefix}{path}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation["x-access"] == "everybody"
        for prefix in ("v1", "api")
    }
    documentation = {f"GET /{p}/{page}" for p in ("v1", "api") for page in ("openapi.json", "docs")}
    preflight = {"OPTIONS /v1/{proxy+}", "OPTIONS /api/{proxy+}"}

    methods = methods_by_path(service)
    is_open = {name for name, one in methods.items() if one["AuthorizationType"] == "NONE"}
    assert is_open == everybodys | documentation | preflight
    guarded = set(methods) - is_open
    shadowed = {f"GET /{prefix}{path}" for prefix in ("v1", "api") for path in shadowed_routes()}
    assert guarded == {"ANY /v1/{proxy+}", "ANY /api/{proxy+}"} | shadowed
    assert all(methods[name]["AuthorizationType"] == "CUSTOM" for name in guarded)


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
        ("REQUEST_TOO_LARGE", "413", "REQUEST_TOO_LARGE"),
        ("THROTTLED", "429", "THROTTLED"),
        ("QUOTA_EXCEEDED", "429", "THROTTLED"),
        ("AUTHORIZER_FAILURE", "500", "INTERNAL_ERROR"),
        ("INTEGRATION_TIMEOUT", "504", "TIMEOUT"),
        ("DEFAULT_4XX", "400", "BAD_REQUEST"),
        ("DEFAULT_5XX", "500", "INTERNAL_ERROR"),
    ],
)
def test_the_gateways_own_answers_are_problems_like_ours(
    service: Template, kind: str, status: str, code: str
) -> None:
    (answer,) = [
        one.properties
        for one in service.all("ApiGateway::GatewayResponse")
        if one.properties["ResponseType"] == kind
    ]
    problem = json.loads(answer["ResponseTemplates"]["application/json"])
    assert answer["StatusCode"] == status
    assert problem["status"] == int(status)
    headers = answer["ResponseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
    assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'"
    assert ("gatewayresponse.header.Retry-After" in headers) is (status == "429")
    assert ("gatewayresponse.header.WWW-Authenticate" in headers) is (status == "401")
    assert problem["code"] == code
    assert problem["requestId"] == "$context.requestId"
    assert problem["title"]
    assert problem["detail"]


def test_whatever_the_gateway_answers_by_itself_has_its_own_status_in_its_body(
    service: Template,
) -> None:
    answers = {
        one.properties["ResponseType"]: one.properties
        for one in service.all("ApiGateway::GatewayResponse")
    }
    assert set(answers) == set(PROBLEMS)
    for answer in answers.values():
        problem = json.loads(answer["ResponseTemplates"]["application/json"])
        assert str(problem["status"]) == answer["StatusCode"]
        waits = "gatewayresponse.header.Retry-After" in answer["ResponseParameters"]
        assert waits is (answer["StatusCode"] == "429")
    # With these, what the firewall refuses is one of ours too.
    assert json.loads(answers["WAF_FILTERED"]["ResponseTemplates"]["application/json"])["code"] == (
        "FORBIDDEN"
    )


def test_an_address_that_an_open_one_would_answer_as_well_is_known() -> None:
    assert set(shadowed_routes()) >= {
        "/challenges/analytics",
        "/challenges/export",
        "/challenges/personalized",
    }
    assert not set(shadowed_routes()) & set(open_routes())


def test_every_route_calls_a_published_version_that_starts_from_a_snapshot(
    service: Template,
) -> None:
    function = service.functions()["functions.api.handler.lambda_handler"]
    version, alias = service.one("Lambda::Version"), service.one("Lambda::Alias")
    assert function.properties["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    assert version.properties["FunctionName"] == {"Ref": function.logical_id}
    assert alias.properties["FunctionVersion"] == {"Fn::GetAtt": [version.logical_id, "Version"]}
    called = [
        str(one["Integration"]["Uri"])
        for one in methods_by_path(service).values()
        if one["Integration"]["Type"] == "AWS_PROXY"
    ]
    assert len(called) > 4
    assert all(str({"Ref": alias.logical_id}) in one for one in called)


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
    (limit,) = [rule for rule in acl.properties["Rules"] if "RateBased" in str(rule["Statement"])]
    assert limit["Statement"]["RateBasedStatement"]["AggregateKeyType"] == "IP"
    refusal = limit["Action"]["Block"]["CustomResponse"]
    assert refusal["ResponseCode"] == 429
    headers = {header["Name"]: header["Value"] for header in refusal["ResponseHeaders"]}
    assert (headers["Retry-After"], headers["Access-Control-Allow-Origin"]) == ("60", "*")
    body = acl.properties["CustomResponseBodies"][refusal["CustomResponseBodyKey"]]
    assert json.loads(body["Content"])["code"] == "THROTTLED"
    stage = service.one("ApiGateway::Stage").logical_id
    assert {"Ref": stage} in guard["ResourceArn"]["Fn::Join"][1]
    rules = {rule["Name"]: rule for rule in acl.properties["Rules"]}
    assert "AWSManagedRulesKnownBadInputsRuleSet" in rules


def test_the_firewall_lets_in_what_the_api_promises_to_take(service: Template) -> None:
    rules = {rule["Name"]: rule for rule in service.one("WAFv2::WebACL").properties["Rules"]}
    counted = rules["limit-per-address"]["Statement"]["RateBasedStatement"]
    (api,) = [
        one.properties["Environment"]["Variables"]
        for handler, one in service.functions().items()
        if ".api." in handler
    ]
    minutes = counted["EvaluationWindowSec"] / 60
    assert counted["Limit"] == minutes * int(api["RATE_PER_ADDRESS"])
    # A month's import is longer than the 8 KiB at which this rule would refuse it.
    common = rules["AWSManagedRulesCommonRuleSet"]["Statement"]["ManagedRuleGroupStatement"]
    assert common["RuleActionOverrides"] == [
        {"Name": "SizeRestrictions_BODY", "ActionToUse": {"Count": {}}}
    ]
