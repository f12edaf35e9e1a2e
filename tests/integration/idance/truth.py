"""DynamoDB's part in a board's life, as a dictionary: what was written, in which version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.contest import Contest
from idance.domain.entry import Entry
from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.store.images import Change, Versioned
from tests.builders import NOW, any_profile, any_score, any_scored, any_stats


@dataclass(frozen=True)
class Told(Change):
    """A change whose image before it is at hand."""

    was: Versioned | None = None

    @property
    def before(self) -> Versioned | None:
        return self.was


@dataclass(frozen=True)
class Contests:
    """The contests there are."""

    contests: tuple[Contest, ...]

    def all(self) -> tuple[Contest, ...]:
        return self.contests

    def get(self, slug: str) -> Contest:
        return next(one for one in self.contests if one.slug == slug)


@dataclass
class Truth:
    """Submissions, stats and profiles: the stores' reading side, and what changes them."""

    challenges: dict[str, Challenge]
    items: dict[tuple[str, str], Versioned] = field(default_factory=dict)
    stream: list[Told] = field(default_factory=list)
    earned: set[tuple[str, str]] = field(default_factory=set)
    """Who has stood on the boards with points of a challenge, if only until it was re-scored."""

    def write(self, user_id: str, sk: str, value: Any) -> None:  # noqa: ANN401 (any item)
        if isinstance(value, Submission) and value.status is SubmissionStatus.SCORED:
            self.earned |= {(user_id, sk)} if value.points_earned else set()
        before = self.items.get((user_id, sk))
        after = Versioned(value, before.version + 1 if before else 1)
        self.items[user_id, sk] = after
        self.stream.append(Told(after=after, at=NOW, was=before))

    def dance(self, user_id: str, challenge: Challenge, total: float, ms: int) -> None:
        """Have a dancer's first and only submission scored."""
        if (user_id, challenge.id) in self.items:
            return
        submission = any_scored(
            total,
            user_id=user_id,
            challenge_id=challenge.id,
            challenge_type=challenge.type,
            submitted_at=NOW + timedelta(milliseconds=ms),
        )
        stats = self._stats(user_id).with_submission(submission, new_badges=0)
        self.write(user_id, "STATS", stats)
        self.write(user_id, challenge.id, submission)

    def withhold(self, user_id: str, challenge: Challenge) -> None:
        known = self.versioned(user_id, challenge.id)
        if known and isinstance(known.value, Submission):
            entry = self._entry(user_id, known.value)
            self._moved(entry.withheld(SubmissionStatus.HIDDEN, at=NOW))

    def restore(self, user_id: str, challenge: Challenge) -> None:
        known = self.versioned(user_id, challenge.id)
        if known and isinstance(known.value, Submission):
            self._moved(self._entry(user_id, known.value).restored(at=NOW))

    def rescore(self, user_id: str, challenge: Challenge, total: float, version: int) -> None:
        known = self.versioned(user_id, challenge.id)
        if known and isinstance(known.value, Submission):
            score = any_score(total).model_copy(update={"scoring_version": f"s{version}"})
            entry = self._entry(user_id, known.value)
            self._moved(entry.rescored({known.value.session_id: score}, at=NOW))

    def _entry(self, user_id: str, submission: Submission) -> Entry:
        return Entry(submission, (submission,), self._stats(user_id))

    def _moved(self, entry: Entry) -> None:
        submission = entry.submission
        self.write(submission.user_id, submission.challenge_id, submission)
        self.write(submission.user_id, "STATS", entry.stats)

    def set_banned(self, user_id: str, *, banned: bool) -> None:
        known = self.profile(user_id) or any_profile(id=user_id)
        self.write(user_id, "PROFILE", known.model_copy(update={"is_banned": banned}))

    def get(self, challenge_id: str) -> Challenge:
        return self.challenges[challenge_id]

    def starting(self, _since: datetime, _until: datetime) -> Iterator[tuple[str, Challenge]]:
        yield from self.challenges.items()

    def versioned(self, user_id: str, challenge_id: str) -> Versioned | None:
        return self.items.get((user_id, challenge_id))

    def versioned_stats(self, user_id: str) -> Versioned | None:
        return self.items.get((user_id, "STATS"))

    def versioned_of(self, user_id: str) -> list[tuple[Submission, int]]:
        return [
            (known.value, known.version)
            for (who, _), known in self.items.items()
            if who == user_id and isinstance(known.value, Submission)
        ]

    def profile(self, user_id: str) -> UserProfile | None:
        known = self.items.get((user_id, "PROFILE"))
        value = known.value if known else None
        assert value is None or isinstance(value, UserProfile)
        return value

    def of_dancer(self, user_id: str) -> Iterator[Submission]:
        for (who, _), known in self.items.items():
            if who == user_id and isinstance(known.value, Submission):
                yield known.value

    def banned(self) -> Iterator[str]:
        for (who, _), known in self.items.items():
            if isinstance(known.value, UserProfile) and known.value.is_banned:
                yield who

    def scored(self, challenge_id: str, *, below: int | None) -> Iterator[tuple[str, int]]:
        board = challenge_board(self.challenges[challenge_id])
        rows = [
            (one.user_id, board.pack(one.total, one.submitted_at))
            for one in self.submissions()
            if one.challenge_id == challenge_id and one.status is SubmissionStatus.SCORED
        ]
        yield from sorted(
            (row for row in rows if below is None or row[1] <= below),
            key=lambda row: row[1],
            reverse=True,
        )

    def pages_of_stats(self, *, after: str | None) -> Iterator[tuple[list[Versioned], str]]:
        del after
        yield [one for one in self.items.values() if isinstance(one.value, DancerStats)], "null"

    def submissions(self) -> Iterator[Submission]:
        for known in self.items.values():
            if isinstance(known.value, Submission):
                yield known.value

    def _stats(self, user_id: str) -> DancerStats:
        known = self.versioned_stats(user_id)
        value = known.value if known else any_stats(user_id=user_id)
        assert isinstance(value, DancerStats)
        return value
