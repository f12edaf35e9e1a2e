"""The same calls through botocore and through our own connections: the same answers, and errors."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from idance.store.aws.errors import RefusedError
from idance.store.aws.service import DYNAMODB, STEP_FUNCTIONS, JsonService
from tests.integration.house import CORE_TABLE, client

TABLE = {"TableName": CORE_TABLE}
KEY = {"PK": {"S": "U#1"}, "SK": {"S": "STATS"}}
ITEM = KEY | {"doc": {"S": 'a "document" – ü €'}, "version": {"N": "1"}}
OTHER = {"PK": {"S": "U#1"}, "SK": {"S": "PROFILE"}, "version": {"N": "7"}}
FREE = {"ConditionExpression": "attribute_not_exists(PK)"}
NAMED = {
    "KeyConditionExpression": "PK = :pk AND SK > :sk",
    "ExpressionAttributeValues": {":pk": {"S": "U#1"}, ":sk": {"S": "A"}},
}


def method(operation: str) -> str:
    """Return boto3's name of an operation: GetItem is get_item."""
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in operation).lstrip("_")


def botocore_says(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    told = getattr(client("dynamodb"), method(operation))(**arguments)
    told.pop("ResponseMetadata")
    return dict(told)


def put(*items: dict[str, Any]) -> None:
    for item in items:
        client("dynamodb").put_item(TableName=CORE_TABLE, Item=item)


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("GetItem", TABLE | {"Key": KEY}),
        ("GetItem", TABLE | {"Key": KEY, "ConsistentRead": True}),
        ("GetItem", TABLE | {"Key": {"PK": {"S": "none"}, "SK": {"S": "none"}}}),
        ("BatchGetItem", {"RequestItems": {CORE_TABLE: {"Keys": [KEY]}}}),
        ("Query", TABLE | NAMED),
        ("Query", TABLE | NAMED | {"Limit": 1, "ScanIndexForward": False}),
        ("Scan", TABLE),
        ("PutItem", TABLE | {"Item": ITEM}),
        ("DeleteItem", TABLE | {"Key": KEY, "ReturnValues": "ALL_OLD"}),
    ],
)
def test_an_answer_is_the_one_botocore_gives(operation: str, arguments: dict[str, Any]) -> None:
    put(ITEM, OTHER)
    ours = JsonService(DYNAMODB).call(operation, arguments)
    put(ITEM, OTHER)

    assert ours == botocore_says(operation, arguments)


@pytest.mark.usefixtures("aws")
def test_what_one_writes_the_other_reads() -> None:
    ours = JsonService(DYNAMODB)
    ours.call("PutItem", TABLE | {"Item": ITEM})
    added = {
        "Key": KEY,
        "UpdateExpression": "ADD version :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }

    ours.call("UpdateItem", TABLE | added)

    assert botocore_says("GetItem", TABLE | {"Key": KEY})["Item"] == ITEM | {"version": {"N": "2"}}


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("PutItem", TABLE | FREE | {"Item": ITEM}),
        ("GetItem", {"TableName": "no-such-table", "Key": KEY}),
        ("GetItem", TABLE | {"Key": {"PK": {"S": "U#1"}}}),
        ("Query", TABLE | {"KeyConditionExpression": "nonsense"}),
        (
            "TransactWriteItems",
            {
                "TransactItems": [
                    {"Put": TABLE | {"Item": OTHER | {"SK": {"S": "NEW"}}}},
                    {"Put": TABLE | FREE | {"Item": ITEM}},
                ]
            },
        ),
    ],
)
def test_an_error_is_the_one_botocore_raises(operation: str, arguments: dict[str, Any]) -> None:
    put(ITEM)

    with pytest.raises(RefusedError) as ours:
        JsonService(DYNAMODB).call(operation, arguments)
    with pytest.raises(ClientError) as theirs:
        botocore_says(operation, arguments)

    error: Any = theirs.value.response
    assert ours.value.code == error["Error"]["Code"]
    assert ours.value.status == error["ResponseMetadata"]["HTTPStatusCode"]
    assert error["Error"]["Message"] in str(ours.value)
    told = [reason["Code"] for reason in error.get("CancellationReasons", [])]
    assert list(ours.value.reasons) == told
    assert not ours.value.is_passing


def test_an_execution_starts_once_for_a_name(aws: str) -> None:
    states = JsonService(STEP_FUNCTIONS)
    asked = {"stateMachineArn": aws, "name": "one", "input": '{"clip": 1}'}

    started = states.call("StartExecution", asked)
    with pytest.raises(RefusedError) as refused:
        states.call("StartExecution", asked | {"input": '{"clip": 2}'})

    execution = client("stepfunctions").describe_execution(executionArn=started["executionArn"])
    assert execution["input"] == '{"clip": 1}'
    assert refused.value.code == "ExecutionAlreadyExists"
