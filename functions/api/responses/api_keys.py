"""What admins get of the keys of our own services."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from idance.domain.api_key import ApiKey
from idance.domain.model import Model


class ApiKeyResponse(Model):
    """A key, without its secret.

    Attributes
    ----------
    scopes : tuple of str
        The resources whose admin routes it opens.
    """

    id: str
    scopes: tuple[str, ...]
    created_by: str
    created_at: datetime
    revoked_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> Self:
        """Return a key as admins see it."""
        return cls.model_validate(key.model_dump(include=set(cls.model_fields)))


class CreateApiKeyResponse(ApiKeyResponse):
    """A new key.

    Attributes
    ----------
    key : str
        The key itself, to be sent as a bearer token. It is told this once and kept nowhere.
    """

    key: str


class ApiKeysResponse(Model):
    """All keys, by id."""

    keys: tuple[ApiKeyResponse, ...]
