"""What the API stands on, for benchmarks: DynamoDB and S3 of the emulator, and a Redis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import boto3

from functions.api.wiring.settings import Settings
from local.emulator import aws_environment, aws_session, free_port, running_emulator
from local.redis_server import running_redis

INDEXES: Final = {
    "challenges_table": ("by_start", "month", "startsAt"),
    "core_table": ("by_challenge", "GSI1PK", "GSI1SK"),
    "social_table": ("by_name", "names", "PK"),
    "operations_table": ("due", "duePartition", "dueAt"),
}


@contextmanager
def backend() -> Iterator[dict[str, str]]:
    """Run DynamoDB, S3 and Redis; yield the environment of a function before them."""
    with (
        TemporaryDirectory() as folder,
        running_redis() as redis_url,
        running_emulator(free_port(), state=Path(folder)) as endpoint,
    ):
        fill(endpoint)
        own = {"REDIS_URL": redis_url, "POWERTOOLS_LOG_LEVEL": "WARNING"}
        yield aws_environment(endpoint) | {k.upper(): v for k, v in named().items()} | own


def named() -> dict[str, str]:
    """Return a value for everything the API reads of its environment: no limit, and any names."""
    return {
        name: "1000000" if field.annotation is int else f"bench-{name.replace('_', '-')}"
        for name, field in Settings.model_fields.items()
    }


def fill(endpoint: str) -> None:
    """Make the tables, and the peer's challenge of the day; ours makes its own."""
    session = aws_session()
    client = session.client("dynamodb", endpoint_url=endpoint)
    for name, value in named().items():
        if name.endswith("_table"):
            client.create_table(TableName=value, **_shape(INDEXES.get(name)))
    session.client("s3", endpoint_url=endpoint).create_bucket(Bucket=named()["media_bucket"])
    _put_the_peers_challenge(session, endpoint)


def _put_the_peers_challenge(session: boto3.Session, endpoint: str) -> None:
    dynamodb = session.resource("dynamodb", endpoint_url=endpoint)
    table = dynamodb.Table(named()["challenges_table"])
    day = datetime.now(UTC).date().isoformat()
    table.put_item(Item={"PK": f"PEER#{day}", "SK": "DAILY", "challengeId": "ch_peer"})
    table.put_item(
        Item={
            "PK": "ch_peer",
            "SK": "DEF",
            "title": "Freestyle Friday",
            "description": "Show your best freestyle moves!",
            "type": "freestyle",
            "difficulty": "beginner",
            "startTime": f"{day}T00:00:00+00:00",
            "endTime": f"{day}T23:59:59+00:00",
            "points": 150,
            "badgeName": "Freestyle Master",
            "scoringCriteria": {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20},
        }
    )


def _shape(index: tuple[str, str, str] | None) -> dict[str, Any]:
    """Return keys and index of a table, as `infra` has them."""
    keys = dict.fromkeys(("PK", "SK", *(index[1:] if index else ())))
    shape: dict[str, Any] = {
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": _key("PK", "SK"),
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in keys],
    }
    if index:
        sparse = {"IndexName": index[0], "KeySchema": _key(*index[1:])}
        shape["GlobalSecondaryIndexes"] = [sparse | {"Projection": {"ProjectionType": "KEYS_ONLY"}}]
    return shape


def _key(hash_key: str, range_key: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_key, "KeyType": "HASH"},
        {"AttributeName": range_key, "KeyType": "RANGE"},
    ]
