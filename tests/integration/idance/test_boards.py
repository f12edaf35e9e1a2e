"""Boards on a real Redis: monotone, exact, and clear about being away."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from idance.domain.board import EXACT
from idance.domain.errors import UnavailableError
from idance.store.boards import BoardRow, BoardStore
from tests.builders import any_user_id

KEY = "lb:c:ch_test"
SIX = [str(uuid.UUID(int=number)) for number in range(1, 7)]


@pytest.fixture
def boards(redis_url: str) -> BoardStore:
    return BoardStore(redis_url)


def test_the_top_is_in_order_and_places_count_from_one(boards: BoardStore) -> None:
    boards.lift({KEY: {SIX[0]: 10, SIX[1]: 30, SIX[2]: 20}})

    view = boards.view(KEY, user_id=SIX[2], limit=2)

    assert view.top == (BoardRow(1, SIX[1], 30), BoardRow(2, SIX[2], 20))
    assert view.mine == BoardRow(2, SIX[2], 20)
    assert view.total == 3


def test_a_dancer_below_the_page_has_a_place_and_a_stranger_none(boards: BoardStore) -> None:
    boards.lift({KEY: {SIX[0]: 10, SIX[1]: 30, SIX[2]: 20}})

    assert boards.view(KEY, user_id=SIX[0], limit=1).mine == BoardRow(3, SIX[0], 10)
    assert boards.view(KEY, user_id=any_user_id(), limit=1).mine is None


def test_a_board_nobody_is_on_is_empty(boards: BoardStore) -> None:
    view = boards.view(KEY, user_id=SIX[0], limit=10)

    assert (view.top, view.mine, view.total) == ((), None, 0)
    assert boards.size(KEY) == 0
    assert boards.lift({}) == 0


def test_members_are_sixteen_bytes_and_scores_exact(boards: BoardStore, redis_url: str) -> None:
    boards.lift({KEY: {SIX[0]: EXACT - 1, SIX[1]: EXACT - 2}})

    with Redis.from_url(redis_url, protocol=2) as redis:
        stored = redis.zrevrange(KEY, 0, -1, withscores=True)
    assert stored == [
        (uuid.UUID(SIX[0]).bytes, float(EXACT - 1)),
        (uuid.UUID(SIX[1]).bytes, float(EXACT - 2)),
    ]


def test_lifting_says_how_many_rose(boards: BoardStore) -> None:
    assert boards.lift({KEY: {SIX[0]: 10, SIX[1]: 10}, "lb:all": {SIX[0]: 5}}) == 3
    assert boards.lift({KEY: {SIX[0]: 10, SIX[1]: 9, SIX[2]: 1}}) == 1
    assert boards.size(KEY) == 3


def test_a_score_has_the_same_place_before_and_after_it_lands(boards: BoardStore) -> None:
    boards.lift({KEY: {SIX[0]: 10, SIX[1]: 30}})

    before = boards.place_of(KEY, user_id=SIX[2], packed=20)
    boards.lift({KEY: {SIX[2]: 20}})

    assert before == boards.place_of(KEY, user_id=SIX[2], packed=20) == (2, 3)


def test_a_better_score_of_ones_own_is_no_rival(boards: BoardStore) -> None:
    boards.lift({KEY: {SIX[0]: 10, SIX[1]: 30}})

    assert boards.place_of(KEY, user_id=SIX[0], packed=40) == (1, 2)


def test_equals_to_the_tick_have_places_of_their_own(boards: BoardStore) -> None:
    boards.lift({KEY: dict.fromkeys(SIX, 7)})

    places = [boards.place_of(KEY, user_id=user_id, packed=7) for user_id in SIX]
    rows = boards.view(KEY, user_id=SIX[0], limit=6).top

    assert sorted(places) == [(place, 6) for place in range(1, 7)]
    assert [row.user_id for row in rows] == sorted(SIX, reverse=True)
    assert [places[SIX.index(row.user_id)][0] for row in rows] == [1, 2, 3, 4, 5, 6]


events = st.lists(st.tuples(st.sampled_from(SIX), st.integers(0, EXACT - 1)), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=events, random=st.randoms(use_true_random=False))
def test_replays_doubles_and_reorderings_end_in_the_same_board(
    redis_url: str,
    history: list[tuple[str, int]],
    random: Random,
) -> None:
    with Redis.from_url(redis_url) as redis:
        redis.flushall()
    boards = BoardStore(redis_url)
    twice = random.sample(history * 2, len(history) * 2)
    for user_id, packed in twice:
        boards.lift({KEY: {user_id: packed}})

    best: dict[str, int] = {}
    for user_id, packed in history:
        best[user_id] = max(packed, best.get(user_id, 0))
    in_order = sorted(best, key=lambda user_id: (best[user_id], user_id), reverse=True)
    expected = [BoardRow(place, who, best[who]) for place, who in enumerate(in_order, start=1)]
    assert list(boards.view(KEY, user_id=SIX[0], limit=6).top) == expected


@pytest.mark.parametrize(
    "ask",
    [
        lambda boards: boards.lift({KEY: {SIX[0]: 1}}),
        lambda boards: boards.view(KEY, user_id=SIX[0], limit=1),
        lambda boards: boards.place_of(KEY, user_id=SIX[0], packed=1),
        lambda boards: boards.size(KEY),
    ],
    ids=["lift", "view", "place_of", "size"],
)
def test_a_redis_that_is_away_is_named(ask: Callable[[BoardStore], object]) -> None:
    nobody_there = BoardStore("redis://127.0.0.1:9/0")

    with pytest.raises(UnavailableError) as refused:
        ask(nobody_there)

    assert refused.value.code == "LEADERBOARD_UNAVAILABLE"
