"""A day never lacks a challenge, and an admin's own goes before a generated one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge import SYSTEM_USER, Challenge, ChallengeStatus
from idance.domain.errors import ConflictError, InvalidError, NotFoundError
from idance.domain.generation import last_resort_challenge
from idance.domain.ids import generated_challenge_id
from idance.store.challenges import ChallengeStore
from idance.store.recent import Recent
from tests.builders import NOW, TODAY, any_caller, any_challenge, any_draft, any_uuid
from tests.integration.house import CHALLENGES_TABLE, House, items_of
from tests.integration.idance.journey import open_session, submit

DAY = timedelta(days=1)


def create(house: House, *, starts_in: timedelta = timedelta(0), **known: object) -> Challenge:
    """Let an admin make a challenge of one day."""
    usual = any_draft()
    times = {"start_time": usual.start_time + starts_in, "end_time": usual.end_time + starts_in}
    return house.challenges.create_challenge(
        any_draft(**times | known), created_by="admin", now=NOW, entropy=any_uuid()
    )


def test_a_day_without_a_challenge_gets_one_when_it_is_asked_for(house: House) -> None:
    live = house.challenges.get_active_challenge(NOW)

    assert live == last_resort_challenge(TODAY, now=NOW)
    assert house.challenges.get_challenge(live.id) == live
    assert house.challenges.get_active_challenge(NOW + timedelta(hours=1)) == live


def test_an_unknown_challenge_is_not_found(house: House) -> None:
    with pytest.raises(NotFoundError) as refused:
        house.challenges.get_challenge("ch_unknown")

    assert refused.value.code == "CHALLENGE_NOT_FOUND"


def test_a_remembered_challenge_is_as_it_was_until_its_moment_is_over(house: House) -> None:
    made, moment = create(house), [0.0]
    here = ChallengeStore(CHALLENGES_TABLE, recent=Recent(1, lambda: moment[0]))
    assert here.recent(made.id) == made

    ended = house.challenge_store.deactivate(made.id, now=NOW)

    assert here.recent(made.id) == made
    assert here.get(made.id) == ended
    moment[0] = 1.0
    assert here.recent(made.id) == ended


def test_what_a_process_changes_itself_it_does_not_remember_otherwise(house: House) -> None:
    made = create(house)
    here = ChallengeStore(CHALLENGES_TABLE, recent=Recent(1, lambda: 0.0))
    assert here.recent(made.id) == made

    ended = here.deactivate(made.id, now=NOW)

    assert here.recent(made.id) == ended


def test_the_challenge_of_a_day_is_remembered_until_this_process_fills_the_day(
    house: House,
) -> None:
    here = ChallengeStore(CHALLENGES_TABLE, recent=Recent(1, lambda: 0.0))
    assert here.daily(TODAY) is None
    made = create(house)
    assert here.daily(TODAY) is None
    assert here.daily(TODAY, consistent=True) == made

    filled = here.fill(TODAY, "daily", lambda _: any_challenge())

    assert filled == made == here.daily(TODAY)


def test_the_next_seven_days_are_one_challenge_each_tomorrow_first(house: House) -> None:
    saturday = create(house, starts_in=7 * DAY)

    upcoming = house.challenges.get_upcoming(NOW)

    days = [TODAY + ahead * DAY for ahead in range(1, 8)]
    assert [challenge.start_time.date() for challenge in upcoming] == days
    assert upcoming[-1] == saturday
    assert upcoming == house.challenges.get_upcoming(NOW + timedelta(hours=1))


def test_a_free_day_is_given_to_an_admins_challenge(house: House) -> None:
    made = create(house, starts_in=DAY)

    assert house.challenges.get_active_challenge(NOW + DAY) == made
    assert (made.created_by, made.created_at, made.slot) == ("admin", NOW, "daily")


@pytest.mark.parametrize("starts_in", [timedelta(0), 3 * DAY])
def test_an_admins_challenge_takes_the_place_of_a_generated_one(
    house: House,
    starts_in: timedelta,
) -> None:
    generated = house.challenges.get_active_challenge(NOW + starts_in)

    made = create(house, starts_in=starts_in)

    assert house.challenges.get_active_challenge(NOW + starts_in) == made
    assert not house.challenges.get_challenge(generated.id).is_active
    assert generated.created_by == SYSTEM_USER


def test_a_day_an_admin_has_filled_is_taken(house: House) -> None:
    made = create(house)
    before = items_of(CHALLENGES_TABLE)

    with pytest.raises(ConflictError) as refused:
        create(house)

    assert (refused.value.code, refused.value.field) == ("CHALLENGE_SLOT_TAKEN", "startTime")
    assert house.challenges.get_active_challenge(NOW) == made
    assert items_of(CHALLENGES_TABLE) == before


def test_a_generated_challenge_that_is_danced_stays(house: House) -> None:
    live = house.challenges.get_active_challenge(NOW)
    dancer = any_caller()
    submit(house, dancer, live, open_session(house, dancer))

    with pytest.raises(ConflictError) as refused:
        create(house)

    assert refused.value.code == "CHALLENGE_SLOT_TAKEN"
    assert house.challenges.get_active_challenge(NOW).id == live.id
    assert house.challenges.get_challenge(live.id).is_active


def test_of_two_admins_who_see_the_same_generated_challenge_one_gets_the_day(house: House) -> None:
    generated = house.challenges.get_active_challenge(NOW)
    first, second = any_challenge(), any_challenge()

    house.challenge_store.add(first)
    with pytest.raises(ConflictError) as refused:
        house.challenge_store.add(second)

    assert refused.value.code == "CHALLENGE_SLOT_TAKEN"
    assert house.challenges.get_active_challenge(NOW).id == first.id
    assert house.challenge_store.get(generated.id).status is ChallengeStatus.DELETED


def test_a_challenge_that_would_be_over_already_is_refused(house: House) -> None:
    with pytest.raises(InvalidError) as refused:
        create(house, starts_in=-DAY)

    assert (refused.value.code, refused.value.field) == ("CHALLENGE_IN_PAST", "endTime")
    assert items_of(CHALLENGES_TABLE) == {}


def test_yesterdays_challenge_of_the_west_is_todays_until_it_ends(house: House) -> None:
    five_hours = timedelta(hours=5)
    for day in (-1, 0):
        midnight = any_draft().start_time + day * DAY + five_hours
        times = {"start_time": midnight, "end_time": midnight + DAY}
        house.challenge_store.add(any_challenge(**times, time_zone="America/New_York"))

    at_three = any_draft().start_time + timedelta(hours=3)
    assert house.challenges.get_active_challenge(at_three).day == TODAY - DAY
    assert house.challenges.get_active_challenge(at_three + five_hours).day == TODAY


def test_rotation_ends_yesterday_and_makes_today_live(house: House) -> None:
    yesterday = house.challenges.get_active_challenge(NOW - DAY)

    rotation = house.challenges.rotate_daily_challenges(NOW)

    assert rotation.ended == (yesterday.id,)
    assert rotation.live.id == generated_challenge_id(TODAY)
    assert not house.challenges.get_challenge(yesterday.id).is_active
    assert house.challenges.get_challenge(rotation.live.id).is_open(NOW)


def test_rotating_twice_changes_nothing(house: House) -> None:
    house.challenges.get_active_challenge(NOW - DAY)
    first = house.challenges.rotate_daily_challenges(NOW)
    before = items_of(CHALLENGES_TABLE)

    second = house.challenges.rotate_daily_challenges(NOW + timedelta(minutes=1))

    assert (second.ended, second.live) == ((), first.live)
    assert items_of(CHALLENGES_TABLE) == before


def test_rotation_catches_up_on_days_it_has_missed(house: House) -> None:
    missed = [house.challenges.get_active_challenge(NOW - ago * DAY).id for ago in (5, 3, 1)]

    assert house.challenges.rotate_daily_challenges(NOW).ended == tuple(missed)


def test_a_challenge_of_many_days_ends_when_its_time_is_over(house: House) -> None:
    midnight = any_draft().start_time
    long = create(house, end_time=midnight + 31 * DAY)

    assert house.challenges.deactivate_expired_challenges(NOW + 30 * DAY) == ()
    assert house.challenges.deactivate_expired_challenges(midnight + 31 * DAY) == (long.id,)


def test_deactivating_what_is_inactive_changes_nothing(house: House) -> None:
    live = house.challenges.get_active_challenge(NOW)
    ended = house.challenge_store.deactivate(live.id, now=NOW + DAY)

    assert house.challenge_store.deactivate(live.id, now=NOW + 2 * DAY) == ended
    assert house.challenge_store.note_submission(live.id) == ended


def test_pregeneration_fills_the_days_that_lack_a_challenge(house: House) -> None:
    own = create(house, starts_in=2 * DAY)

    made = house.challenges.pregenerate(NOW)

    days = [TODAY + ahead * DAY for ahead in range(8) if ahead != 2]
    assert [challenge.start_time.date() for challenge in made] == days
    assert own in house.challenges.get_upcoming(NOW)
    assert house.challenges.pregenerate(NOW) == ()


def test_of_two_who_fill_a_day_the_first_stands(house: House) -> None:
    first, second = any_challenge(), any_challenge()

    assert house.challenge_store.fill(TODAY, "daily", lambda _: first) == first
    assert house.challenge_store.fill(TODAY, "daily", lambda _: second) == first
