"""Erasing: a state machine that goes on for days if it must, and comes twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.privacy.wiring import Settings
from idance.store.mentions import BY_NAME
from tests.infra.synthesis import ROOT, Resource, Template, actions_of, handler_of

DEFINITION = json.loads((ROOT / "statemachines" / "erase_dancer.asl.json").read_text())
STATES = DEFINITION["States"]
ERASE = "functions.privacy.erase.lambda_handler"
LONGEST_UPLOAD_S, LONGEST_PIPELINE_S, LONGEST_ANSWER_S = 15 * 60, 2 * 15 * 60, 5 * 60


@pytest.fixture
def machine(service: Template) -> Resource:
    return service.one("StepFunctions::StateMachine", "Privacy")


def test_what_is_deployed_is_the_file_bound_to_the_function(
    service: Template, machine: Resource
) -> None:
    assert json.loads(machine.properties["DefinitionString"]) == DEFINITION
    ((name, bound),) = machine.properties["DefinitionSubstitutions"].items()
    assert STATES["Erase"]["Resource"] == STATES["EraseRest"]["Resource"] == f"${{{name}}}"
    assert handler_of(service.one("Lambda::Function", bound["Fn::GetAtt"][0])) == ERASE


def test_it_comes_twice_with_a_pause_and_nothing_makes_it_give_up_within_two_days() -> None:
    first, pause, last = (STATES[name] for name in ("Erase", "Settle", "EraseRest"))
    assert (DEFINITION["StartAt"], first["Next"], pause["Next"]) == ("Erase", "Settle", "EraseRest")
    assert last["Parameters"] == {"erasureId.$": "$.erasureId", "isLast": True}
    for state in (first, last):
        (retry,) = state["Retry"]
        assert retry["ErrorEquals"] == ["States.ALL"]
        waits = [
            min(retry["MaxDelaySeconds"], retry["IntervalSeconds"] * retry["BackoffRate"] ** n)
            for n in range(retry["MaxAttempts"])
        ]
        assert sum(waits) > 2 * 24 * 3600
    assert "Catch" not in json.dumps(DEFINITION)


def test_the_pause_outlasts_whatever_may_be_under_way(service: Template) -> None:
    variables = service.functions()[ERASE].properties["Environment"]["Variables"]
    settles = int(variables[next(k for k in variables if k == "ERASURE_SETTLES_SECONDS")])
    assert settles > max(LONGEST_UPLOAD_S + LONGEST_PIPELINE_S, LONGEST_ANSWER_S)
    assert "erasure_settles_seconds" in Settings.model_fields


def test_what_names_a_dancer_is_found_by_an_index_that_copies_keys_alone(
    data: Template, service: Template
) -> None:
    table = data.one("DynamoDB::GlobalTable", "Social").properties
    (index,) = table["GlobalSecondaryIndexes"]
    keys = {key["KeyType"]: key["AttributeName"] for key in index["KeySchema"]}
    assert (index["IndexName"], keys["HASH"]) == (BY_NAME.name, BY_NAME.hash_key.name)
    assert keys["RANGE"] == BY_NAME.range_key.name
    assert index["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    granted: list[Any] = [
        one
        for one in service.statements(
            service.functions()[ERASE].properties["Role"]["Fn::GetAtt"][0]
        )
        if "dynamodb:Query" in actions_of(one)
    ]
    assert any(f"/index/{BY_NAME.name}" in json.dumps(one) for one in granted)
