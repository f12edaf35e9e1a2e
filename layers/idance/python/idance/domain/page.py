"""Pages: a long list read part by part, from newest to oldest."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from idance.domain.errors import InvalidError

LONGEST: Final = 512
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a list, and the cursor of the part that follows; None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None = None


def cursor_of(place: str) -> str:
    """Return a place in a list as clients carry it around."""
    return base64.urlsafe_b64encode(place.encode()).decode()


def place_of(cursor: str, *, within: str) -> str:
    """Return the place behind a cursor, which begins as all places of the list do.

    Raises
    ------
    InvalidError
        ``INVALID_CURSOR``.
    """
    try:
        place = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise _invalid() from error
    if not place.startswith(within) or len(place) > LONGEST:
        raise _invalid()
    return place


def _invalid() -> InvalidError:
    return InvalidError(
        "INVALID_CURSOR", "This cursor is none of ours: start without one.", field="cursor"
    )
