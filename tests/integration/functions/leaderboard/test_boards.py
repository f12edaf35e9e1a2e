"""From the stream onto the boards, and the boards anew from the table."""

from __future__ import annotations

import json
import random
from typing import Any
from uuid import uuid4

import pytest
from redis import Redis

from functions.leaderboard import consume_stream
from idance.domain.errors import UnavailableError
from idance.domain.period import Period
from idance.domain.ranking import LeaderboardPage, Reading
from tests.builders import NOW, any_caller, any_score
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import Record, record, records
from tests.integration.house import LOST_RECORDS_QUEUE_URL, client
from tests.unit.functions.lambda_context import AnyLambdaContext


def consume(*batch: Record) -> list[str]:
    """Bring a batch; return the numbers of the records that failed."""
    answer = consume_stream.lambda_handler({"Records": list(batch)}, AnyLambdaContext())
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def dance(backend: Backend, total: float) -> str:
    """Score a dancer's submission without telling the boards; return the challenge."""
    house, dancer = backend.house, any_caller()
    challenge_id = house.challenges.get_active_challenge(NOW).id
    grant = house.sessions.create(
        dancer,
        content_type="video/mp4",
        size_bytes=10,
        challenge_id=challenge_id,
        now=NOW,
        entropy=uuid4(),
    )
    house.scoring.begin(grant.session.id, now=NOW)
    house.scoring.complete(grant.session.id, challenge_id, any_score(total), now=NOW)
    house.submissions.submit_to_challenge(
        dancer,
        challenge_id,
        session_id=grant.session.id,
        caption=None,
        tags=(),
        now=NOW,
    )
    return challenge_id


def board(backend: Backend, challenge_id: str) -> LeaderboardPage:
    boards = backend.house.leaderboards
    return boards.challenge_leaderboard(
        challenge_id, user_id=str(uuid4()), reading=Reading(limit=10)
    )


def scores(page: LeaderboardPage) -> list[float]:
    return [entry.score for entry in page.entries]


def everything(redis_url: str) -> dict[bytes, Any]:
    """Return all boards with all members and scores."""
    with Redis.from_url(redis_url, protocol=2) as redis:
        return {
            key: redis.zrange(key, 0, -1, withscores=True) for key in sorted(redis.keys("lb:{*}"))
        }


def test_scores_and_totals_land_on_their_boards(backend: Backend) -> None:
    for total in (40.0, 90.0, 70.0):
        challenge_id = dance(backend, total)
    assert consume(*records()) == []

    assert scores(board(backend, challenge_id)) == [90.0, 70.0, 40.0]
    for period in Period:
        page = backend.house.leaderboards.global_leaderboard(
            period,
            user_id=str(uuid4()),
            reading=Reading(limit=10),
            now=NOW,
        )
        assert page.total == 3
        assert scores(page) == sorted(scores(page), reverse=True)


def test_doubles_and_another_order_change_nothing(backend: Backend) -> None:
    for total in (40.0, 90.0, 70.0):
        dance(backend, total)
    batch = records()
    consume(*batch)
    before = everything(backend.house.redis_url)
    assert len(before) == 9

    shuffled = batch * 3
    random.shuffle(shuffled)
    for start in range(0, len(shuffled), 4):
        assert consume(*shuffled[start : start + 4]) == []
    assert everything(backend.house.redis_url) == before


def parked() -> list[str]:
    """Return the numbers of the records that were put aside."""
    sqs, numbers = client("sqs"), []
    while found := sqs.receive_message(QueueUrl=LOST_RECORDS_QUEUE_URL).get("Messages"):
        numbers += [json.loads(one["Body"])["sequenceNumber"] for one in found]
    return sorted(numbers)


def test_a_poison_record_is_parked_and_holds_up_no_other(backend: Backend) -> None:
    challenge_id = dance(backend, 55.0)
    good = records()
    submission = next(one for one in good if "SUB#" in str(one["dynamodb"]["NewImage"]["SK"]))
    image = submission["dynamodb"]["NewImage"]
    elsewhere = image["doc"]["S"].replace(challenge_id, "ch_unheardof")
    poison = [
        record("901", image | {"doc": {"S": "{}"}}),
        record("902", {"PK": {"S": "U#x"}}),
        record("903", image | {"doc": {"S": elsewhere}}),
    ]
    broken = record("904", image)
    del broken["dynamodb"]["ApproximateCreationDateTime"]
    assert consume(poison[0], *good, *poison[1:], broken) == []
    assert parked() == ["901", "902", "903", "904"]
    assert scores(board(backend, challenge_id)) == [55.0]


def test_a_poison_record_that_cannot_be_parked_comes_again(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenge_id = dance(backend, 55.0)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1")

    assert consume(record("901", {"PK": {"S": "U#x"}}), *records()) == ["901"]
    assert scores(board(backend, challenge_id)) == [55.0]


def test_what_no_board_counts_is_passed_over(backend: Backend) -> None:
    backend.house.dancers.know(any_caller().user_id, display_name="Mia")
    assert consume(*records(), record("77", None)) == []
    assert everything(backend.house.redis_url) == {}


def test_with_redis_away_the_batch_comes_again(backend: Backend) -> None:
    dance(backend, 55.0)
    with backend.without_redis(), pytest.raises(UnavailableError):
        consume(record("901", {"PK": {"S": "U#x"}}), *records())
    assert parked() == []
