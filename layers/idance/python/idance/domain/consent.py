"""Consent: what a dancer has agreed to, to which words of it, and when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from pydantic import AwareDatetime, Field

from idance.domain.errors import ForbiddenError, StaleError
from idance.domain.model import Model

TERMS: Final = "2026-11"
"""The words that are shown now; other words, another version."""
_REMEMBERED: Final = 50


class Purpose(StrEnum):
    """What somebody's data may be used for."""

    VIDEO_PROCESSING = "video_processing"
    RESEARCH = "research"


BY_CONTRACT: Final = frozenset({Purpose.VIDEO_PROCESSING})
"""Without these there is no score: allowed by whoever uploads a clip, until they object."""


class Consent(Model):
    """One decision of a dancer's.

    Attributes
    ----------
    version : str
        The version of the words that were agreed to, or not.
    """

    purpose: Purpose
    granted: bool
    version: str
    at: AwareDatetime


class Consents(Model):
    """All decisions of a dancer, the last for each purpose and how they came about.

    Attributes
    ----------
    history : tuple of Consent
        The last fifty, the oldest first.
    """

    user_id: str
    history: tuple[Consent, ...] = Field(default=())

    def latest(self, purpose: Purpose) -> Consent | None:
        """Return the last decision on a purpose, if there was one."""
        return next((one for one in reversed(self.history) if one.purpose is purpose), None)

    def allows(self, purpose: Purpose) -> bool:
        """Whether data may be used for a purpose; what no score needs must have been allowed."""
        decision = self.latest(purpose)
        return decision.granted if decision else purpose in BY_CONTRACT

    def check(self, purpose: Purpose) -> None:
        """Refuse what the dancer does not allow.

        Raises
        ------
        ForbiddenError
            ``CONSENT_NEEDED``.
        """
        if not self.allows(purpose):
            raise ForbiddenError(
                "CONSENT_NEEDED",
                "You have not allowed us to process your videos. Please allow it first.",
                field=purpose,
            )

    def decided(self, purpose: Purpose, *, granted: bool, version: str, at: datetime) -> Self:
        """Return them with a decision; the same once more is no news.

        Raises
        ------
        StaleError
            ``TERMS_CHANGED`` if it was about other words than those of today.
        """
        if granted and version != TERMS:
            raise StaleError(
                "TERMS_CHANGED",
                f"The words have changed: please show version {TERMS} and ask again.",
                field="version",
            )
        known = self.latest(purpose)
        if known and (known.granted, known.version) == (granted, version):
            return self
        decision = Consent(purpose=purpose, granted=granted, version=version, at=at)
        return self.model_copy(update={"history": (*self.history, decision)[-_REMEMBERED:]})
