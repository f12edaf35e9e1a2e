"""A request with a key of its caller's: sent again, it changes nothing and is answered the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Self

from pydantic import AwareDatetime

from idance.domain.errors import ConflictError, InvalidError
from idance.domain.model import Model

REMEMBERED: Final = timedelta(hours=24)
"""How long the answer to a key is kept."""
AT_WORK: Final = timedelta(seconds=30)
"""How long one attempt may take: longer than a request lives, and no longer than one waits."""
FIELD: Final = "Idempotency-Key"


class InProgressError(ConflictError):
    """The same request is being answered at this moment."""

    retry_after_s = 1

    def __init__(self) -> None:
        super().__init__(
            "REQUEST_IN_PROGRESS",
            "We are still at work on this very request. Please ask again in a moment.",
            field=FIELD,
        )


class Answer(Model):
    """What was answered: status, headers and the text of the body."""

    status: int
    headers: dict[str, str]
    body: str


class KeyedRequest(Model):
    """A request under its key.

    Attributes
    ----------
    fingerprint : str
        Tells this request from any other: of its method, its path and its body.
    locked_until : datetime
        Until when somebody is at work on it.
    answer : Answer, optional
        What it was answered, once it was.
    """

    fingerprint: str
    locked_until: AwareDatetime
    answer: Answer | None = None

    @classmethod
    def begun(cls, fingerprint: str, *, now: datetime) -> Self:
        """Return a request that somebody starts to work on."""
        return cls(fingerprint=fingerprint, locked_until=now + AT_WORK)

    def answered(self, answer: Answer) -> Self:
        """Return it with its answer."""
        return self.model_copy(update={"answer": answer})

    def given_up(self, *, now: datetime) -> Self:
        """Return it free to be tried again."""
        return self.model_copy(update={"locked_until": now})

    def check_same(self, fingerprint: str) -> None:
        """Refuse another request under the same key.

        Raises
        ------
        InvalidError
            ``IDEMPOTENCY_KEY_REUSED``.
        """
        if fingerprint != self.fingerprint:
            raise InvalidError(
                "IDEMPOTENCY_KEY_REUSED",
                "This key was sent with another request before. Each request needs its own.",
                field=FIELD,
            )

    def check_free(self, *, now: datetime) -> None:
        """Refuse to start while somebody else is at work on it.

        Raises
        ------
        InProgressError
            ``REQUEST_IN_PROGRESS``.
        """
        if now < self.locked_until:
            raise InProgressError


def fingerprint_of(*parts: str) -> str:
    """Return a fingerprint of texts, told apart wherever one ends."""
    return sha256("\0".join(parts).encode()).hexdigest()
