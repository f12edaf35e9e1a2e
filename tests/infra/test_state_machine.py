"""The state machine: bound to its functions, patient with transients, honest about faults."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from functions.scoring.contracts import ClipReplacedError, SegmentOfClip, TransientError
from idance.domain.ids import REFERENCE_PREFIX
from idance.domain.rejections import ClipRejectedError
from tests.infra.synthesis import ROOT, Resource, Template, handler_of

DEFINITION = (ROOT / "statemachines" / "score_submission.asl.json").read_text()
STATES: dict[str, Any] = json.loads(DEFINITION)["States"]
SEGMENT: dict[str, Any] = STATES["ExtractSegments"]["ItemProcessor"]["States"]
TASKS = {name: state for name, state in (STATES | SEGMENT).items() if state["Type"] == "Task"}
OURS = {one.__name__ for one in (ClipRejectedError, ClipReplacedError, TransientError)}
LAMBDAS_TRANSIENTS = {
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
}


@pytest.fixture
def machine(service: Template) -> Resource:
    return service.one("StepFunctions::StateMachine", "ScoringScoreSubmissions")


def next_of(state: dict[str, Any]) -> set[str]:
    """Return every state that may follow."""
    steps = [state, *state.get("Choices", []), *state.get("Catch", [])]
    return {step["Next"] for step in steps if "Next" in step} | (
        {state["Default"]} if "Default" in state else set()
    )


def test_the_tasks_are_those_of_the_design() -> None:
    assert set(TASKS) == {
        "ProbeVideo",
        "ExtractSegment",
        "JoinPose",
        "KeepReference",
        "ScoreSubmission",
        "CompleteSubmission",
        "FailSubmission",
    }


def test_every_placeholder_is_bound_and_every_binding_is_used(machine: Resource) -> None:
    placeholders = set(re.findall(r"\$\{(\w+)\}", DEFINITION))
    assert placeholders == set(machine.properties["DefinitionSubstitutions"])


@pytest.mark.parametrize("state", sorted(TASKS))
def test_a_state_is_the_function_of_its_name(
    service: Template, machine: Resource, state: str
) -> None:
    placeholder = TASKS[state]["Resource"].removeprefix("${").removesuffix("}")
    bound = machine.properties["DefinitionSubstitutions"][placeholder]["Fn::GetAtt"][0]
    file = re.sub(r"(?<!^)(?=[A-Z])", "_", state).lower()
    function = service.one("Lambda::Function", bound)
    assert handler_of(function) == f"functions.scoring.{file}.lambda_handler"


def test_what_is_deployed_is_the_file(machine: Resource) -> None:
    assert json.loads(machine.properties["DefinitionString"]) == json.loads(DEFINITION)


def test_every_state_can_be_reached_and_every_way_leads_somewhere() -> None:
    reached = {json.loads(DEFINITION)["StartAt"]}
    for _ in STATES:
        reached |= {following for name in reached for following in next_of(STATES[name])}
    assert reached == set(STATES)


@pytest.mark.parametrize("state", sorted(TASKS))
def test_a_task_is_retried_for_transients_only_and_with_jitter(state: str) -> None:
    (retry,) = TASKS[state]["Retry"]
    replaced = {ClipReplacedError.__name__} if state == "ProbeVideo" else set()
    transients = LAMBDAS_TRANSIENTS | {TransientError.__name__} | replaced
    assert set(retry["ErrorEquals"]) == transients
    assert retry["JitterStrategy"] == "FULL"
    assert retry["BackoffRate"] > 1


@pytest.mark.parametrize("state", sorted(TASKS))
def test_a_task_ends_not_before_its_function(
    service: Template, machine: Resource, state: str
) -> None:
    bound = machine.properties["DefinitionSubstitutions"][state]["Fn::GetAtt"][0]
    function = service.one("Lambda::Function", bound)
    assert TASKS[state]["TimeoutSeconds"] >= function.properties["Timeout"]


def test_every_error_named_is_aws_or_an_exception_of_ours() -> None:
    named = set(re.findall(r'"(\w*(?:\.\w+)?)"', str(re.findall(r"ErrorEquals.*", DEFINITION))))
    named |= {choice["StringEquals"] for choice in STATES["WhoseFault"]["Choices"]}
    ours = {name for name in named if name.endswith("Error")}
    assert ours == OURS
    assert named - ours == LAMBDAS_TRANSIENTS | {"States.ALL"}


@pytest.mark.parametrize(
    "state", sorted((set(TASKS) | {"ExtractSegments"}) - {"FailSubmission", "ExtractSegment"})
)
def test_any_failure_is_told_to_the_dancer(state: str) -> None:
    assert STATES[state]["Catch"][-1] == {
        "ErrorEquals": ["States.ALL"],
        "ResultPath": "$.error",
        "Next": "FailSubmission",
    }


def test_a_clip_is_extracted_in_segments_at_the_same_time() -> None:
    state = STATES["ExtractSegments"]
    assert state["Type"] == "Map"
    assert "MaxConcurrency" not in state
    assert state["ResultPath"] is None
    given = {name.removesuffix(".$") for name in state["ItemSelector"]}
    wanted = {field.alias or name for name, field in SegmentOfClip.model_fields.items()}
    assert given == wanted
    assert set(SEGMENT) == {"ExtractSegment"}


def test_a_clip_that_was_replaced_is_probed_again() -> None:
    replaced = STATES["ExtractSegments"]["Catch"][0]
    assert replaced["ErrorEquals"] == [ClipReplacedError.__name__]
    assert replaced["Next"] == "ProbeVideo"


def test_a_dancers_fault_is_no_failure_of_ours() -> None:
    (rejected,) = STATES["WhoseFault"]["Choices"]
    assert rejected["StringEquals"] == ClipRejectedError.__name__
    assert STATES[rejected["Next"]]["Type"] == "Succeed"
    assert STATES[STATES["WhoseFault"]["Default"]]["Type"] == "Fail"


def test_a_clip_without_a_challenge_waits_for_its_dancer() -> None:
    assert STATES["ChallengeKnown"]["Default"] == "AwaitSubmission"
    assert STATES["AwaitSubmission"]["Type"] == "Succeed"


def test_executions_are_traced_and_logged_without_what_is_in_them(machine: Resource) -> None:
    assert machine.properties["TracingConfiguration"] == {"Enabled": True}
    assert machine.properties["LoggingConfiguration"]["Level"] == "ALL"
    assert machine.properties["LoggingConfiguration"]["IncludeExecutionData"] is False


def test_an_upload_starts_an_execution_with_its_address(service: Template) -> None:
    rule = service.one("Events::Rule").properties
    pattern, (target,) = rule["EventPattern"], rule["Targets"]
    assert pattern["source"] == ["aws.s3"]
    assert pattern["detail-type"] == ["Object Created"]
    assert pattern["detail"]["object"]["key"] == [
        {"prefix": "videos/"},
        {"prefix": REFERENCE_PREFIX},
    ]
    paths, template = target["InputTransformer"].values()
    assert set(paths.values()) == {"$.detail.bucket.name", "$.detail.object.key"}
    names = {path: f"<{name}>" for name, path in paths.items()}
    assert template == (
        f'{{"bucket":{names["$.detail.bucket.name"]},"key":{names["$.detail.object.key"]}}}'
    )
