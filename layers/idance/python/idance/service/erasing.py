"""Erasing: the job behind the right to be forgotten. Every step may run twice, or be cut short.

What others see goes first, and the boards follow by the stream. Attempts and sessions go last: they
are the trail by which all the rest is found, so that whoever goes on after a crash finds the same
things left. The job runs twice, with a pause in which tokens and uploads come to their end: the
first time the trail stays, the second time it goes, with whatever was still written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from idance.domain.erasure import Erasure
from idance.domain.submission import Submission
from idance.service.board_erasing import BoardErasing
from idance.service.clip_erasing import ClipErasing
from idance.store import core
from idance.store.audit import AuditStore
from idance.store.cases import CaseStore
from idance.store.devices import DeviceStore
from idance.store.erasures import ErasureStore
from idance.store.idempotency import OF_CALLER
from idance.store.leagues import LeagueStore
from idance.store.mentions import MentionStore
from idance.store.notifications import OF_DANCER
from idance.store.partitions import PartitionStore
from idance.store.reception import COMMENT, ReceptionStore

_TRAIL: Final = (core.SUBMISSION, core.ATTEMPT)
_MOST_DEVICES: Final = 1000
Counts = Counter[str]
Step = Callable[[str], Counts]


class ErasingService:
    """Erases dancers."""

    def __init__(  # noqa: PLR0913 (one argument a part, all by name)
        self,
        *,
        erasures: ErasureStore,
        own: PartitionStore,
        own_social: PartitionStore,
        own_operations: PartitionStore,
        mentions: MentionStore,
        receptions: ReceptionStore,
        devices: DeviceStore,
        cases: CaseStore,
        leagues: LeagueStore,
        audit: AuditStore,
        clips: ClipErasing,
        boards: BoardErasing,
    ) -> None:
        self._erasures = erasures
        self._own = own
        self._own_social = own_social
        self._own_operations = own_operations
        self._mentions = mentions
        self._receptions = receptions
        self._devices = devices
        self._cases = cases
        self._leagues = leagues
        self._audit = audit
        self._clips = clips
        self._boards = boards

    def erase(self, erasure_id: str, *, is_last: bool, now: datetime) -> Erasure:
        """Erase a dancer as far as can be for now; with ``is_last`` for good. Return the state.

        Raises
        ------
        NotFoundError
            ``ERASURE_NOT_FOUND``.
        """
        erasure = self._erasures.get(erasure_id)
        if erasure.user_id is None:
            return erasure
        for step in self._steps(is_last=is_last, now=now):
            counts = step(erasure.user_id)
            erasure = self._erasures.add(erasure_id, counts)
        if not is_last:
            return erasure
        return self._erasures.change(erasure_id, lambda known: known.finished(now=now))

    def _steps(self, *, is_last: bool, now: datetime) -> Iterator[Step]:
        yield self._person
        yield self._submissions
        yield lambda user_id: self._attempts(user_id, now=now)
        yield lambda user_id: self._clips.close(user_id, now=now)
        yield from (self._said, self._mentions.forget, self._social, self._records)
        if is_last:
            yield from (self._trail, self._clips.forget, self._operations)

    def _person(self, user_id: str) -> Counts:
        """Remove devices, profile, stats, badges and consents: nobody has a face without one."""
        told: Counts = Counter()
        for device in self._devices.of_dancer(user_id, most=_MOST_DEVICES):
            self._devices.remove(device, user_id=user_id)
            told["devices"] += 1
        told["profile"] += self._own.forget(core.dancer_key(user_id), sparing=_TRAIL)
        return told

    def _submissions(self, user_id: str) -> Counts:
        """Remove entries; attempts that have not ended are known by them alone."""
        told: Counts = Counter()
        for item in self._own.items(core.dancer_key(user_id), sparing=(core.ATTEMPT,)):
            told += self._had_for(core.submission_in(item))
            self._own.remove(item)
            told["submissions"] += 1
        return told

    def _attempts(self, user_id: str, *, now: datetime) -> Counts:
        """Clear away what attempts have left elsewhere; they themselves stay."""
        told: Counts = Counter()
        for item in self._own.items(core.dancer_key(user_id), sparing=(core.SUBMISSION,)):
            attempt = core.submission_in(item)
            told += self._had_for(attempt)
            self._boards.leave(attempt, now=now)
        return told

    def _had_for(self, attempt: Submission) -> Counts:
        told = self._clips.of_attempt(attempt)
        for comment_id in self._receptions.comment_ids(attempt.id):
            told["reviews"] += self._cases.forget(comment_id)
        told["reactions"] += self._receptions.forget(attempt.id)
        told["reviews"] += self._cases.forget(attempt.id)
        return told

    def _said(self, user_id: str) -> Counts:
        """Forget what was reported of the dancer's comments, while it is known which they are."""
        said = [sk for _, sk in self._mentions.of(user_id) if sk.startswith(COMMENT)]
        return Counter(reviews=sum(self._cases.forget(sk.removeprefix(COMMENT)) for sk in said))

    def _social(self, user_id: str) -> Counts:
        """Remove whom the dancer follows, and what the dancer was told."""
        return Counter(
            following=self._own_social.forget(core.dancer_key(user_id)),
            notifications=self._own_social.forget(f"{OF_DANCER}{user_id}"),
        )

    def _records(self, user_id: str) -> Counts:
        """Make nameless what must stay: closed leagues, others' review cases, the audit log."""
        return Counter(
            leagues=self._leagues.forget(user_id),
            reports=self._cases.forget_reports(user_id),
            audit=self._audit.make_nameless(user_id),
        )

    def _trail(self, user_id: str) -> Counts:
        return Counter(attempts=self._own.forget(core.dancer_key(user_id)))

    def _operations(self, user_id: str) -> Counts:
        return Counter(
            lists=self._own_operations.forget(core.dancer_key(user_id)),
            answers=self._own_operations.forget(f"{OF_CALLER}{user_id}"),
        )
