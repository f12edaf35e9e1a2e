"""From DynamoDB's stream onto the boards: at least once, in any order, with the same result.

What rises is written as it comes, a maximum. What may have fallen (a submission that was hidden or
re-scored, a dancer who was banned or is gone) is looked up and set to what is true at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from idance.domain.board import CLOSING, EXACT, Board, BoardEntry
from idance.domain.challenge import day_of
from idance.domain.contest import CONTEST, Contest
from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats
from idance.domain.submission import WITHHELD, Submission, SubmissionStatus
from idance.service.board_directory import CHALLENGE, BoardDirectory
from idance.service.contest_feed import ContestFeed
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore, Lift
from idance.store.dancers import DancerStore
from idance.store.images import Change, Ranked, Versioned
from idance.store.submissions import SubmissionStore


@dataclass(frozen=True, slots=True)
class News:
    """What a change means: entries to lift, and boards on which it may have lowered somebody."""

    change: Change
    entries: tuple[BoardEntry, ...]
    lowered: tuple[Board, ...]

    @property
    def subject(self) -> Ranked | None:
        """What the change is about."""
        return self.change.known.value if self.change.known else None


class BoardFeed:
    """Puts scores and totals on their boards, and takes off what must not be seen."""

    def __init__(  # noqa: PLR0913 (one argument a part, all by name)
        self,
        *,
        boards: BoardStore,
        directory: BoardDirectory,
        dancers: DancerStore,
        submissions: SubmissionStore,
        marks: BoardMarks,
        contests: ContestFeed,
    ) -> None:
        self._boards = boards
        self._marks = marks
        self.contests = contests
        self._directory = directory
        self._dancers = dancers
        self._submissions = submissions

    def entries_of(self, known: Versioned | None) -> tuple[BoardEntry, ...]:
        """Return what a submission or a dancer's stats mean for the boards.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        if known is None:
            return ()
        thing, version = known
        if isinstance(thing, Submission):
            return self._of_submission(thing, version)
        return self._of_stats(thing, version) if isinstance(thing, DancerStats) else ()

    def closing_of(self, known: Versioned, now: datetime) -> tuple[BoardEntry, ...]:
        """Return what a dancer's stats meant for all time when the last day ended."""
        if not isinstance(known.value, DancerStats):
            return ()
        return tuple(
            BoardEntry(
                self._directory.of_points(f"{name}{CLOSING}"),
                known.value.user_id,
                total.points,
                total.at,
                known.version,
            )
            for name, total in known.value.closing_totals(day_of(now)).items()
        )

    def understood(self, change: Change) -> News:
        """Return what a change means for the boards.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        return News(change, self.entries_of(change.after), tuple(self._maybe_lowered(change)))

    def with_contests(self, news: Sequence[News]) -> list[News]:
        """Return what a batch of changes means, contests among it."""
        if not any(isinstance(one.subject, Submission) for one in news):
            return list(news)
        contests = self.contests.all()
        return [self._in_contests(one, contests) for one in news]

    def _in_contests(self, news: News, contests: Sequence[Contest]) -> News:
        thing, change = news.subject, news.change
        if not isinstance(thing, Submission):
            return news
        may_lower = change.after is None or thing.ranked.status in WITHHELD
        if not may_lower and thing.ranked.status is not SubmissionStatus.SCORED:
            return news
        entries, lowered = list(news.entries), list(news.lowered)
        for contest in contests:
            if contest.concerns(thing) and contest.is_kept(change.at):
                entry, _ = self.contests.truth(contest, thing.user_id)
                if entry and change.after:
                    entries.append(entry)
                elif may_lower:
                    lowered.append(contest.board)
        return replace(news, entries=tuple(entries), lowered=tuple(lowered))

    def apply(self, news: Sequence[News]) -> dict[str, int]:
        """Let the boards follow some changes; return by board how many dancers rose."""
        if not news:
            return {}
        now = max(one.change.at for one in news)
        rose = self.lift([entry for one in news for entry in one.entries], now=now)
        for one in news:
            self._follow_down(one)
        return rose

    def lift(self, entries: Sequence[BoardEntry], *, now: datetime) -> dict[str, int]:
        """Write entries to their boards, one command a board; return by board how many rose."""
        banned = self._boards.banned(list({entry.user_id for entry in entries}))
        boards: dict[str, tuple[Board, dict[str, tuple[int, int]]]] = {}
        for entry in entries:
            if entry.user_id not in banned:
                _, members = boards.setdefault(entry.board.name, (entry.board, {}))
                news = (entry.packed, entry.version)
                if news[1] >= members.get(entry.user_id, news)[1]:
                    members[entry.user_id] = news
        lifts = [
            Lift(board, members, lifetime)
            for board, members in boards.values()
            if (lifetime := seconds_to_live(board, now)) is not None
        ]
        rose = self._boards.lift(lifts)
        self._marks.changed(lift.board for lift in lifts if rose[lift.board.name])
        return rose

    def settle(self, board: Board, user_id: str, *, now: datetime, version: int = 0) -> None:
        """Set a dancer on a board to what is true by DynamoDB, higher or lower.

        Parameters
        ----------
        version : int
            At least this one is known to be past, also where nothing is there any more.
        """
        self._marks.changed([board])
        lifetime = seconds_to_live(board, now)
        if lifetime is None:
            return
        truth = self.truth(board, user_id)
        while True:
            packed, seen = truth
            self._boards.fix(board, user_id, packed, version=max(seen, version), ttl=lifetime)
            truth = self.truth(board, user_id)
            # What was written in between may have been passed over: its turn is now.
            if truth[1] == seen:
                return

    def truth(self, board: Board, user_id: str) -> tuple[int | None, int]:
        """Return a dancer's packed score on a board by DynamoDB (None: none), and its version."""
        entries, version = self._told_of(board, user_id)
        profile = self._dancers.profile(user_id)
        is_banned = profile is not None and profile.is_banned
        packed = (entry.packed for entry in entries if entry.board.name == board.name)
        return None if is_banned else next(packed, None), version

    def _told_of(self, board: Board, user_id: str) -> tuple[tuple[BoardEntry, ...], int]:
        if board.name.startswith(CONTEST):
            contest = self.contests.get(board.name.removeprefix(CONTEST))
            entry, version = self.contests.truth(contest, user_id)
            return (entry,) if entry else (), version
        if board.name.startswith(CHALLENGE):
            challenge_id = board.name.removeprefix(CHALLENGE)
            known = self._submissions.versioned(user_id, challenge_id)
        else:
            known = self._dancers.versioned_stats(user_id)
        return self.entries_of(known), known.version if known else 0

    def _follow_down(self, news: News) -> None:
        """Look up whatever a change may have lowered."""
        known = news.change.known
        if known is None:
            return
        if isinstance(known.value, UserProfile):
            if news.change.is_ban_news:
                self._follow_ban(known.value.id, now=news.change.at)
            return
        for board in news.lowered:
            # An entry that is gone takes its version out of the sum: no later news can come.
            is_gone = board.is_exact and news.change.after is None
            version = EXACT if is_gone else known.version
            self.settle(board, known.value.user_id, now=news.change.at, version=version)

    def _follow_ban(self, user_id: str, *, now: datetime) -> None:
        profile = self._dancers.profile(user_id)
        banned = profile is not None and profile.is_banned
        self._boards.set_banned(user_id, banned=banned)
        for board in self.boards_of(user_id):
            self.settle(board, user_id, now=now)

    def boards_of(self, user_id: str) -> Iterable[Board]:
        """Return every board a dancer has something for."""
        stats = self._dancers.versioned_stats(user_id)
        yield from (entry.board for entry in self.entries_of(stats))
        for submission in self._submissions.of_dancer(user_id):
            yield self._directory.of_challenge(submission.challenge_id)
        yield from (contest.board for contest in self.contests.all())

    def _maybe_lowered(self, change: Change) -> Iterable[Board]:
        if change.known is None:
            return
        thing, is_gone = change.known.value, change.after is None
        if isinstance(thing, Submission):
            best = thing.ranked
            may_fall = is_gone or best.status in WITHHELD or best.past_scores
            if may_fall and self.entries_of(change.before):
                yield self._directory.of_challenge(thing.challenge_id)
        elif isinstance(thing, DancerStats) and (thing.withdrawn or thing.rescored or is_gone):
            before = change.before.value if change.before else None
            moved = not isinstance(before, DancerStats) or (
                (before.withdrawn, before.rescored) != (thing.withdrawn, thing.rescored)
            )
            if moved or is_gone:
                seat = (thing.seat.cohort,) if thing.seat else ()
                yield from map(self._directory.of_points, (*thing.totals, *seat))

    def _of_submission(self, thing: Submission, version: int) -> tuple[BoardEntry, ...]:
        best = thing.ranked
        if best.status is not SubmissionStatus.SCORED or best.score is None:
            return ()
        board = self._directory.of_challenge(best.challenge_id)
        return (BoardEntry(board, best.user_id, best.score.total, best.submitted_at, version),)

    def _of_stats(self, thing: DancerStats, version: int) -> tuple[BoardEntry, ...]:
        return tuple(
            BoardEntry(
                self._directory.of_points(name), thing.user_id, total.points, total.at, version
            )
            for name, total in thing.board_totals.items()
        )


def seconds_to_live(board: Board, now: datetime) -> int | None:
    """Return how long a board is kept from now on: 0 for ever, None if it is past."""
    if board.kept_until is None:
        return 0
    left = int((board.kept_until - now).total_seconds())
    return left if left > 0 else None
