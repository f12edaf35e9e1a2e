"""Pushing to phones: what follows which stream, and who may talk to SNS."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Final

import pytest

from app import build
from infra.stage import Stage
from tests.infra.synthesis import Resource, Template, actions_of, resources_of, unbuilt_app

SEND, TELL = "functions.push.send.lambda_handler", "functions.push.tell_badges.lambda_handler"
APPLE: Final = "arn:aws:sns:eu-central-1:123456789012:app/APNS/idance"
GOOGLE: Final = "arn:aws:sns:eu-central-1:123456789012:app/GCM/idance"


@pytest.fixture(scope="module")
def with_phones() -> Template:
    """Return production's stateless stack where both platforms have their application."""
    app = unbuilt_app(stage="prod")
    stage = Stage.of(app.node)
    _, service = build(
        app, dataclasses.replace(stage, ios_application=APPLE, android_application=GOOGLE)
    )
    artifact = app.synth().get_stack_by_name(service.stack_name)
    return Template(artifact.template, is_protected=True)


def mapping_of(service: Template, handler: str) -> dict[str, Any]:
    function = service.functions()[handler].logical_id
    (found,) = [
        dict(one.properties)
        for one in service.all("Lambda::EventSourceMapping")
        if one.properties["FunctionName"] == {"Ref": function}
    ]
    return found


def granted(service: Template, function: Resource) -> dict[str, list[Any]]:
    """Return what a function may do to SNS, by action."""
    return {
        action: resources_of(statement)
        for statement in service.statements(function.properties["Role"]["Fn::GetAtt"][0])
        for action in actions_of(statement)
        if action.startswith("sns:") and statement["Resource"] != "*"
    }


@pytest.mark.parametrize("handler", [SEND, TELL])
def test_what_fails_comes_again_and_is_parked_at_last(service: Template, handler: str) -> None:
    mapping = mapping_of(service, handler)
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRetryAttempts"] == 10
    assert "PushLost" in str(mapping["DestinationConfig"]["OnFailure"])


def test_only_what_is_new_wakes_the_functions(service: Template) -> None:
    filters = [
        json.loads(one["Pattern"])
        for handler in (TELL, SEND)
        for one in mapping_of(service, handler)["FilterCriteria"]["Filters"]
    ]
    prefixes = [one["dynamodb"]["Keys"]["SK"]["S"][0]["prefix"] for one in filters]
    assert prefixes == ["B#", "AT#", "DAY#", "DEVICE"]
    assert [one.get("eventName") for one in filters] == [["INSERT"]] * 3 + [None]


def test_without_an_application_only_the_topic_is_within_reach(service: Template) -> None:
    send = service.functions()[SEND]
    variables = send.properties["Environment"]["Variables"]
    assert (variables["IOS_APPLICATION_ARN"], variables["ANDROID_APPLICATION_ARN"]) == ("", "")
    assert set(granted(service, send)) == {"sns:Publish", "sns:Subscribe", "sns:Unsubscribe"}


def test_only_the_sender_reaches_phones_and_only_those_of_our_applications(
    with_phones: Template,
) -> None:
    functions = with_phones.functions()
    allowed = granted(with_phones, functions.pop(SEND))
    assert allowed["sns:CreatePlatformEndpoint"] == [APPLE, GOOGLE]
    endpoints = [f"{arn.replace(':app/', ':endpoint/')}/*" for arn in (APPLE, GOOGLE)]
    for action in ("DeleteEndpoint", "GetEndpointAttributes", "SetEndpointAttributes", "Publish"):
        assert allowed[f"sns:{action}"] == endpoints
    assert not any(granted(with_phones, function) for function in functions.values())
