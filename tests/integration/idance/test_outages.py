"""Everything that means "AWS is away for a moment" has one name; nothing else has it."""

from __future__ import annotations

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    IncompleteReadError,
    ReadTimeoutError,
)

from idance.domain.errors import UnavailableError
from idance.store.aws.errors import RefusedError, UnreachableError
from idance.store.aws.service import JsonService
from idance.store.aws.wire import Wire
from idance.store.challenges import ChallengeStore
from idance.store.outages import outages_named
from idance.store.table import until_written
from tests.builders import TODAY, any_challenge
from tests.integration.house import CHALLENGES_TABLE


def answer(code: str, status: int = 400) -> ClientError:
    """Return the error botocore makes of an answer of AWS."""
    return ClientError(
        {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}},  # type: ignore[typeddict-item]
        "GetItem",
    )


@pytest.mark.parametrize(
    "error",
    [
        answer("ThrottlingException"),
        answer("ProvisionedThroughputExceededException"),
        answer("SlowDown", 503),
        answer("WhoKnows", 500),
        EndpointConnectionError(endpoint_url="https://dynamodb"),
        ReadTimeoutError(endpoint_url="https://dynamodb"),
        IncompleteReadError(actual_bytes=1, expected_bytes=2),
        RefusedError("GetItem", status=400, answer={"__type": "x#RequestLimitExceeded"}),
        RefusedError("GetItem", status=503, answer={}),
        UnreachableError("no answer in time"),
    ],
)
def test_an_outage_is_named(error: Exception) -> None:
    with pytest.raises(UnavailableError) as named, outages_named():
        raise error

    assert named.value.code == "SERVICE_UNAVAILABLE"
    assert named.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        answer("AccessDeniedException", 403),
        answer("ResourceNotFoundException"),
        RefusedError("PutItem", status=400, answer={"__type": "x#ValidationException"}),
        BotoCoreError(),
        KeyError("x"),
    ],
)
def test_what_waiting_will_not_heal_passes_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, outages_named():
        raise error

    assert raised.value is error


@pytest.mark.usefixtures("aws")
def test_a_table_that_is_not_there_is_no_outage() -> None:
    nowhere = ChallengeStore("no-such-table")

    with pytest.raises(RefusedError, match="no-such-table"):
        nowhere.get("ch_any")
    with pytest.raises(RefusedError, match="no-such-table"):
        nowhere._table.put(nowhere._fresh(any_challenge()))
    with pytest.raises(RefusedError, match="ResourceNotFoundException"):
        nowhere._table.put_all(nowhere._fresh(any_challenge()))


@pytest.mark.usefixtures("aws")
def test_an_aws_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object) -> None:
        raise UnreachableError("no connection")

    store = ChallengeStore(CHALLENGES_TABLE)
    monkeypatch.setattr(Wire, "post", silent)
    monkeypatch.setattr(JsonService, "rest", lambda *_: None)

    with pytest.raises(UnavailableError):
        store.get("ch_any")
    with pytest.raises(UnavailableError):
        store.dailies([TODAY])


def test_a_change_that_always_comes_second_is_given_up() -> None:
    tried = 0

    def always_second() -> None:
        nonlocal tried
        tried += 1

    with pytest.raises(UnavailableError) as busy:
        until_written(always_second)

    assert busy.value.code == "TOO_BUSY"
    assert tried > 1
