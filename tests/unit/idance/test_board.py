"""Points and time become one exact number: more points win, and among equals the earlier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.board import (
    EXACT,
    Board,
    challenge_board,
    closing_board,
    points_board,
    points_name,
)
from idance.domain.period import Period, period_key
from tests.builders import NOW, any_challenge

START = datetime(2026, 11, 21, tzinfo=UTC)
DAY = challenge_board(any_challenge(id="ch_test"))
KEYS = ("d:2026-11-21", "w:2026W47", "m:2026-11", "all")

hundredths = st.integers(0, 100_00)
offsets = st.integers(0, 86_400_000 - 1)


def board_at(points: int, ms: int) -> int:
    return DAY.pack(points / 100, DAY.start + timedelta(milliseconds=ms))


@given(hundredths, offsets, hundredths, offsets)
def test_more_points_win_and_among_equals_the_earlier_millisecond(
    points: int,
    ms: int,
    other_points: int,
    other_ms: int,
) -> None:
    is_ahead = (points, -ms) > (other_points, -other_ms)

    assert (board_at(points, ms) > board_at(other_points, other_ms)) == is_ahead


@given(hundredths, offsets)
def test_a_packed_score_is_an_exact_double_and_gives_its_points_back(points: int, ms: int) -> None:
    packed = board_at(points, ms)

    assert 0 <= packed < EXACT
    assert int(float(packed)) == packed
    assert DAY.points(packed) == points / 100


@pytest.mark.parametrize("key", KEYS)
def test_every_period_takes_its_most_points_at_its_last_moment(key: str) -> None:
    board = points_board(key)
    last = board.start + timedelta(milliseconds=board.tick_ms * board.ticks - 1)

    assert board.points(board.pack(board.max_points / 100, board.start)) == board.max_points / 100
    assert board.pack(0, last) == 0
    assert board.pack(board.max_points / 100, board.start) < EXACT


def test_moments_outside_a_board_count_as_its_first_or_last() -> None:
    before, after = DAY.start - timedelta(days=2), DAY.start + timedelta(days=400)

    assert DAY.pack(50, before) == DAY.pack(50, DAY.start)
    assert DAY.points(DAY.pack(50, after)) == 50
    assert DAY.pack(50, after) == 50_00 * DAY.ticks


@pytest.mark.parametrize("points", [-0.01, 100.01])
def test_points_beyond_the_boards_range_are_refused(points: float) -> None:
    with pytest.raises(ValueError, match="out of range"):
        DAY.pack(points, NOW)


def test_a_board_whose_scores_would_not_be_exact_is_refused() -> None:
    with pytest.raises(ValueError, match="exceeds"):
        Board(name="x", start=START, tick_ms=1, ticks=2**53, max_points=1)


def test_the_largest_exact_board_is_taken() -> None:
    board = Board(name="x", start=START, tick_ms=1, ticks=2**52, max_points=1)

    assert board.pack(0.01, START) == EXACT - 1


def test_a_challenges_board_is_named_after_it_and_starts_with_it() -> None:
    assert (DAY.name, DAY.key) == ("c:ch_test", "lb:{c:ch_test}")
    assert DAY.start == START
    assert DAY.ticks == 86_400_000


def test_the_longest_challenge_still_fits() -> None:
    longest = any_challenge(start_time=START, end_time=START + timedelta(days=31))

    assert challenge_board(longest).pack(100, START) < EXACT


@pytest.mark.parametrize(
    ("moment", "keys"),
    [
        (NOW, KEYS),
        # New Year's Day 2027 is a Friday of the old year's last week.
        (datetime(2027, 1, 1, tzinfo=UTC), ("d:2027-01-01", "w:2026W53", "m:2027-01", "all")),
        # Half past one in the morning in Berlin is still the day before, in UTC.
        (datetime.fromisoformat("2026-12-01T00:30:00+01:00"),
         ("d:2026-11-30", "w:2026W49", "m:2026-11", "all")),
    ],
)  # fmt: skip
def test_a_moment_belongs_to_its_utc_day_week_and_month(
    moment: datetime,
    keys: tuple[str, ...],
) -> None:
    assert tuple(period_key(period, moment) for period in Period) == keys


@given(
    st.integers(0, 3652).map(
        lambda days: datetime(2025, 1, 1, 23, 59, tzinfo=UTC) + timedelta(days)
    ),
    st.sampled_from(Period),
)
def test_the_board_of_a_moments_period_contains_the_moment(
    moment: datetime,
    period: Period,
) -> None:
    board = points_board(period_key(period, moment))

    assert board.start <= moment
    assert moment < board.start + timedelta(milliseconds=board.tick_ms * board.ticks)


def test_a_points_board_has_its_name_and_one_shard_for_all_its_keys() -> None:
    assert [points_board(name).key for name in ("w:2026W47", "spin/all")] == [
        "lb:{w:2026W47}",
        "lb:{spin/all}",
    ]
    assert points_name(Period.MONTHLY, NOW, "spin") == "spin/m:2026-11"


def test_a_closed_board_is_kept_while_the_period_after_it_runs() -> None:
    week = points_board("w:2026W47")
    assert week.closes_at == datetime(2026, 11, 23, tzinfo=UTC)
    assert week.kept_until == datetime(2026, 12, 2, tzinfo=UTC)
    assert DAY.kept_until == DAY.closes_at + timedelta(days=2)  # type: ignore[operator]
    assert points_board("all").kept_until is None


def test_only_all_time_has_a_board_of_the_day_before() -> None:
    assert closing_board("spin/all~").key == "lb:{spin/all~}"
    with pytest.raises(ValueError, match="no such board"):
        closing_board("w:2026W47~")


@given(hundredths, offsets)
def test_a_packed_score_gives_its_moment_back(points: int, ms: int) -> None:
    assert DAY.moment(board_at(points, ms)) == DAY.start + timedelta(milliseconds=ms)


BAD = ["", "x:2026", "y", "d:yesterday", "w:2026W99", "Spin/all", "/all", "d:20261121", "w:2026W7"]


@pytest.mark.parametrize("name", BAD)
def test_a_text_that_is_no_board_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        points_board(name)
