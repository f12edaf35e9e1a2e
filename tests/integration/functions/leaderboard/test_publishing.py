"""Boards for everybody: published when they change, closed when over, read without Redis."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from redis import Redis

from functions.leaderboard import inspect_boards, publish, rebuild, verify
from idance.domain.board import Board
from idance.domain.challenge import Challenge
from idance.domain.challenge_type import ChallengeType, CustomType
from idance.domain.errors import NotFoundError
from idance.domain.period import Period
from idance.domain.profile import Caller
from idance.domain.ranking import LeaderboardPage, Reading, Trend, View
from idance.domain.standing import Standing
from idance.store.board_rows import Lift
from tests.builders import NOW, any_caller, any_challenge, any_score, any_user_id
from tests.integration.functions.backend import Backend
from tests.integration.house import House
from tests.integration.idance.journey import dance
from tests.integration.idance.journey import publish as make
from tests.unit.functions.lambda_context import AnyLambdaContext

TEN = Reading(limit=10)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _wired(backend: Backend) -> None:
    """Have the functions behind the house."""
    del backend


@pytest.fixture
def challenge(house: House) -> Challenge:
    return make(house)


def danced(house: House, challenge: Challenge, *totals: float) -> list[Caller]:
    callers = [any_caller(display_name=f"{total:g}") for total in totals]
    for caller, total in zip(callers, totals, strict=True):
        house.stream(dance(house, caller, challenge, any_score(total)))
    return callers


def flush(house: House) -> None:
    with Redis.from_url(house.redis_url) as redis:
        redis.flushall()


def test_what_has_changed_is_published_once(house: House, challenge: Challenge) -> None:
    danced(house, challenge, 60, 90)
    told = house.publisher.publish_changes(NOW)
    assert f"c:{challenge.id}" in told
    assert "w:2026W47" in told

    published = house.snapshots.latest(f"c:{challenge.id}")
    assert published
    assert [(row.rank, row.user.display_name) for row in published.leaderboard] == [
        (1, "90"),
        (2, "60"),
    ]
    assert (published.total_count, published.closed) == (2, False)
    assert house.publisher.publish_changes(NOW) == []
    house.marks.changed([house.directory.of_challenge(challenge.id)])
    assert house.publisher.publish_changes(LATER - timedelta(hours=20)) == []


def test_a_board_that_is_over_is_closed_and_read_when_redis_has_dropped_it(
    house: House, challenge: Challenge
) -> None:
    (ada,) = danced(house, challenge, 80)
    house.publisher.publish_changes(NOW)
    assert f"c:{challenge.id}" in house.publisher.publish_changes(LATER)
    assert house.marks.over(LATER - timedelta(hours=2)) == []
    flush(house)

    page = house.leaderboards.challenge_leaderboard(challenge.id, user_id=ada.user_id, reading=TEN)
    assert [entry.user.display_name for entry in page.entries] == ["80"]
    assert (page.mine and page.mine.rank, page.approximate) == (1, False)


def test_who_is_banned_is_taken_out_of_the_archive(house: House, challenge: Challenge) -> None:
    best, _ = danced(house, challenge, 80, 70)
    house.publisher.publish_changes(LATER)
    flush(house)
    house.boards.set_whole()
    house.moderation.ban(best.user_id)
    board = house.directory.of_challenge(challenge.id)
    house.feed.settle(board, best.user_id, now=NOW + timedelta(days=30))
    house.publisher.publish_changes(NOW + timedelta(days=30))
    archived = house.snapshots.latest(board.name)
    assert archived
    assert [row.user.display_name for row in archived.leaderboard] == ["70"]


def test_without_redis_the_published_board_answers(
    backend: Backend, house: House, challenge: Challenge
) -> None:
    ada, bo, cy = danced(house, challenge, 60, 90, 75)
    house.publisher.publish_changes(NOW)
    house.following.follow(cy.user_id, ada.user_id, now=NOW)
    with backend.without_redis():
        away = House(state_machine_arn=house.state_machine_arn, redis_url="redis://127.0.0.1:9/0")
        read = away.leaderboards
        page = read.challenge_leaderboard(challenge.id, user_id=ada.user_id, reading=TEN)
        assert page.approximate
        assert page.as_of == NOW
        assert [entry.score for entry in page.entries] == [90, 75, 60]
        assert page.mine
        assert (page.mine.rank, page.mine.change.trend) == (3, Trend.UNAVAILABLE)

        def ids(reading: Reading, who: Caller) -> list[str]:
            found = read.challenge_leaderboard(challenge.id, user_id=who.user_id, reading=reading)
            return [entry.user.display_name for entry in found.entries]

        first = Reading(limit=2)
        cursor = read.challenge_leaderboard(
            challenge.id, user_id=bo.user_id, reading=first
        ).next_cursor
        assert ids(Reading(limit=2, cursor=cursor), bo) == ["60"]
        assert ids(Reading(limit=2, page=2), bo) == ["60"]
        assert ids(Reading(view=View.AROUND, limit=3), cy) == ["90", "75", "60"]
        assert ids(Reading(view=View.FRIENDS, limit=3), cy) == ["75", "60"]
        assert ids(Reading(limit=3, level=1), cy) == ["90", "75", "60"]
        assert ids(Reading(limit=3, level=7), cy) == []


def test_a_redis_that_came_back_empty_is_not_believed_and_heals(
    house: House, challenge: Challenge
) -> None:
    (ada, _) = danced(house, challenge, 60, 90)
    house.publisher.publish_changes(NOW)
    flush(house)

    def page() -> tuple[int, bool]:
        found = house.leaderboards.challenge_leaderboard(
            challenge.id, user_id=ada.user_id, reading=TEN
        )
        return found.total, found.approximate

    assert page() == (2, True)
    for group in house.rebuild.names(NOW):
        assert house.rebuild.go_on(group, now=NOW, has_time=lambda: True).is_done
    house.rebuild.declare_whole()
    assert page() == (2, False)


def test_the_place_in_a_large_board_is_close_between_two_quantiles(house: House) -> None:
    board = house.directory.of_points("all")
    members = {any_user_id(): (board.pack(n, NOW), 1) for n in range(5000)}
    for start in range(0, 5000, 1000):
        some = dict(list(members.items())[start : start + 1000])
        house.boards.lift([Lift(board, some, 0)])
    assert house.publisher.publish(board, NOW)
    published = house.snapshots.latest("all")
    assert published
    assert len(published.leaderboard) == 1000
    for points in (4999, 4500, 4000, 2500.5, 1, 0):
        exact = sum(packed > board.pack(points, NOW) for packed, _ in members.values()) + 1
        assert abs(published.place_of(board.pack(points, NOW)) - exact) <= 5


def everything(house: House) -> dict[bytes, object]:
    with Redis.from_url(house.redis_url, protocol=2) as redis:
        keys = sorted(key for key in redis.keys("lb:{*") if redis.type(key) == b"zset")
        return {key: redis.zrange(key, 0, -1, withscores=True) for key in keys}


def call(function: ModuleType, **event: object) -> dict[str, Any]:
    answer: dict[str, Any] = function.lambda_handler(event, AnyLambdaContext())
    return answer


def test_boards_are_the_same_member_by_member_after_a_loss_and_a_rebuild(
    house: House, challenge: Challenge
) -> None:
    danced(house, challenge, 40, 90, 70, 70)
    house.moderation.ban(danced(house, challenge, 99)[0].user_id)
    house.rebuild.restore_bans()
    for group in house.rebuild.names(NOW):
        house.rebuild.go_on(group, now=NOW, has_time=lambda: True)
    before = everything(house)
    names = [name for group in house.rebuild.names(NOW) for name in group]
    assert before
    flush(house)

    answer = rebuild.rebuild(tuple(names), NOW, float("inf"))
    assert answer.is_done
    assert everything(house) == before
    assert rebuild.rebuild(tuple(names), NOW, float("inf")) == answer
    assert everything(house) == before


def test_a_rebuild_without_time_goes_on_later_and_hears_of_news_meanwhile(
    house: House, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idance.service.board_rebuild.INDEXED", 2)
    danced(house, challenge, 40, 50, 60, 70, 80)
    flush(house)
    turns = iter([True, False])
    part = house.rebuild.challenge(challenge.id, now=NOW, has_time=lambda: next(turns))
    assert (part.is_done, part.members) == (False, 2)
    danced(house, challenge, 99)
    whole = house.rebuild.challenge(challenge.id, now=NOW, has_time=lambda: True)
    assert (whole.is_done, whole.members) == (True, 6)


def test_a_rebuild_heals_by_itself_only_what_was_lost(house: House, challenge: Challenge) -> None:
    danced(house, challenge, 40)
    flush(house)
    assert call(rebuild, onlyIfLost=True)["isDone"]
    assert house.boards.is_whole()
    assert call(rebuild, onlyIfLost=True) == {
        "isDone": True, "sizes": {}, "underWay": None, "members": 0,
    }  # fmt: skip
    with pytest.raises(NotFoundError):
        call(rebuild, boards=["no such board"])


def test_drift_is_found_and_what_is_true_is_none(house: House, challenge: Challenge) -> None:
    ada, bo = danced(house, challenge, 40, 60)
    names = [f"c:{challenge.id}", "w:2026W47"]
    assert call(verify, boards=names) == {"boards": 2, "drift": [], "members": 4}

    board = house.directory.of_challenge(challenge.id)
    house.boards.lift([Lift(board, {ada.user_id: (board.pack(90, NOW), 99)}, 0)])
    house.boards.fix(board, bo.user_id, None, version=99, ttl=0)
    house.boards.lift([Lift(board, {any_user_id(): (1, 99)}, 0)])
    (drift,) = call(verify, boards=names)["drift"]
    assert (drift["wrong"], drift["extra"]) == (2, 1)
    assert set(drift["examples"]) == {ada.user_id, bo.user_id}


def test_people_on_call_see_boards_and_their_tops(house: House, challenge: Challenge) -> None:
    danced(house, challenge, 40, 60)
    top = call(inspect_boards, board=f"c:{challenge.id}", limit=1)
    assert (top["members"], len(top["top"])) == (2, 1)
    assert top["top"][0]["score"] == 60
    assert call(inspect_boards)["isWhole"] is True
    flush(house)
    assert call(inspect_boards) == {"boards": {}, "isWhole": False}


def test_the_publisher_goes_on_until_its_time_is_up(house: House, challenge: Challenge) -> None:
    danced(house, challenge, 40)
    told = call(publish, seconds=0.3, every=0.1)
    assert f"c:{challenge.id}" in told["published"]


def test_the_publisher_waits_for_redis(backend: Backend) -> None:
    with backend.without_redis():
        assert call(publish, seconds=0)["published"] == []


def test_all_time_ranks_are_compared_with_the_day_before(house: House) -> None:
    first = make(house, any_challenge(points=100))
    ada, bo = danced(house, first, 40, 60)
    next_day = any_challenge(
        points=100,
        start_time=first.start_time + timedelta(days=1),
        end_time=first.end_time + timedelta(days=1),
    )
    make(house, next_day)
    house.stream(dance(house, ada, next_day, any_score(90), now=LATER), at=LATER)
    house.closing.roll(LATER)

    def trend(who: Caller) -> str | None:
        page = house.leaderboards.global_leaderboard(
            Period.ALLTIME, user_id=who.user_id, reading=TEN, now=LATER
        )
        return page.mine.change.text if page.mine else None

    assert (trend(ada), trend(bo)) == ("+1", "-1")
    before = everything(house)[b"lb:{all~}"]
    house.rebuild.points(["all~"], now=LATER, has_time=lambda: True)
    assert everything(house)[b"lb:{all~}"] == before


def test_types_that_admins_made_have_their_ranks_compared_too(house: House) -> None:
    weights = {"balance": 50, "rhythm": 50}
    kind = CustomType(name="vogue", base_type=ChallengeType.FREESTYLE, scoring_criteria=weights)
    house.types.add("vogue", kind)
    vogue = make(house, any_challenge(points=100).model_copy(update={"type": "vogue"}))
    (ada,) = danced(house, vogue, 40)
    house.closing.roll(LATER)

    page = house.leaderboards.global_leaderboard(
        Period.ALLTIME, user_id=ada.user_id, reading=TEN, now=LATER, kind="vogue"
    )
    assert page.mine
    assert page.mine.change.trend is Trend.SAME
    assert "vogue/all~" in house.rebuild.names(LATER)[-1]


def test_a_challenge_of_long_ago_keeps_its_ranks_and_its_number_of_dancers(
    house: House, challenge: Challenge
) -> None:
    entered = [dance(house, any_caller(), challenge, any_score(total)) for total in (80, 60, 70)]
    house.stream(*entered)
    house.publisher.publish_changes(LATER)
    flush(house)
    house.boards.set_whole()

    ranks = [house.leaderboards.standing(submission) for submission in entered]
    assert ranks == [Standing(rank=1, of=3), Standing(rank=3, of=3), Standing(rank=2, of=3)]
    assert house.leaderboards.participant_count(challenge.id) == 3
    spread = house.leaderboards.challenge_spread(challenge.id)
    assert (spread.participants, spread.top_score, spread.median_score) == (3, 80, 70)


def test_whose_friends_have_not_danced_sees_the_board_itself_and_not_what_was_published(
    house: House, challenge: Challenge
) -> None:
    danced(house, challenge, 80)
    house.publisher.publish_changes(NOW)
    asked = Reading(limit=10, view=View.FRIENDS)

    def friends() -> LeaderboardPage:
        return house.leaderboards.challenge_leaderboard(
            challenge.id, user_id=any_user_id(), reading=asked
        )

    assert (friends().entries, friends().approximate) == ((), False)
    flush(house)
    danced(house, challenge, 70)
    assert friends().approximate


def test_a_board_that_cannot_be_published_holds_up_no_other(
    house: House, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    danced(house, challenge, 80)
    publish = house.publisher.publish
    broken = f"c:{challenge.id}"

    def failing(board: Board, now: datetime) -> bool:
        if board.name == broken:
            raise OSError("no such bucket")
        return publish(board, now)

    monkeypatch.setattr(house.publisher, "publish", failing)
    with pytest.raises(OSError, match="no such bucket"):
        house.publisher.publish_changes(NOW)
    assert house.snapshots.latest("w:2026W47")
    monkeypatch.undo()
    assert house.publisher.publish_changes(NOW) == [broken]
