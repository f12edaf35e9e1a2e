"""A dancer's own submissions by the page."""

from __future__ import annotations

from datetime import timedelta

from idance.service.submission_listing import SubmissionListing
from tests.builders import NOW, any_caller, any_challenge
from tests.integration.house import House
from tests.integration.idance.journey import dance, publish


def test_the_latest_come_first_and_a_cursor_goes_on_after_the_last_seen(house: House) -> None:
    caller = any_caller()
    made = []
    for day in range(5):
        at = NOW - timedelta(days=day)
        span = {"start_time": at - timedelta(hours=1), "end_time": at + timedelta(hours=1)}
        made.append(dance(house, caller, publish(house, any_challenge(**span)), now=at))
    listing = SubmissionListing(house.leaderboards, house.submission_store)

    first = listing.mine(caller, status=None, limit=2, cursor=None)
    second = listing.mine(caller, status=None, limit=2, cursor=first.next_cursor)
    third = listing.mine(caller, status=None, limit=2, cursor=second.next_cursor)
    assert [*first.items, *second.items, *third.items] == made
    assert third.next_cursor is None
