"""Whatever happens to the news on its way, the boards end as a plain list of what is true says.

``make histories`` runs a thousand of these random histories; `make test` runs fewer.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from redis import Redis

from idance.domain.board import Board
from idance.domain.challenge import Challenge
from idance.domain.contest import Contest, Operator
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.service.board_directory import BoardDirectory
from idance.service.board_feed import BoardFeed
from idance.service.board_rebuild import BoardRebuild
from idance.service.contest_feed import ContestFeed
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.images import Change
from idance.store.shadow_boards import ShadowStore
from tests.builders import NOW, any_challenge, any_contest
from tests.integration.idance.truth import Contests, Truth

HISTORIES = int(os.environ.get("HISTORIES", "60"))
DANCERS = [str(uuid.UUID(int=2**127 + number)) for number in range(4)]
CHALLENGES = [
    any_challenge(id="ch_first", type="spin", points=100),
    any_challenge(id="ch_second", type="combo", points=200),
    any_challenge(id="ch_third", type="spin", points=50),
]
POINTS = ["d:2026-11-21", "w:2026W47", "all", "spin/w:2026W47", "combo/all"]
IDS = tuple(one.id for one in CHALLENGES)
SOON = NOW + timedelta(milliseconds=200)
CONTESTS = (
    any_contest(
        slug="best", operator="best", challenge_ids=("ch_first", "ch_second"), end_time=SOON
    ),
    any_contest(slug="latest", operator="set", challenge_ids=IDS),
    any_contest(
        slug="sum", operator="incr", challenge_ids=("ch_second", "ch_third"), max_points=150
    ),
    any_contest(slug="spins", operator="incr", challenge_type="spin"),
)

dancers = st.sampled_from(DANCERS)
challenges = st.sampled_from(CHALLENGES)


class Histories(RuleBasedStateMachine):
    """Dancers dance, moderators moderate, and the stream brings it late, twice and mixed up."""

    redis_url: str
    compared = 0
    """Boards that were looked at, in all histories together."""

    def __init__(self) -> None:
        super().__init__()
        with Redis.from_url(self.redis_url) as redis:
            redis.flushall()
        self.truth = Truth({one.id: one for one in CHALLENGES})
        self.boards = BoardStore(self.redis_url)
        stores: Any = self.truth
        contests: Any = Contests(CONTESTS)
        none: Any = Contests(())
        self.directory = BoardDirectory(stores, contests)
        marks = BoardMarks(self.redis_url)
        self.feed = BoardFeed(
            boards=self.boards,
            directory=self.directory,
            dancers=stores,
            submissions=stores,
            marks=marks,
            contests=ContestFeed(contests, submissions=stores, entrants=stores, challenges=stores),
        )
        self.rebuild = BoardRebuild(
            boards=self.boards,
            shadows=ShadowStore(self.redis_url),
            marks=marks,
            directory=self.directory,
            feed=self.feed,
            dancers=stores,
            entrants=stores,
            challenges=stores,
            types=none,
        )

    @rule(dancer=dancers, challenge=challenges, total=st.integers(0, 3), ms=st.integers(0, 400))
    def dance(self, dancer: str, challenge: Challenge, total: int, ms: int) -> None:
        self.truth.dance(dancer, challenge, 25.0 * total, ms)

    @rule(dancer=dancers, challenge=challenges)
    def withhold(self, dancer: str, challenge: Challenge) -> None:
        self.truth.withhold(dancer, challenge)

    @rule(dancer=dancers, challenge=challenges)
    def restore(self, dancer: str, challenge: Challenge) -> None:
        self.truth.restore(dancer, challenge)

    @rule(
        dancer=dancers,
        challenge=challenges,
        total=st.integers(0, 3),
        version=st.integers(2, 4),
    )
    def rescore(self, dancer: str, challenge: Challenge, total: int, version: int) -> None:
        self.truth.rescore(dancer, challenge, 25.0 * total, version)

    @rule(dancer=dancers, banned=st.booleans())
    def moderate(self, dancer: str, *, banned: bool) -> None:
        self.truth.set_banned(dancer, banned=banned)

    @rule(data=st.data())
    def bring_some_news_in_any_order_any_number_of_times(self, data: st.DataObject) -> None:
        stream = self.truth.stream
        if stream:
            batch = data.draw(st.lists(st.sampled_from(range(len(stream))), max_size=6))
            self.hear([stream[index] for index in batch])

    @rule()
    def lose_redis_and_rebuild_it(self) -> None:
        with Redis.from_url(self.redis_url) as redis:
            redis.flushall()
        self.rebuild.restore_bans()
        for group in self.rebuild.names(NOW):
            assert self.rebuild.go_on(group, now=NOW, has_time=lambda: True).is_done

    @rule()
    def rebuild_while_it_is_read(self) -> None:
        for group in self.rebuild.names(NOW):
            assert self.rebuild.go_on(group, now=NOW, has_time=lambda: True).is_done

    @rule()
    def bring_everything_and_compare(self) -> None:
        """Bring all news once more: whatever came before it, the boards must be true then."""
        self.hear(self.truth.stream)
        for challenge in CHALLENGES:
            board = self.directory.of_challenge(challenge.id)
            own = [one for one in self.seen() if one.challenge_id == challenge.id]
            expected = [(one.total, one.submitted_at, one.user_id) for one in own]
            self.compare(board, expected)
        for name in POINTS:
            board = self.directory.of_points(name)
            self.compare(board, self.totals(name.rpartition("/")[0]))
        for contest in CONTESTS:
            self.compare(contest.board, self.in_contest(contest))

    def teardown(self) -> None:
        self.bring_everything_and_compare()

    def hear(self, changes: Sequence[Change]) -> None:
        news = [self.feed.reader.read(change) for change in changes]
        self.feed.apply(self.feed.with_contests(news))

    def in_contest(self, contest: Contest) -> list[tuple[float, Any, str]]:
        """Return points, moment and dancer, worked out as one would by hand."""
        found = []
        for dancer in DANCERS:
            own = [
                (one.points_earned, one.submitted_at)
                for one in sorted(self.seen(), key=lambda one: (one.submitted_at, one.challenge_id))
                if one.user_id == dancer and one.submitted_at < contest.end_time
                if contest.challenge_type in (None, one.challenge_type)
                if not contest.challenge_ids or one.challenge_id in contest.challenge_ids
            ]
            if own and contest.operator is Operator.BEST:
                found.append((*min(own, key=lambda one: (-one[0], one[1])), dancer))
            if own and contest.operator is Operator.SET:
                found.append((*own[-1], dancer))
            if own and contest.operator is Operator.INCR:
                total = min(sum(points for points, _ in own), contest.max_points)
                found.append((total, own[-1][1], dancer))
        return found

    def seen(self) -> list[Submission]:
        banned = set(self.truth.banned())
        return [
            one
            for one in self.truth.submissions()
            if one.status is SubmissionStatus.SCORED and one.user_id not in banned
        ]

    def totals(self, kind: str) -> list[tuple[float, Any, str]]:
        """Return points, last moment and dancer of who has danced something of a type."""
        found = []
        for dancer in DANCERS:
            own = [one for one in self.seen() if one.user_id == dancer]
            own = [one for one in own if kind in ("", one.challenge_type)]
            if own:
                # One that was taken off has been danced all the same; one without points makes
                # nobody later.
                first, *others = (
                    one for one in self.truth.of_dancer(dancer) if kind in ("", one.challenge_type)
                )
                times = [first.submitted_at]
                earned = self.truth.earned
                times += [
                    one.submitted_at for one in others if (dancer, one.challenge_id) in earned
                ]
                last = max(times)
                found.append((sum(one.points_earned for one in own), last, dancer))
        return found

    def compare(self, board: Board, expected: list[tuple[float, Any, str]]) -> None:
        ticks = timedelta(milliseconds=board.tick_ms)
        rows = [
            (points, -((at - board.start) // ticks), user_id) for points, at, user_id in expected
        ]
        view = self.boards.view(board, user_id=DANCERS[0], start=0, limit=100)
        found = [(row.user_id, board.points(row.packed)) for row in view.rows]
        assert found == [(who, points) for points, _, who in sorted(rows, reverse=True)], board
        type(self).compared += 1


def test_any_history_ends_in_the_boards_that_are_true(redis_url: str) -> None:

    class Machine(Histories):
        """Histories on the server of this test."""

    Machine.redis_url = redis_url
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Machine.compared >= HISTORIES
