"""Boards on a real Redis: a maximum where news rises, exact where it falls."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from redis import Redis

from idance.domain.board import EXACT, Board
from idance.domain.errors import UnavailableError
from idance.store.board_rows import BoardRow, Lift, MyRow
from idance.store.boards import BoardStore
from tests.builders import any_user_id
from tests.integration.functions.backend import NOWHERE

START = datetime(2026, 11, 21, tzinfo=UTC)
BOARD = Board(name="c:ch_test", start=START, tick_ms=1, ticks=1, max_points=EXACT - 1)
OTHER = BOARD.model_copy(update={"name": "all"})
SIX = [str(uuid.UUID(int=number)) for number in range(1, 7)]


@pytest.fixture
def boards(redis_url: str) -> BoardStore:
    return BoardStore(redis_url)


def lift(boards: BoardStore, packed: Mapping[str, int], *, version: int = 1) -> int:
    """Lift dancers on the board; return how many rose."""
    news = {user_id: (score, version) for user_id, score in packed.items()}
    return boards.lift([Lift(BOARD, news, 0)])[BOARD.name]


def places(boards: BoardStore) -> list[tuple[str, int]]:
    rows = boards.view(BOARD, user_id=SIX[0], start=0, limit=100).rows
    return [(row.user_id, row.packed) for row in rows]


def test_the_top_is_in_order_and_places_count_from_one(boards: BoardStore) -> None:
    lift(boards, {SIX[0]: 10, SIX[1]: 30, SIX[2]: 20})

    view = boards.view(BOARD, user_id=SIX[2], start=0, limit=2)

    assert view.rows == (BoardRow(1, SIX[1], 30), BoardRow(2, SIX[2], 20))
    assert view.mine == MyRow(2, 20, 30)
    assert view.total == 3


def test_a_dancer_below_the_page_has_a_place_and_a_stranger_none(boards: BoardStore) -> None:
    lift(boards, {SIX[0]: 10, SIX[1]: 30, SIX[2]: 20})

    assert boards.view(BOARD, user_id=SIX[0], start=0, limit=1).mine == MyRow(3, 10, 20)
    assert boards.view(BOARD, user_id=SIX[1], start=0, limit=1).mine == MyRow(1, 30, None)
    assert boards.view(BOARD, user_id=any_user_id(), start=0, limit=1).mine is None


def test_a_board_nobody_is_on_is_empty(boards: BoardStore) -> None:
    view = boards.view(BOARD, user_id=SIX[0], start=0, limit=10)

    assert (view.rows, view.mine, view.total) == ((), None, 0)
    assert boards.size(BOARD) == 0
    assert boards.lift([]) == {}
    assert boards.packed_of(BOARD, []) == {}
    assert boards.banned([]) == set()


def test_members_are_sixteen_bytes_and_scores_exact(boards: BoardStore, redis_url: str) -> None:
    lift(boards, {SIX[0]: EXACT - 1, SIX[1]: EXACT - 2})

    with Redis.from_url(redis_url, protocol=2) as redis:
        stored = redis.zrevrange(BOARD.key, 0, -1, withscores=True)
    assert stored == [
        (uuid.UUID(SIX[0]).bytes, float(EXACT - 1)),
        (uuid.UUID(SIX[1]).bytes, float(EXACT - 2)),
    ]
    assert places(boards) == [(SIX[0], EXACT - 1), (SIX[1], EXACT - 2)]
    assert boards.view(BOARD, user_id=SIX[1], start=0, limit=1).mine == MyRow(
        2, EXACT - 2, EXACT - 1
    )


def test_lifting_says_by_board_how_many_rose(boards: BoardStore) -> None:
    first = [Lift(BOARD, {SIX[0]: (10, 1), SIX[1]: (10, 1)}, 0), Lift(OTHER, {SIX[0]: (5, 1)}, 0)]
    assert boards.lift(first) == {"c:ch_test": 2, "all": 1}
    assert lift(boards, {SIX[0]: 10, SIX[1]: 9, SIX[2]: 1}) == 1
    assert boards.size(BOARD) == 3


def test_a_board_lives_as_long_as_it_was_made_for(boards: BoardStore, redis_url: str) -> None:
    boards.lift([Lift(BOARD, {SIX[0]: (10, 1)}, 500), Lift(OTHER, {SIX[0]: (10, 1)}, 0)])
    boards.lift([Lift(BOARD, {SIX[1]: (10, 1)}, 90_000)])
    with Redis.from_url(redis_url) as redis:
        assert 490 < redis.ttl(BOARD.key) <= 500
        assert redis.ttl(OTHER.key) == -1


def test_a_score_has_the_same_place_before_and_after_it_lands(boards: BoardStore) -> None:
    lift(boards, {SIX[0]: 10, SIX[1]: 30})

    before = boards.place_of(BOARD, user_id=SIX[2], packed=20)
    lift(boards, {SIX[2]: 20})

    assert before == boards.place_of(BOARD, user_id=SIX[2], packed=20) == (2, 3, False)


def test_a_better_score_of_ones_own_is_no_rival(boards: BoardStore) -> None:
    lift(boards, {SIX[0]: 10, SIX[1]: 30})

    assert boards.place_of(BOARD, user_id=SIX[0], packed=40) == (1, 2, False)


def test_equals_to_the_tick_have_places_of_their_own(boards: BoardStore) -> None:
    lift(boards, dict.fromkeys(SIX, 7))

    found = [boards.place_of(BOARD, user_id=user_id, packed=7) for user_id in SIX]

    assert sorted(found) == [(place, 6, False) for place in range(1, 7)]
    assert [who for who, _ in places(boards)] == sorted(SIX, reverse=True)
    assert boards.places_of(BOARD, SIX) == {
        who: place for who, (place, *_) in zip(SIX, found, strict=True)
    }


def test_the_rows_after_a_row_are_the_same_wherever_it_has_gone(boards: BoardStore) -> None:
    lift(boards, {SIX[0]: 50, SIX[1]: 40, SIX[2]: 40, SIX[3]: 40, SIX[4]: 30})
    *_, last = boards.view(BOARD, user_id=SIX[0], start=0, limit=3).rows
    assert last == BoardRow(3, SIX[2], 40)
    rest = [SIX[1], SIX[4]]

    def after() -> list[str]:
        view = boards.after(BOARD, last, user_id=SIX[0], limit=9)
        return [row.user_id for row in view.rows]

    assert after() == rest
    lift(boards, {SIX[2]: 60})
    assert after() == rest
    boards.fix(BOARD, SIX[2], None, version=9, ttl=0)
    assert after() == rest
    assert boards.after(BOARD, last, user_id=SIX[0], limit=1).rows == (BoardRow(3, SIX[1], 40),)


def test_around_me_are_those_before_and_after_me(boards: BoardStore) -> None:
    lift(boards, {who: 10 * n for n, who in enumerate(SIX, start=1)})

    view = boards.around(BOARD, user_id=SIX[3], radius=1)
    assert [row.place for row in view.rows] == [2, 3, 4]
    assert view.rows[1].user_id == SIX[3]
    top = boards.around(BOARD, user_id=SIX[5], radius=2)
    assert [row.place for row in top.rows] == [1, 2, 3]
    assert (view.mine, top.mine) == (MyRow(3, 40, 50), MyRow(1, 60, None))
    alone = boards.around(BOARD, user_id=SIX[3], radius=0)
    assert (alone.rows, alone.mine, alone.total) == ((BoardRow(3, SIX[3], 40),), view.mine, 6)
    stranger = boards.around(BOARD, user_id=any_user_id(), radius=2)
    assert (stranger.rows, stranger.mine, stranger.total) == ((), None, 6)


def test_different_points_above_are_counted_as_far_as_one_wants(boards: BoardStore) -> None:
    board = Board(name="c:x", start=START, tick_ms=1, ticks=1000, max_points=100_00)
    news = {SIX[0]: 9_999, SIX[1]: 9_001, SIX[2]: 8_500, SIX[3]: 7_000}
    boards.lift([Lift(board, {who: (packed, 1) for who, packed in news.items()}, 0)])

    assert boards.count_above(board, [0.09, 0.08, 0.07]) == [0, 2, 3]
    assert boards.distinct_above(board, 0.07, most=5) == 2
    assert boards.distinct_above(board, 0.09, most=5) == 0
    assert boards.distinct_above(board, 0.07, most=1) is None


def test_what_was_lowered_stays_low_for_news_that_is_no_younger(boards: BoardStore) -> None:
    lift(boards, {SIX[0]: 50, SIX[1]: 20}, version=3)
    boards.fix(BOARD, SIX[0], 30, version=4, ttl=0)
    assert lift(boards, {SIX[0]: 50, SIX[1]: 25}, version=3) == 1
    assert places(boards) == [(SIX[0], 30), (SIX[1], 25)]

    boards.fix(BOARD, SIX[0], 40, version=2, ttl=0)
    assert places(boards)[0] == (SIX[0], 30)
    lift(boards, {SIX[0]: 35}, version=5)
    assert places(boards)[0] == (SIX[0], 35)

    boards.fix(BOARD, SIX[0], None, version=6, ttl=0)
    assert lift(boards, {SIX[0]: 99}, version=6) == 0
    assert places(boards) == [(SIX[1], 25)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda boards: lift(boards, {SIX[0]: 1}),
        lambda boards: boards.view(BOARD, user_id=SIX[0], start=0, limit=1),
        lambda boards: boards.place_of(BOARD, user_id=SIX[0], packed=1),
        lambda boards: boards.size(BOARD),
    ],
    ids=["lift", "view", "place_of", "size"],
)
def test_a_redis_that_is_away_is_named(ask: Callable[[BoardStore], object]) -> None:
    nobody_there = BoardStore(NOWHERE)

    with pytest.raises(UnavailableError) as refused:
        ask(nobody_there)

    assert refused.value.code == "LEADERBOARD_UNAVAILABLE"
