"""A key with which one of our own services calls the API in place of a person's token."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, Self

from pydantic import AwareDatetime

from idance.domain.model import Model
from idance.domain.profile import Caller

PREFIX: Final = "idk_"


class ApiKey(Model):
    """What is kept of a key: enough to know it again, not enough to make it.

    Attributes
    ----------
    id : str
        The service's name.
    scopes : tuple of str
        The resources whose admin routes it opens.
    secret_sha256 : str
        Of 256 random bits: nobody finds those by trying, so a plain hash is enough.
    """

    id: str
    scopes: tuple[str, ...]
    secret_sha256: str
    created_by: str
    created_at: AwareDatetime
    revoked_at: AwareDatetime | None = None

    @classmethod
    def made(
        cls, key_id: str, *, scopes: Sequence[str], by: str, now: datetime, entropy: bytes
    ) -> tuple[Self, str]:
        """Return a key and the text that is told once."""
        secret = base64.urlsafe_b64encode(entropy).decode().rstrip("=")
        key = cls(
            id=key_id,
            scopes=tuple(sorted(set(scopes))),
            secret_sha256=_hash(secret),
            created_by=by,
            created_at=now,
        )
        return key, f"{PREFIX}{key_id}.{secret}"

    def caller(self, secret: str) -> Caller | None:
        """Return whom it speaks for; None if that is not its secret, or it is revoked."""
        if self.revoked_at or not hmac.compare_digest(_hash(secret), self.secret_sha256):
            return None
        return Caller(
            user_id=f"service:{self.id}",
            role="service",
            display_name=self.id,
            scopes=" ".join(self.scopes),
        )

    def revoked(self, *, now: datetime) -> Self:
        """Return it revoked; the first time stands."""
        return self if self.revoked_at else self.model_copy(update={"revoked_at": now})


def parts_of(text: str) -> tuple[str, str]:
    """Return the id and the secret in the text of a key."""
    key_id, _, secret = text.removeprefix(PREFIX).partition(".")
    return key_id, secret


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
