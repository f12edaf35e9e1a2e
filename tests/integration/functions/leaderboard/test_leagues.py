"""Leagues: seats in cohorts, and up or down a tier when the week is over, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from idance.domain.challenge import Challenge
from idance.domain.errors import NotFoundError
from idance.domain.league import (
    Tier,
    band_of,
    cohort_board,
    cohort_name,
    result_of,
)
from idance.domain.profile import Caller
from tests.builders import NOW, any_caller, any_challenge, any_score, any_user_id
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import changes
from tests.integration.functions.leaderboard.test_moderation import consume
from tests.integration.house import House, items_of
from tests.integration.idance.journey import dance, publish

NEXT_WEEK = NOW + timedelta(days=7)
COHORT = "g:2026W47/bronze/+00/0"


@pytest.fixture
def challenge(house: House) -> Challenge:
    return publish(house)


def danced(house: House, challenge: Challenge, total: float, **caller: object) -> Caller:
    who = any_caller(**caller)
    dance(house, who, challenge, any_score(total), now=challenge.start_time + timedelta(hours=12))
    return who


def test_thirty_seats_are_a_cohort() -> None:
    names = {cohort_name("w:2026W47", Tier.GOLD, "+03", seat) for seat in range(60)}
    assert names == {"g:2026W47/gold/+03/0", "g:2026W47/gold/+03/1"}
    assert cohort_board("g:2026W47/gold/+03/0").closes_at is not None


@pytest.mark.parametrize("name", ["g:2026W47/gold/+03/x", "g:2026W47/tin/+03/0", "g:2026W47"])
def test_a_text_that_is_no_cohort_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        cohort_board(name)


@pytest.mark.parametrize(
    ("hours", "band"), [(0, "+00"), (2, "+00"), (5.5, "+03"), (-1, "-03"), (-8, "-09"), (14, "+12")]
)
def test_time_zones_are_in_bands_of_three_hours(hours: float, band: str) -> None:
    assert band_of(timedelta(hours=hours)) == band


def test_one_in_six_goes_up_and_one_in_six_down() -> None:
    ranked = [(any_user_id(), 100.0 - n) for n in range(30)]
    result = result_of(COHORT, Tier.SILVER, ranked)
    assert result.tiers == (Tier.GOLD,) * 5 + (Tier.SILVER,) * 20 + (Tier.BRONZE,) * 5
    assert result_of(COHORT, Tier.BRONZE, ranked).tiers[-1] is Tier.BRONZE
    assert result_of(COHORT, Tier.DIAMOND, ranked).tiers[0] is Tier.DIAMOND
    assert result.tier_of(any_user_id()) is Tier.SILVER


def test_who_dances_gets_one_seat_a_week_from_the_stream(
    backend: Backend, challenge: Challenge
) -> None:
    house = backend.house
    before = items_of("core")
    mia, noah = danced(house, challenge, 90), danced(house, challenge, 60)
    told = changes(before, items_of("core"))
    consume(told)
    consume(told)
    for who in (mia, noah):
        seat = house.dancers.stats(who.user_id).seat
        assert seat
        assert seat.cohort == COHORT

    answer = Phone(mia).get("/leaderboards/league")
    assert answer.status == 200
    assert answer.body["tier"] == "bronze"
    assert answer.body["board"] == COHORT
    assert answer.body["userPosition"]["rank"] == 1
    stranger = Phone(any_caller()).get("/leaderboards/league")
    assert stranger.error == (404, "NO_LEAGUE")


def test_a_cohort_is_closed_exactly_once(house: House, challenge: Challenge) -> None:
    callers = [danced(house, challenge, 10.0 * n) for n in range(1, 7)]
    for caller in callers:
        house.leagues.seat(caller.user_id, now=NOW)
    assert house.leagues.close(COHORT, Tier.BRONZE, now=NOW) is None

    with ThreadPoolExecutor(4) as pool:
        close = [pool.submit(house.leagues.close, COHORT, Tier.BRONZE, now=NEXT_WEEK)] * 4
    (result,) = {one.result() for one in close}
    assert result
    assert result.ranking == tuple(one.user_id for one in reversed(callers))
    assert result.tiers[0] is Tier.SILVER

    late = any_challenge(start_time=challenge.start_time, end_time=NEXT_WEEK)
    house.challenge_store.add(late)
    dance(house, callers[0], late, any_score(100), now=NOW)
    assert house.leagues.close(COHORT, Tier.BRONZE, now=NEXT_WEEK) == result


def test_the_next_seat_is_where_the_last_week_led_to(house: House, challenge: Challenge) -> None:
    callers = [danced(house, challenge, 10.0 * n) for n in range(1, 7)]
    for caller in callers:
        house.leagues.seat(caller.user_id, now=NOW)
    again = any_challenge(
        start_time=challenge.start_time + timedelta(days=7),
        end_time=challenge.end_time + timedelta(days=7),
    )
    publish(house, again)
    monday = NEXT_WEEK.replace(day=23, hour=0, minute=30)
    for caller in (callers[-1], callers[0]):
        dance(house, caller, again, any_score(50), now=NEXT_WEEK)

    with pytest.raises(NotFoundError, match="NO_LEAGUE"):
        house.leagues.seat(callers[-1].user_id, now=monday)
    best = house.leagues.seat(callers[-1].user_id, now=NEXT_WEEK)
    assert (best.tier, best.seat and best.seat.cohort) == (
        Tier.SILVER,
        "g:2026W48/silver/+00/0",
    )
    assert house.leagues.seat(callers[-1].user_id, now=NEXT_WEEK) == best
    last = house.leagues.seat(callers[0].user_id, now=NEXT_WEEK)
    assert last.tier is Tier.BRONZE


def test_a_dancers_past_is_told_with_the_ranks_of_the_archive(
    backend: Backend, challenge: Challenge
) -> None:
    house = backend.house
    mia, noah = danced(house, challenge, 90), danced(house, challenge, 60)
    for who in (mia, noah):
        known = house.dancers.versioned_stats(who.user_id)
        house.feed.lift(house.feed.reader.entries_of(known), now=NOW)
    house.publisher.publish_changes(NEXT_WEEK)
    backend.now = NEXT_WEEK

    (week,) = Phone(noah).get("/leaderboards/history", period="weekly").body["periods"]
    assert week == {"board": "w:2026W47", "score": 90.0, "rank": 2, "of": 2}
    (month,) = Phone(noah).get("/leaderboards/history", period="daily").body["periods"]
    assert month["rank"] == 2
    assert Phone(noah).get("/leaderboards/history", period="alltime").body["periods"] == []


def test_admins_see_how_scores_are_spread(backend: Backend, challenge: Challenge) -> None:
    for total in (10, 20, 30, 40):
        backend.house.stream(dance(backend.house, any_caller(), challenge, any_score(total)))
    path = f"/leaderboards/challenge/{challenge.id}/analytics"
    answer = Phone(any_caller(role="admin")).get(path)
    assert answer.body["participants"] == 4
    assert (answer.body["topScore"], answer.body["medianScore"]) == (40, 30)
    assert answer.body["percentiles"]["100"] == 10
    assert Phone(any_caller()).get(path).error == (403, "ADMIN_ONLY")


def test_admins_see_how_points_of_a_period_are_spread(
    backend: Backend, challenge: Challenge
) -> None:
    earned = []
    for total in (10, 20, 30, 40):
        entered = dance(backend.house, any_caller(), challenge, any_score(total))
        backend.house.stream(entered)
        earned.append(entered.points_earned)
    admin, path = Phone(any_caller(role="admin")), "/leaderboards/global/analytics"

    week = admin.get(path, period="weekly").body
    assert (week["participants"], week["topScore"]) == (4, max(earned))
    assert week["percentiles"]["100"] == min(earned)
    assert admin.get(path, period="weekly", type=challenge.type).body == week
    nobody = admin.get(path, period="weekly", type="nothing-danced").body
    assert (nobody["participants"], nobody["topScore"], nobody["percentiles"]) == (0, None, {})
    assert Phone(any_caller()).get(path).error == (403, "ADMIN_ONLY")


def test_a_seat_is_among_dancers_of_a_time_zone(backend: Backend, challenge: Challenge) -> None:
    mia = danced(backend.house, challenge, 90)
    path, far_east = "/leaderboards/league/time-zone", '{"utcOffsetMinutes": 540}'
    assert Phone(mia).send("PUT", path, text=far_east).body == {"utcOffsetMinutes": 540}
    assert Phone(mia).send("PUT", path, text='{"utcOffsetMinutes": 999}').status == 422
    stranger = Phone(any_caller()).send("PUT", path, text=far_east)
    assert stranger.error == (404, "USER_NOT_FOUND")

    seat = backend.house.leagues.seat(mia.user_id, now=NOW).seat
    assert seat
    assert seat.cohort == "g:2026W47/bronze/+09/0"
