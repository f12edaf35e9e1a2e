"""Drawing: a state machine of its own, off the way to the score, that may do little."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.infra.synthesis import ROOT, Resource, Template, actions_of, handler_of, resources_of

DEFINITION = json.loads((ROOT / "statemachines" / "draw_picture.asl.json").read_text())
SCORING = json.loads((ROOT / "statemachines" / "score_submission.asl.json").read_text())
TASK = DEFINITION["States"]["DrawPicture"]


@pytest.fixture
def machine(service: Template) -> Resource:
    return service.one("StepFunctions::StateMachine", "Drawing")


@pytest.fixture
def function(service: Template) -> Resource:
    return service.functions()["functions.scoring.draw_picture.lambda_handler"]


def test_what_is_deployed_is_the_file_bound_to_the_function(
    service: Template, machine: Resource
) -> None:
    assert json.loads(machine.properties["DefinitionString"]) == DEFINITION
    ((name, bound),) = machine.properties["DefinitionSubstitutions"].items()
    assert TASK["Resource"] == f"${{{name}}}"
    function = service.one("Lambda::Function", bound["Fn::GetAtt"][0])
    assert handler_of(function) == "functions.scoring.draw_picture.lambda_handler"


def test_names_count_so_it_is_a_standard_machine(machine: Resource) -> None:
    assert machine.properties.get("StateMachineType", "STANDARD") == "STANDARD"


def test_it_is_retried_like_scoring(function: Resource) -> None:
    (ours,), (theirs,) = TASK["Retry"], SCORING["States"]["ScoreSubmission"]["Retry"]
    assert {**ours, "Comment": ""} == {**theirs, "Comment": ""}
    assert TASK["TimeoutSeconds"] >= function.properties["Timeout"]
    assert TASK["Catch"][0]["ErrorEquals"] == ["ClipRejectedError"]


def test_scoring_does_not_draw() -> None:
    assert "DrawPicture" not in json.dumps(SCORING)


def test_it_reads_clips_and_landmarks_and_writes_pictures_only(
    service: Template, function: Resource
) -> None:
    statements = service.statements(function.properties["Role"]["Fn::GetAtt"][0])
    granted: dict[str, list[Any]] = {}
    for statement in statements:
        for action in actions_of(statement):
            granted.setdefault(action, []).extend(resources_of(statement))
    objects = {
        action: sorted(json.dumps(one).rsplit("/", 2)[-2] for one in granted[action])
        for action in ("s3:GetObject", "s3:PutObject")
    }
    assert objects == {"s3:GetObject": ["poses", "videos"], "s3:PutObject": ["pictures"]}
    writes = ("dynamodb:Put", "dynamodb:Update", "dynamodb:BatchWrite", "states:", "lambda:")
    assert not [action for action in granted if action.startswith(writes)]


def test_the_api_may_start_it_and_sign_downloads(service: Template, machine: Resource) -> None:
    role = service.functions()["functions.api.handler.lambda_handler"].properties["Role"]
    statements = service.statements(role["Fn::GetAtt"][0])
    started = [
        resource
        for one in statements
        if "states:StartExecution" in actions_of(one)
        for resource in resources_of(one)
    ]
    assert {"Ref": machine.logical_id} in started
    assert len(started) == 4
    read = [one for one in statements if actions_of(one) == ["s3:GetObject"]]
    assert any("pictures/*" in json.dumps(one) for one in read)
