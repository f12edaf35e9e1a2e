"""Keys of our own services, in the operations table.

======= =========== =============================================
PK      SK          holds
======= =========== =============================================
APIKEYS KEY#<keyId> the key (``doc``), with its secret as a hash
======= =========== =============================================

A handful of items, read once in five minutes for each key: no partition to worry about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from idance.domain.api_key import ApiKey
from idance.domain.errors import ConflictError, NotFoundError
from idance.store.item import Item
from idance.store.table import Table, document, until_written

_PK: Final = "APIKEYS"
MOST: Final = 100


class ApiKeyStore:
    """Keys by id."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(Item, table_name)

    def add(self, key: ApiKey) -> None:
        """Store a new key.

        Raises
        ------
        ConflictError
            ``API_KEY_EXISTS``: a key's id is never used again.
        """
        if not self._table.put(self._table.item(_PK, f"KEY#{key.id}", doc=document(key))):
            raise ConflictError(
                "API_KEY_EXISTS", "There is, or was, a key of this name already.", field="key_id"
            )

    def find(self, key_id: str) -> ApiKey | None:
        """Return a key as it is at this moment."""
        item = self._table.get(_PK, f"KEY#{key_id}", consistent=True)
        return ApiKey.model_validate_json(item.doc) if item else None

    def all(self) -> list[ApiKey]:
        """Return every key, by id."""
        page = self._table.page(_PK, "KEY#", limit=MOST, cursor=None)
        return sorted((ApiKey.model_validate_json(i.doc) for i in page.items), key=lambda k: k.id)

    def change(self, key_id: str, step: Callable[[ApiKey], ApiKey]) -> ApiKey:
        """Change a key, and return it as it is then.

        Raises
        ------
        NotFoundError
            ``API_KEY_NOT_FOUND``.
        """

        def attempt() -> ApiKey | None:
            item = self._table.get(_PK, f"KEY#{key_id}", consistent=True)
            if item is None:
                raise NotFoundError("API_KEY_NOT_FOUND", "There is no such key.", field="key_id")
            after = step(ApiKey.model_validate_json(item.doc))
            item.doc = document(after)
            return after if self._table.put(item) else None

        return until_written(attempt)
