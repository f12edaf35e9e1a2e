"""Contests fed by the stream, lost and made anew, compared with the table."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import boto3
import pytest
from redis import Redis

from functions.leaderboard import rebuild, verify
from idance.domain.contest import Contest
from idance.domain.ranking import Reading
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_challenge, any_contest, any_score, any_user_id
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import changes, records
from tests.integration.functions.leaderboard.test_boards import consume, everything
from tests.integration.house import items_of
from tests.integration.idance.journey import dance, publish
from tests.unit.functions.lambda_context import AnyLambdaContext

OPERATORS = {"best": [90.0, 70.0], "set": [70.0, 40.0], "incr": [130.0, 70.0]}
"""By operator, what is on the board when one has danced 90 and then 40, and another 70."""


@pytest.fixture
def danced(backend: Backend) -> list[Submission]:
    """Return one dancer's two entries, and another's one; there is a contest an operator."""
    house = backend.house
    first, second = (publish(house, any_challenge(type="spin", points=100)) for _ in "12")
    for operator in OPERATORS:
        house.contests.add(operator, contest(operator))
    mia = any_caller()
    return [
        dance(house, mia, first, any_score(90)),
        dance(house, mia, second, any_score(40), now=NOW + timedelta(seconds=1)),
        dance(house, any_caller(), first, any_score(70)),
    ]


def contest(operator: str) -> Contest:
    return any_contest(slug=operator, operator=operator, challenge_type="spin")


def members(backend: Backend) -> dict[bytes, Any]:
    """Return all contests' boards with all members and scores."""
    held = everything(backend.house.redis_url)
    return {key: rows for key, rows in held.items() if key.startswith(b"lb:{e:")}


def boards(backend: Backend) -> dict[str, list[float]]:
    read = backend.house.leaderboards
    who, ten = any_user_id(), Reading(limit=10)
    pages = {
        one: read.contest_leaderboard(contest(one), user_id=who, reading=ten) for one in OPERATORS
    }
    return {one: [entry.score for entry in page.entries] for one, page in pages.items()}


def call(handler: Any, *names: str) -> dict[str, Any]:  # noqa: ANN401 (a module)
    answer: dict[str, Any] = handler.lambda_handler({"boards": names}, AnyLambdaContext())
    return answer


@pytest.mark.usefixtures("danced")
def test_each_operator_ends_the_same_however_the_news_comes(backend: Backend) -> None:
    consume(*records())
    assert boards(backend) == OPERATORS
    before = members(backend)
    shuffled = records() * 3
    random.shuffle(shuffled)
    for start in range(0, len(shuffled), 4):
        consume(*shuffled[start : start + 4])
    assert members(backend) == before


@pytest.mark.usefixtures("danced")
def test_lost_contests_are_rebuilt_as_they_were(backend: Backend) -> None:
    consume(*records())
    before = members(backend)
    names = [f"e:{operator}" for operator in OPERATORS]
    with Redis.from_url(backend.house.redis_url) as redis:
        redis.flushall()

    assert call(rebuild, *names)["sizes"] == dict.fromkeys(names, 2)
    assert len(before) == len(names)
    assert members(backend) == before
    assert call(verify, *names) == {"boards": 3, "drift": [], "members": 6}


@pytest.mark.usefixtures("danced")
def test_drift_of_a_contest_is_found(backend: Backend) -> None:
    consume(*records())
    stranger = any_user_id()
    backend.house.boards.fix(contest("incr").board, stranger, 5, version=1, ttl=0)
    (drift,) = call(verify, "e:incr", "e:set")["drift"]
    assert (drift["board"], drift["wrong"], drift["extra"]) == ("e:incr", 0, 1)


def test_what_is_hidden_banned_or_erased_leaves_contests(
    backend: Backend, danced: list[Submission]
) -> None:
    house, first = backend.house, danced[0]
    consume(*records())

    def told(act: Any) -> None:  # noqa: ANN401 (any step)
        before = items_of("core")
        act()
        consume(*changes(before, items_of("core")))

    told(
        lambda: house.moderation.withhold(first.id, SubmissionStatus.HIDDEN, now=first.submitted_at)
    )
    assert boards(backend) == {"best": [70, 40], "set": [70, 40], "incr": [70, 40]}
    told(lambda: house.moderation.restore(first.id, now=NOW))
    assert boards(backend) == OPERATORS
    told(lambda: house.moderation.ban(first.user_id))
    assert boards(backend) == {"best": [70], "set": [70], "incr": [70]}
    told(lambda: house.moderation.unban(first.user_id))
    assert boards(backend) == OPERATORS

    before = items_of("core")
    core = boto3.resource("dynamodb").Table("core")
    for pk, sk in [key[1:] for key in before if first.user_id in key[1]]:
        core.delete_item(Key={"PK": pk, "SK": sk})
    gone = changes(before, items_of("core"))
    consume(*reversed(gone))
    consume(*gone)
    assert boards(backend) == {"best": [70], "set": [70], "incr": [70]}
