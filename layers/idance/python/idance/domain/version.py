"""Versions of what admins change: who changes a thing says which state of it they have seen."""

from __future__ import annotations

import hashlib
from typing import Final

from idance.domain.errors import StaleError
from idance.domain.model import Model

ANY_TAG: Final = "*"


def tag_of(thing: Model) -> str:
    """Return a name of exactly this state of a thing."""
    return hashlib.sha256(thing.model_dump_json().encode()).hexdigest()[:16]


def check_tag(thing: Model, expected: str, *, called: str) -> None:
    """Refuse a change by somebody who has seen another state.

    Raises
    ------
    StaleError
        ``CHALLENGE_CHANGED``, ``TYPE_CHANGED`` or ``TEMPLATE_CHANGED``.
    """
    if expected not in (ANY_TAG, tag_of(thing)):
        raise StaleError(
            f"{called.upper()}_CHANGED",
            f"Somebody else changed this {called}: read it again first.",
        )
