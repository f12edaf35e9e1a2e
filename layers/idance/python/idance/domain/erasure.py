"""Erasure: a dancer is forgotten, and what is left is a receipt that names nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from idance.domain.errors import ForbiddenError
from idance.domain.model import Model

REFUSED_FOR: Final = timedelta(days=3)
"""As long may the same identity not start anew: longer than a token lives, and than boards remember
what was taken off them."""
REMEMBERED_FOR: Final = timedelta(days=36)
"""A day longer than a table can be restored to: whoever restores one sees whom to erase again."""


class Asker(StrEnum):
    """Who had somebody erased."""

    DANCER = "dancer"
    ADMIN = "admin"


class ErasureStatus(StrEnum):
    """How far an erasure is."""

    RUNNING = "RUNNING"
    DONE = "DONE"


class Erasure(Model):
    """One dancer's erasure: an order while it runs, a receipt when it is done.

    Attributes
    ----------
    user_id : str, optional
        Whom to erase; gone when it is done.
    erased : dict of str to int
        How many things of each kind were removed or made nameless so far.
    """

    id: str
    user_id: str | None = None
    asked_by: Asker
    requested_at: AwareDatetime
    status: ErasureStatus = ErasureStatus.RUNNING
    erased: dict[str, int] = Field(default_factory=dict)
    finished_at: AwareDatetime | None = None

    def with_counts(self, counts: Mapping[str, int]) -> Self:
        """Return it with so many more things erased."""
        known = dict(self.erased)
        for kind, count in counts.items():
            if count:
                known[kind] = known.get(kind, 0) + count
        return self if known == self.erased else self.model_copy(update={"erased": known})

    def finished(self, *, now: datetime) -> Self:
        """Return the receipt: it names nobody."""
        if self.status is ErasureStatus.DONE:
            return self
        update = {"user_id": None, "status": ErasureStatus.DONE, "finished_at": now}
        return self.model_copy(update=update)


class Tombstone(Model):
    """That a dancer was erased; whose it is, is told only to who knows the id already."""

    erasure_id: str
    at: AwareDatetime

    def refuses(self, now: datetime) -> bool:
        """Whether the dancer's requests are still refused."""
        return now < self.at + REFUSED_FOR


class ErasedError(ForbiddenError):
    """The caller has been erased, or is about to be."""

    def __init__(self) -> None:
        super().__init__(
            "ERASED", "This account is being erased. You can start anew in three days."
        )


def new_erasure_id(entropy: UUID) -> str:
    """Return the id of an erasure, which says nothing of whom it is about."""
    return f"era_{entropy.hex}"


def nameless(user_id: str) -> str:
    """Return what a tombstone is known by."""
    return hashlib.sha256(user_id.encode()).hexdigest()
