"""Platform applications and the topic as moto has them, and what the tables' streams tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from moto.sns.models import SNSBackend, sns_backends

from functions.push import send, tell_badges
from tests.integration.house import client, items_of
from tests.unit.functions.lambda_context import AnyLambdaContext

Items = dict[tuple[str, str, str], Any]
APPLE: Final = "0f744707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad"
GOOGLE: Final = "cDv3e2XkTk6:APA91bHun4MxP5egoKMwt2KZFBaFUH1Qx"


def sns() -> SNSBackend:
    """Return SNS as it is inside of moto."""
    backend: SNSBackend = sns_backends["123456789012"]["us-east-1"]
    return backend


def open_platforms(environment: pytest.MonkeyPatch) -> str:
    """Make the applications and the topic, and let the functions know them; return the topic."""
    for variable, platform in (("IOS", "APNS"), ("ANDROID", "GCM")):
        made = client("sns").create_platform_application(
            Name="idance", Platform=platform, Attributes={}
        )
        environment.setenv(f"{variable}_APPLICATION_ARN", made["PlatformApplicationArn"])
    topic: str = client("sns").create_topic(Name="everybody")["TopicArn"]
    environment.setenv("PUSH_TOPIC_ARN", topic)
    return topic


class Streams:
    """What the tables told since it was last asked."""

    def __init__(self) -> None:
        self._seen: dict[str, Items] = {"core": {}, "social": {}}

    def of(self, table: str) -> list[dict[str, Any]]:
        """Return a record for every item that is new, another, or gone."""
        before, after = self._seen[table], items_of(table)
        self._seen[table] = after
        return [
            _record(str(number), after.get(key), before.get(key))
            for number, key in enumerate(sorted(before | after), start=1)
            if before.get(key) != after.get(key)
        ]


def bring(streams: Streams) -> list[dict[str, Any]]:
    """Bring everything new to the functions until nothing is; return the social table's records."""
    told: list[dict[str, Any]] = []
    tell_badges.lambda_handler({"Records": streams.of("core")}, AnyLambdaContext())
    while records := streams.of("social"):
        assert push(records) == []
        told += records
    return told


def push(records: list[dict[str, Any]]) -> list[str]:
    """Bring records of the social table; return the numbers of those that are to come again."""
    answer = send.lambda_handler({"Records": records}, AnyLambdaContext())
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def heard(token: str) -> list[str]:
    """Return what was pushed to one device."""
    return [
        message
        for endpoint in sns().platform_endpoints.values()
        if endpoint.token == token
        for message in endpoint.messages.values()
    ]


def subscribed(topic: str) -> Iterator[str]:
    """Yield the tokens of those who hear what everybody is told."""
    known = sns().platform_endpoints
    found = client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    return (known[one["Endpoint"]].token for one in found)


def _record(number: str, image: Any, old: Any) -> dict[str, Any]:  # noqa: ANN401 (an item)
    item = image or old
    name = "REMOVE" if image is None else "INSERT" if old is None else "MODIFY"
    change = {"Keys": {"PK": item["PK"], "SK": item["SK"]}, "SequenceNumber": number}
    return {"eventName": name, "dynamodb": change | ({"NewImage": image} if image else {})}
