"""Leaderboards: who stands where, before and after the stream, and after losing Redis."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.errors import NotFoundError
from idance.domain.period import Period
from idance.domain.ranking import LeaderboardPage, Reading
from idance.domain.standing import Standing
from idance.store.board_rows import Lift
from idance.store.images import Versioned
from tests.builders import (
    NOW,
    any_caller,
    any_challenge,
    any_profile,
    any_score,
    any_scored,
    any_stats,
    any_submission,
    any_user_id,
)
from tests.integration.house import House
from tests.integration.idance.journey import dance, publish

TEN = Reading(limit=10)


def place(found: LeaderboardPage) -> tuple[int | None, float | None, int]:
    """Return rank and score of who asked, and how many are on the board."""
    mine = found.mine
    return (mine.rank, mine.score, found.total) if mine else (None, None, found.total)


def page(house: House, challenge: Challenge, *, limit: int = 10) -> LeaderboardPage:
    return house.leaderboards.challenge_leaderboard(
        challenge.id, user_id=any_user_id(), reading=Reading(limit=limit)
    )


def test_a_challenges_board_has_scores_names_and_badges(
    house: House,
    challenge: Challenge,
) -> None:
    ada, bo = any_caller(display_name="Ada"), any_caller(display_name="Bo")
    house.stream(
        dance(house, bo, challenge, any_score(60.5)),
        dance(house, ada, challenge, any_score(98.25)),
    )

    found = house.leaderboards.challenge_leaderboard(challenge.id, user_id=bo.user_id, reading=TEN)

    assert [(one.rank, one.user.display_name, one.score) for one in found.entries] == [
        (1, "Ada", 98.25),
        (2, "Bo", 60.5),
    ]
    assert [one.badge for one in found.entries] == [challenge.badge_name, "First Challenge"]
    assert place(found) == (2, 60.5, 2)
    assert house.leaderboards.participant_count(challenge.id) == 2


def test_a_dancer_without_a_score_has_no_rank(house: House, challenge: Challenge) -> None:
    house.stream(dance(house, any_caller(), challenge))

    found = page(house, challenge)

    assert place(found) == (None, None, 1)


def test_of_equal_scores_the_earlier_submission_is_ahead(
    house: House,
    challenge: Challenge,
) -> None:
    late, early = any_caller(display_name="Late"), any_caller(display_name="Early")
    moment = timedelta(milliseconds=1)
    house.stream(dance(house, late, challenge, any_score(80), now=NOW + moment))
    house.stream(dance(house, early, challenge, any_score(80), now=NOW))

    names = [one.user.display_name for one in page(house, challenge).entries]

    assert names == ["Early", "Late"]


def test_a_page_is_no_longer_than_asked_for(house: House, challenge: Challenge) -> None:
    for total in (50, 60, 70):
        house.stream(dance(house, any_caller(), challenge, any_score(total)))

    found = page(house, challenge, limit=2)

    assert [one.score for one in found.entries] == [70, 60]
    assert found.total == 3


def test_an_unknown_challenge_has_no_board(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.leaderboards.challenge_leaderboard(
            "ch_unknown", user_id=any_user_id(), reading=Reading(limit=1)
        )


@pytest.mark.parametrize("period", Period)
def test_global_boards_add_up_points_of_their_period(house: House, period: Period) -> None:
    ada, bo = any_caller(display_name="Ada"), any_caller(display_name="Bo")
    one = publish(house, any_challenge(points=100))
    two = publish(house, any_challenge(points=100, start_time=NOW - timedelta(hours=20)))
    house.stream(
        dance(house, ada, one, any_score(90)),
        dance(house, bo, one, any_score(60)),
        dance(house, bo, two, any_score(60)),
    )

    found = house.leaderboards.global_leaderboard(period, user_id=ada.user_id, reading=TEN, now=NOW)

    assert [(one.rank, one.user.display_name, one.score) for one in found.entries] == [
        (1, "Bo", 120.0),
        (2, "Ada", 90.0),
    ]
    assert place(found) == (2, 90.0, 2)


def test_another_day_is_another_board(house: House, challenge: Challenge) -> None:
    caller = any_caller()
    house.stream(dance(house, caller, challenge))

    found = house.leaderboards.global_leaderboard(
        Period.DAILY, user_id=caller.user_id, reading=TEN, now=NOW + timedelta(days=1)
    )

    assert (found.entries, *place(found)) == ((), None, None, 0)


def test_a_dancer_nobody_knows_by_name_is_shown_all_the_same(
    house: House,
    challenge: Challenge,
) -> None:
    stranger = any_user_id()
    board = challenge_board(challenge)
    house.boards.lift([Lift(board, {stranger: (board.pack(70, NOW), 1)}, 0)])

    (entry,) = page(house, challenge).entries

    assert (entry.user.id, entry.user.display_name, entry.score) == (stranger, "Dancer", 70)


def test_a_standing_is_exact_before_the_stream_has_landed_and_after(
    house: House,
    challenge: Challenge,
) -> None:
    others = [dance(house, any_caller(), challenge, any_score(total)) for total in (90, 70)]
    house.stream(*others)
    mine = dance(house, any_caller(), challenge, any_score(80))

    before = house.leaderboards.standing(mine)
    house.stream(mine)

    assert before == house.leaderboards.standing(mine) == Standing(rank=2, of=3)


def test_only_scored_submissions_and_totals_count(house: House) -> None:
    for nothing in (any_submission(), any_stats(), any_profile()):
        assert house.feed.reader.entries_of(Versioned(nothing, 1)) == ()
    assert house.feed.lift([], now=NOW) == {}


def test_of_several_news_of_a_dancer_the_latest_counts(house: House, challenge: Challenge) -> None:
    caller = any_caller()
    low = any_scored(40, user_id=caller.user_id, challenge_id=challenge.id)
    high = any_scored(60, user_id=caller.user_id, challenge_id=challenge.id)
    images = (Versioned(high, 2), Versioned(low, 1), Versioned(high, 2))
    entries = [house.feed.reader.entries_of(one)[0] for one in images]

    assert house.feed.lift(entries, now=NOW) == {f"c:{challenge.id}": 1}
    assert [one.score for one in page(house, challenge).entries] == [60]
