"""Every day can have a challenge without anybody making one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from idance.domain.challenge import SYSTEM_USER
from idance.domain.generation import last_resort_challenge
from idance.domain.ids import CHALLENGE_ID
from idance.domain.template import BUILT_IN
from tests.builders import NOW, TODAY

days = st.dates(date(2025, 1, 1), date(2100, 1, 1))


@given(days)
def test_every_day_gets_a_challenge_that_is_open_all_day_long(day: date) -> None:
    challenge = last_resort_challenge(day, now=NOW)
    midnight = datetime.combine(day, time.min, tzinfo=UTC)

    assert challenge.is_open(midnight)
    assert challenge.is_open(midnight + timedelta(days=1, microseconds=-1))
    assert not challenge.is_open(midnight + timedelta(days=1))
    assert CHALLENGE_ID.fullmatch(challenge.id)


@given(days)
def test_two_who_make_a_days_challenge_make_the_same(day: date) -> None:
    assert last_resort_challenge(day, now=NOW) == last_resort_challenge(day, now=NOW)


def test_a_week_has_seven_different_challenges() -> None:
    week = [last_resort_challenge(TODAY + timedelta(days=day), now=NOW) for day in range(7)]

    assert {challenge.title for challenge in week} == {template.title for template in BUILT_IN}


def test_a_generated_challenge_belongs_to_nobody() -> None:
    assert last_resort_challenge(TODAY, now=NOW).created_by == SYSTEM_USER
