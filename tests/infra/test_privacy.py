"""Erasing: a state machine that goes on for days if it must, and comes twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.privacy.wiring import Settings
from idance.domain.erasure import REMEMBERED_FOR
from idance.domain.idempotency import REMEMBERED
from idance.store import announcements, fingerprints, notifications, push_log, sessions
from idance.store.mentions import BY_NAME
from tests.infra.synthesis import ROOT, Resource, Template, actions_of, handler_of
from tests.inventory import Kind, kinds

DEFINITION = json.loads((ROOT / "statemachines" / "erase_dancer.asl.json").read_text())
STATES = DEFINITION["States"]
ERASE = "functions.privacy.erase.lambda_handler"
KEPT = {
    "S#<session> / SESSION": sessions.KEPT,
    "U#<user> / SESS#<moment>": sessions.KEPT,
    "CLIP#<sha> / ENTERED": sessions.KEPT,
    "S#<session> / PRINT": fingerprints.KEPT,
    "FP#<key> / <moment>#<session>": fingerprints.KEPT,
    "IDEM#<user> / <sha>": REMEMBERED,
    "GONE#<sha> / ERASURE": REMEMBERED_FOR,
    "N#<user> / AT#<moment>": notifications.KEPT,
    "PUSHED#<sha> / TO#<device>": push_log.KEPT,
    "EVERYBODY / DAY#<day>": announcements.KEPT,
}
"""What expires in tables, by the stores."""
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


def days(kind: Kind) -> int | None:
    """Return after how many days a kind goes by itself, if it does."""
    number, _, unit = kind.kept.partition(" ")
    return int(number) if unit in {"day", "days"} else None


def test_the_page_says_how_long_the_bucket_keeps_what(data: Template) -> None:
    rules = data.one("S3::Bucket", "MediaA721A567").properties["LifecycleConfiguration"]["Rules"]
    kept = {one["Prefix"]: one["ExpirationInDays"] for one in rules if "Prefix" in one}
    told = {
        kind.key.partition("/")[0] + "/": days(kind) for kind in kinds() if kind.where == "media"
    }
    assert {prefix: number for prefix, number in told.items() if number} == kept


def test_the_page_says_how_long_tables_keep_what() -> None:
    tables = [kind for kind in kinds() if kind.where not in {"media", "redis"}]
    assert {kind.key: days(kind) for kind in tables if days(kind)} == {
        key: kept.days for key, kept in KEPT.items()
    }
