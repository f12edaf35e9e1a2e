"""Who must not be seen leaves every board with the next batch, and comes back with another."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations

import boto3
import pytest

from functions.leaderboard import consume_stream
from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.period import Period
from idance.domain.ranking import Reading
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from tests.builders import NOW, any_caller, any_held_score, any_score, any_user_id
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import Record, changes, records
from tests.integration.house import items_of
from tests.integration.idance.journey import dance, publish
from tests.unit.functions.lambda_context import AnyLambdaContext

HIDDEN = SubmissionStatus.HIDDEN


@pytest.fixture
def challenge(backend: Backend) -> Challenge:
    return publish(backend.house)


def consume(batch: list[Record]) -> None:
    answer = consume_stream.lambda_handler({"Records": batch}, AnyLambdaContext())
    assert answer == {"batchItemFailures": []}


def told_of(act: Callable[[], object]) -> list[Record]:
    """Do something and return what the stream tells of it."""
    before = items_of("core")
    act()
    return changes(before, items_of("core"))


def boards(backend: Backend, challenge: Challenge) -> list[list[float]]:
    """Return the scores on the challenge's board and on every period's."""
    read = backend.house.leaderboards
    who, ten = any_user_id(), Reading(limit=10)
    pages = [read.challenge_leaderboard(challenge.id, user_id=who, reading=ten)]
    pages += [read.global_leaderboard(one, user_id=who, reading=ten, now=NOW) for one in Period]
    return [[entry.score for entry in page.entries] for page in pages]


def two_dances(backend: Backend, challenge: Challenge) -> tuple[Submission, Submission]:
    pair = (
        dance(backend.house, any_caller(), challenge, any_score(90)),
        dance(backend.house, any_caller(), challenge, any_score(60)),
    )
    consume(records())
    return pair


BOTH = [[90, 60], *[[135, 90]] * 4]
ONE = [[60], *[[90]] * 4]


def test_a_hidden_submission_leaves_all_boards_and_comes_back(
    backend: Backend, challenge: Challenge
) -> None:
    best, _ = two_dances(backend, challenge)
    assert boards(backend, challenge) == BOTH
    moderation = backend.house.moderation

    hidden = told_of(lambda: moderation.withhold(best.id, HIDDEN, now=NOW))
    consume(hidden)
    assert boards(backend, challenge) == ONE
    assert told_of(lambda: moderation.withhold(best.id, HIDDEN, now=NOW)) == []

    consume(told_of(lambda: moderation.restore(best.id, now=NOW)))
    assert boards(backend, challenge) == BOTH
    assert told_of(lambda: moderation.restore(best.id, now=NOW)) == []
    consume(hidden)
    assert boards(backend, challenge) == BOTH


def test_news_in_any_order_ends_in_the_same_boards(backend: Backend, challenge: Challenge) -> None:
    moderation = backend.house.moderation
    best, _ = two_dances(backend, challenge)
    scored = records()
    hidden = told_of(lambda: moderation.withhold(best.id, HIDDEN, now=NOW))

    for order in permutations((*hidden, *scored[:2])):
        consume(list(order))
    for _ in range(5):
        shuffled = [*hidden, *scored] * 2
        random.shuffle(shuffled)
        for one in shuffled:
            consume([one])
        assert boards(backend, challenge) == ONE


def test_a_banned_dancer_is_on_no_board_until_let_back(
    backend: Backend, challenge: Challenge
) -> None:
    best, _ = two_dances(backend, challenge)
    moderation = backend.house.moderation

    ban = told_of(lambda: moderation.ban(best.user_id))
    consume(ban)
    assert boards(backend, challenge) == ONE
    consume(records())
    assert boards(backend, challenge) == ONE
    assert told_of(lambda: moderation.ban(best.user_id)) == []

    consume(told_of(lambda: moderation.unban(best.user_id)))
    assert boards(backend, challenge) == BOTH
    consume(ban)
    assert boards(backend, challenge) == BOTH


def test_an_erased_dancer_leaves_nothing(backend: Backend, challenge: Challenge) -> None:
    best, _ = two_dances(backend, challenge)
    before = records()

    def erase() -> None:
        core = boto3.resource("dynamodb").Table("core")
        for _, pk, sk in items_of("core"):
            if pk == f"U#{best.user_id}":
                core.delete_item(Key={"PK": pk, "SK": sk})

    consume(told_of(erase))
    assert boards(backend, challenge) == ONE
    consume(before)
    assert boards(backend, challenge) == ONE


def test_what_never_stood_on_a_board_cannot_be_taken_off_or_put_back(
    backend: Backend, challenge: Challenge
) -> None:
    held = dance(backend.house, any_caller(), challenge, any_held_score())
    moderation = backend.house.moderation
    with pytest.raises(ConflictError, match="NOT_RANKED"):
        moderation.withhold(held.id, HIDDEN, now=NOW)
    with pytest.raises(ConflictError, match="NOT_RANKED"):
        moderation.restore(held.id, now=NOW)
    with pytest.raises(NotFoundError):
        moderation.ban(any_user_id())


def test_the_banned_are_listed_and_no_more_than_they(
    backend: Backend, challenge: Challenge
) -> None:
    best, other = two_dances(backend, challenge)
    dancers = backend.house.dancers
    backend.house.moderation.ban(best.user_id)
    assert list(dancers.banned()) == [best.user_id]
    backend.house.moderation.unban(best.user_id)
    assert list(dancers.banned()) == []
    board = challenge_board(challenge)
    assert backend.house.feed.truth(board, other.user_id)[0] == board.pack(60, NOW)
