"""Many challenges at once: imported from a sheet, or a month of them made from templates.

Everything is checked before anything is made. If anything is wrong nothing is made, unless the
caller asks for the part that is right.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import ValidationError

from idance.domain.challenge import Challenge, ChallengeDraft, ChallengeStatus, day_of
from idance.domain.challenge_editing import invalid
from idance.domain.challenge_rows import STATUS, Row
from idance.domain.errors import ConflictError, DomainError, InvalidError, NotFoundError
from idance.domain.model import Model
from idance.domain.template import BUILT_IN, Template, turn_of
from idance.service.challenge import ChallengeService
from idance.service.challenge_rules import ChallengeRules
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore

Place = tuple[date, str]


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    VALID = "valid"
    INVALID = "invalid"
    SKIPPED = "skipped"


class RowError(Model):
    """What is wrong with a row."""

    code: str
    detail: str
    field: str | None

    @classmethod
    def of(cls, error: DomainError) -> RowError:
        """Return an error as a report tells it."""
        return cls(code=error.code, detail=error.message, field=error.field)


class RowReport(Model):
    """What became of one row; rows count from 1. ``valid`` ones would have been made."""

    row: int
    outcome: Outcome
    title: str | None = None
    challenge_id: str | None = None
    errors: tuple[RowError, ...] = ()


class BatchReport(Model):
    """What became of all rows, and whether anything was applied at all."""

    applied: bool
    created: int
    rows: tuple[RowReport, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was looked at."""

    draft: ChallengeDraft | None = None
    status: ChallengeStatus = ChallengeStatus.PUBLISHED
    errors: tuple[DomainError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a batch is to be carried out.

    Attributes
    ----------
    partial : bool
        Make what is right although something else is wrong.
    dry_run : bool
        Make nothing, only tell.
    entropy : callable
        Makes UUIDs.
    """

    admin: str
    now: datetime
    entropy: Callable[[], UUID]
    partial: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ChallengeBatch:
    """Makes many challenges."""

    challenges: ChallengeStore
    service: ChallengeService
    rules: ChallengeRules
    templates: Catalogue[Template]

    def import_rows(self, rows: Sequence[Row], order: Order) -> BatchReport:
        """Make a challenge of each row, and report on each."""
        return self._carried_out(list(self._read(rows, order.now)), order)

    def create_month(self, month: date, order: Order) -> BatchReport:
        """Make a challenge from templates for every day to come of a month; row 1 is the first.

        Days that an admin has filled, or that are over, are skipped: asking twice makes none more.

        Raises
        ------
        NotFoundError
            ``NO_TEMPLATE_SUITS`` if a day has none.
        """
        count = monthrange(month.year, month.month)[1]
        days = [month.replace(day=number) for number in range(1, count + 1)]
        filled = self.challenges.dailies(days)
        templates = self.templates.all() or BUILT_IN
        entries = []
        for day in days:
            holder = filled.get(day)
            if day < day_of(order.now) or (holder and not holder.is_generated):
                entries.append(Entry())
            else:
                entries.append(self._checked(_drafted(templates, day), order.now))
        return self._carried_out(entries, order)

    def _read(self, rows: Iterable[Row], now: datetime) -> Iterator[Entry]:
        held: set[Place] = set()
        for row in rows:
            try:
                status = ChallengeStatus(row.get(STATUS, ChallengeStatus.PUBLISHED))
                draft = ChallengeDraft.model_validate(dict(row))
            except ValidationError as error:
                yield Entry(errors=(invalid(error),))
                continue
            except ValueError:
                no_status = InvalidError("VALIDATION_FAILED", "No such status.", field=STATUS)
                yield Entry(errors=(no_status,))
                continue
            entry = self._checked(draft, now, status=status)
            places = {(day, draft.slot) for day in draft.days}
            if status is ChallengeStatus.PUBLISHED and places & held:
                twice = ConflictError(
                    "CHALLENGE_SLOT_TAKEN", "Another row takes the same slot.", field="startTime"
                )
                entry = Entry(draft, status, (*entry.errors, twice))
            held |= places
            yield entry

    def _checked(
        self,
        draft: ChallengeDraft,
        now: datetime,
        *,
        status: ChallengeStatus = ChallengeStatus.PUBLISHED,
    ) -> Entry:
        if status is ChallengeStatus.DRAFT:
            try:
                self.rules.resolved(draft)
            except InvalidError as error:
                return Entry(draft, status, (error,))
            return Entry(draft, status)
        errors: tuple[DomainError, ...] = self.rules.problems(draft, now=now)
        return Entry(draft, status, (*errors, *self.challenges.taken_days(draft)))

    def _carried_out(self, entries: Sequence[Entry], order: Order) -> BatchReport:
        is_sound = not any(entry.errors for entry in entries)
        applies = not order.dry_run and (is_sound or order.partial)
        rows = tuple(
            self._reported(number, entry, order, applies=applies)
            for number, entry in enumerate(entries, start=1)
        )
        created = sum(row.outcome is Outcome.CREATED for row in rows)
        return BatchReport(applied=applies, created=created, rows=rows)

    def _reported(self, number: int, entry: Entry, order: Order, *, applies: bool) -> RowReport:
        if entry.errors or entry.draft is None:
            return RowReport(
                row=number,
                outcome=Outcome.INVALID if entry.errors else Outcome.SKIPPED,
                title=entry.draft.title if entry.draft else None,
                errors=tuple(map(RowError.of, entry.errors)),
            )
        title = entry.draft.title
        if not applies:
            return RowReport(row=number, outcome=Outcome.VALID, title=title)
        try:
            made = self._made(entry.draft, entry.status, order)
        except DomainError as error:  # somebody else was faster
            errors = (RowError.of(error),)
            return RowReport(row=number, outcome=Outcome.INVALID, title=title, errors=errors)
        return RowReport(row=number, outcome=Outcome.CREATED, title=title, challenge_id=made.id)

    def _made(self, draft: ChallengeDraft, status: ChallengeStatus, order: Order) -> Challenge:
        return self.service.create_challenge(
            draft,
            created_by=order.admin,
            now=order.now,
            entropy=order.entropy(),
            status=status,
        )


def _drafted(templates: Sequence[Template], day: date) -> ChallengeDraft:
    template = turn_of(tuple(templates), day, ordinal=0)
    if template is None:
        raise NotFoundError("NO_TEMPLATE_SUITS", f"No template suits {day}.")
    return template.on(day)
