"""The window that slides."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.errors import TooManyError
from idance.domain.rate import Rate
from tests.builders import NOW

MINUTE_START = NOW.replace(second=0, microsecond=0)
TEN_A_MINUTE = Rate(limit=10)


def at(seconds: float) -> datetime:
    return MINUTE_START + timedelta(seconds=seconds)


def wait(before: int, current: int, *, now: datetime) -> int | None:
    try:
        TEN_A_MINUTE.check(before, current, now=now)
    except TooManyError as error:
        return error.retry_after_s
    return None


def test_a_window_lasts_as_long_as_it_says() -> None:
    assert TEN_A_MINUTE.window(at(0)) == TEN_A_MINUTE.window(at(59.9))
    assert TEN_A_MINUTE.window(at(60)) == TEN_A_MINUTE.window(at(0)) + 1


@pytest.mark.parametrize(
    ("before", "current", "seconds", "told"),
    [
        (0, 10, 0, None),
        (0, 11, 30, 30),
        (10, 1, 0, 12),
        (10, 5, 30, None),
        (10, 6, 30, 12),
        (20, 1, 10, 26),
    ],
)
def test_the_window_before_counts_by_its_share(
    before: int, current: int, seconds: float, told: int | None
) -> None:
    assert wait(before, current, now=at(seconds)) == told


@given(
    before=st.integers(0, 40),
    current=st.integers(1, 40),
    seconds=st.integers(0, 59),
)
def test_who_waits_as_long_as_told_may_ask_again_unless_this_window_is_full(
    before: int, current: int, seconds: int
) -> None:
    told = wait(before, current, now=at(seconds))
    if told is None:
        return
    assert 1 <= told <= 60
    then = at(seconds + told)
    if seconds + told < 60:
        assert wait(before, current + 1, now=then) is None
    else:
        assert wait(current, 1, now=then) in {None, *range(1, 61)}
