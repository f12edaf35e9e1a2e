"""From DynamoDB's stream onto the boards: at least once, in any order, with the same result.

What rises is written as it comes, a maximum. What may have fallen (a submission that was hidden or
re-scored, a dancer who was banned or is gone) is looked up and set to what is true at that moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from idance.domain.board import EXACT, Board, BoardEntry
from idance.domain.contest import CONTEST, Contest
from idance.domain.profile import UserProfile
from idance.domain.submission import Submission
from idance.domain.submission_status import WITHHELD, SubmissionStatus
from idance.service.board_directory import CHALLENGE, BoardDirectory
from idance.service.board_news import News, NewsReader
from idance.service.contest_feed import ContestFeed
from idance.store.board_marks import BoardMarks
from idance.store.board_rows import Lift
from idance.store.boards import BoardStore
from idance.store.dancers import DancerStore
from idance.store.submissions import SubmissionStore


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
        self.reader = NewsReader(directory)
        self._directory = directory
        self._dancers = dancers
        self._submissions = submissions

    def with_contests(self, news: Sequence[News]) -> list[News]:
        """Return what a batch of changes means, contests among it."""
        if not any(isinstance(one.subject, Submission) for one in news):
            return list(news)
        contests = self.contests.catalogue.all()
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
        told: defaultdict[str, list[BoardEntry]] = defaultdict(list)
        for entry in [one for one in entries if one.user_id not in banned] if banned else entries:
            told[entry.board.name].append(entry)
        rose = self._boards.lift(_lifts(told.values(), now))
        self._marks.changed(told[name][0].board for name, count in rose.items() if count)
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
            contest = self.contests.catalogue.get(board.name.removeprefix(CONTEST))
            entry, version = self.contests.truth(contest, user_id)
            return (entry,) if entry else (), version
        if board.name.startswith(CHALLENGE):
            challenge_id = board.name.removeprefix(CHALLENGE)
            known = self._submissions.versioned(user_id, challenge_id)
        else:
            known = self._dancers.versioned_stats(user_id)
        return self.reader.entries_of(known), known.version if known else 0

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
        yield from (entry.board for entry in self.reader.entries_of(stats))
        for submission in self._submissions.of_dancer(user_id):
            yield self._directory.of_challenge(submission.challenge_id)
        yield from (contest.board for contest in self.contests.catalogue.all())


def seconds_to_live(board: Board, now: datetime) -> int | None:
    """Return how long a board is kept from now on: 0 for ever, None if it is past."""
    if board.kept_until is None:
        return 0
    left = int((board.kept_until - now).total_seconds())
    return left if left > 0 else None


def _lifts(told: Iterable[Sequence[BoardEntry]], now: datetime) -> Iterator[Lift]:
    """Yield what to write to boards by the entries of each; what is past is not written."""
    for entries in told:
        board = entries[0].board
        lifetime = seconds_to_live(board, now)
        if lifetime is not None:
            yield Lift(board, board.latest(entries), lifetime)
