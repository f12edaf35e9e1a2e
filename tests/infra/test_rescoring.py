"""Re-scoring: a state machine of its own, which retries what helps and waits for attempts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.scoring.contracts import TransientError, UnderWayError
from idance.domain.errors import ConflictError, NotFoundError
from tests.infra.synthesis import ROOT, Resource, Template, actions_of, handler_of, resources_of

DEFINITION = json.loads((ROOT / "statemachines" / "rescore_submission.asl.json").read_text())
SCORING = json.loads((ROOT / "statemachines" / "score_submission.asl.json").read_text())
TASK = DEFINITION["States"]["Rescore"]
RESCORE = "functions.scoring.rescore.lambda_handler"


@pytest.fixture
def machine(service: Template) -> Resource:
    return service.one("StepFunctions::StateMachine", "Rescoring")


def granted_to(service: Template, handler: str) -> dict[str, list[Any]]:
    """Return what a function may do, by action, and to what."""
    role = service.functions()[handler].properties["Role"]["Fn::GetAtt"][0]
    granted: dict[str, list[Any]] = {}
    for statement in service.statements(role):
        for action in actions_of(statement):
            granted.setdefault(action, []).extend(resources_of(statement))
    return granted


def test_what_is_deployed_is_the_file_bound_to_the_function(
    service: Template, machine: Resource
) -> None:
    assert json.loads(machine.properties["DefinitionString"]) == DEFINITION
    ((name, bound),) = machine.properties["DefinitionSubstitutions"].items()
    assert TASK["Resource"] == f"${{{name}}}"
    assert handler_of(service.one("Lambda::Function", bound["Fn::GetAtt"][0])) == RESCORE


def test_names_count_so_it_is_a_standard_machine(machine: Resource) -> None:
    assert machine.properties.get("StateMachineType", "STANDARD") == "STANDARD"


def test_transients_are_retried_like_scoring_and_attempts_waited_for(service: Template) -> None:
    ours, waiting = TASK["Retry"]
    (theirs,) = SCORING["States"]["ScoreSubmission"]["Retry"]
    assert {**ours, "Comment": ""} == {**theirs, "Comment": ""}
    assert TransientError.__name__ in ours["ErrorEquals"]
    assert waiting["ErrorEquals"] == [UnderWayError.__name__]
    assert TASK["TimeoutSeconds"] >= service.functions()[RESCORE].properties["Timeout"]
    caught = TASK["Catch"][0]["ErrorEquals"]
    assert caught == [NotFoundError.__name__, ConflictError.__name__]


def test_it_reads_no_video_and_starts_nothing(service: Template) -> None:
    granted = granted_to(service, RESCORE)
    objects = {
        action: sorted(json.dumps(one).rsplit("/", 2)[-2] for one in granted[action])
        for action in ("s3:GetObject", "s3:PutObject")
    }
    assert objects == {"s3:GetObject": ["poses"], "s3:PutObject": ["analyses"]}
    assert not [action for action in granted if action.startswith(("states:", "lambda:"))]


def test_listing_entries_reads_one_index_and_writes_nothing(service: Template) -> None:
    granted = granted_to(service, "functions.scoring.list_entries.lambda_handler")
    (index,) = granted["dynamodb:Query"]
    assert "/index/by_challenge" in json.dumps(index)
    assert not [action for action in granted if action.startswith(("dynamodb:Put", "s3:"))]


def test_the_api_may_start_it(service: Template, machine: Resource) -> None:
    granted = granted_to(service, "functions.api.handler.lambda_handler")
    assert {"Ref": machine.logical_id} in granted["states:StartExecution"]


def test_people_on_call_find_its_functions_by_name(service: Template) -> None:
    outputs = service.document["Outputs"]
    assert {"RescoreFunctionName", "ListEntriesFunctionName"} <= set(outputs)
