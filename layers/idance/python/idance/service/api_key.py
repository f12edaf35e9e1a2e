"""Keys with which our own services call the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from idance.domain.api_key import ApiKey, parts_of
from idance.domain.profile import Caller
from idance.store.api_keys import ApiKeyStore


class ApiKeyService:
    """Makes, lists, revokes and recognises keys."""

    def __init__(self, store: ApiKeyStore) -> None:
        self._store = store

    def create(
        self, key_id: str, *, scopes: Sequence[str], by: Caller, now: datetime, entropy: bytes
    ) -> tuple[ApiKey, str]:
        """Return a new key, and the text of it, which nobody can find out afterwards.

        Parameters
        ----------
        entropy : bytes
            32 random ones.

        Raises
        ------
        ConflictError
            ``API_KEY_EXISTS``.
        """
        key, text = ApiKey.made(key_id, scopes=scopes, by=by.user_id, now=now, entropy=entropy)
        self._store.add(key)
        return key, text

    def list_keys(self) -> list[ApiKey]:
        """Return all keys, the revoked ones too."""
        return self._store.all()

    def revoke(self, key_id: str, *, now: datetime) -> ApiKey:
        """Let a key open nothing any more.

        Raises
        ------
        NotFoundError
            ``API_KEY_NOT_FOUND``.
        """
        return self._store.change(key_id, lambda key: key.revoked(now=now))

    def caller(self, text: str) -> Caller | None:
        """Return the service that a key speaks for, or None if it speaks for nobody."""
        key_id, secret = parts_of(text)
        key = self._store.find(key_id) if key_id else None
        return key.caller(secret) if key else None
