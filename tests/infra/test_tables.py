"""The tables: what must not be lost is kept, and keys are what the stores say."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from idance.store.challenge_items import BY_START
from idance.store.core import BY_CHALLENGE
from idance.store.item import Index
from idance.store.sessions import DUE, SessionItem
from tests.infra.synthesis import Json, Template

LOGICAL_IDS = {
    "Challenges261CFAA0",
    "CoreC65142A7",
    "Social800C128F",
    "AggregatesDCEBC1D6",
    "Operations993AC38D",
}
"""A table whose logical id changes is replaced by an empty one."""


def keys_of(schema: Iterable[Json]) -> dict[str, str]:
    return {key["KeyType"]: key["AttributeName"] for key in schema}


def test_no_table_is_ever_replaced(data: Template) -> None:
    assert {table.logical_id for table in data.all("DynamoDB::GlobalTable")} == LOGICAL_IDS


@pytest.mark.parametrize("logical_id", sorted(LOGICAL_IDS))
def test_a_table_cannot_be_lost(data: Template, logical_id: str) -> None:
    table = data.one("DynamoDB::GlobalTable", logical_id)
    (replica,) = table.properties["Replicas"]
    assert table.deletion_policy == "Retain"
    assert replica["DeletionProtectionEnabled"] is True
    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


@pytest.mark.parametrize("logical_id", sorted(LOGICAL_IDS))
def test_a_table_is_encrypted_and_paid_by_request(data: Template, logical_id: str) -> None:
    table = data.one("DynamoDB::GlobalTable", logical_id).properties
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}


@pytest.mark.parametrize("logical_id", sorted(LOGICAL_IDS))
def test_a_table_is_keyed_as_the_stores_expect(data: Template, logical_id: str) -> None:
    table = data.one("DynamoDB::GlobalTable", logical_id).properties
    assert keys_of(table["KeySchema"]) == {"HASH": "PK", "RANGE": "SK"}


@pytest.mark.parametrize(
    ("name", "index"), [("Challenges", BY_START), ("Core", BY_CHALLENGE), ("Operations", DUE)]
)
def test_an_index_is_the_one_its_store_queries(data: Template, name: str, index: Index) -> None:
    (deployed,) = data.one("DynamoDB::GlobalTable", name).properties["GlobalSecondaryIndexes"]
    queried = {"HASH": index.hash_key.name, "RANGE": index.range_key.name}
    assert deployed["IndexName"] == index.name
    assert deployed["Projection"]["ProjectionType"] == "KEYS_ONLY"
    assert keys_of(deployed["KeySchema"]) == queried


def test_the_core_table_tells_what_changed(data: Template) -> None:
    core = data.one("DynamoDB::GlobalTable", "Core").properties
    assert core["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_the_social_table_tells_what_is_new(data: Template) -> None:
    social = data.one("DynamoDB::GlobalTable", "Social").properties
    assert social["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


def test_operations_expire_by_the_attribute_the_store_writes(data: Template) -> None:
    operations = data.one("DynamoDB::GlobalTable", "Operations").properties
    assert operations["TimeToLiveSpecification"] == {
        "AttributeName": SessionItem.expires_at.name,
        "Enabled": True,
    }


def test_tables_and_indexes_are_warm_for_the_rate_that_bench_partitions_calculates(
    data: Template,
) -> None:
    tables = [one.properties for one in data.all("DynamoDB::GlobalTable")]
    indexes = [index for one in tables for index in one.get("GlobalSecondaryIndexes", [])]
    writes = {
        index["IndexName"]: index["WarmThroughput"]["WriteUnitsPerSecond"]
        for index in indexes
        if "WarmThroughput" in index
    }
    core = data.one("DynamoDB::GlobalTable", "Core").properties
    operations = data.one("DynamoDB::GlobalTable", "Operations").properties
    assert core["WarmThroughput"] == {
        "ReadUnitsPerSecond": 96_000,
        "WriteUnitsPerSecond": 192_000,
    }
    assert operations["WarmThroughput"] == {
        "ReadUnitsPerSecond": 72_000,
        "WriteUnitsPerSecond": 128_000,
    }
    assert writes == {"by_challenge": 32_000, "due": 192_000}
    assert sum("WarmThroughput" in one for one in tables) == 2


def test_the_stack_refuses_to_be_deleted(data: Template) -> None:
    assert data.is_protected
