"""What dancers have agreed to, in the core table: ``U#<userId>`` / ``CONSENT``."""

from __future__ import annotations

from collections.abc import Callable

from idance.domain.consent import Consents
from idance.store import core
from idance.store.core import CoreItem
from idance.store.table import Table, document, until_written


class ConsentStore:
    """Consents by dancer."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(CoreItem, table_name)

    def get(self, user_id: str) -> Consents:
        """Return what a dancer has decided, as it is at this moment."""
        item = self._table.get(core.dancer_key(user_id), core.CONSENT, consistent=True)
        return _consents(item) if item else Consents(user_id=user_id)

    def change(self, user_id: str, step: Callable[[Consents], Consents]) -> Consents:
        """Move a dancer's consents on, and return them as they are then.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.
        """

        def attempt() -> Consents | None:
            pk = core.dancer_key(user_id)
            item = self._table.get(pk, core.CONSENT, consistent=True)
            before = _consents(item) if item else Consents(user_id=user_id)
            after = step(before)
            item = item or self._table.item(pk, core.CONSENT)
            item.doc = document(after)
            return after if after is before or self._table.put(item) else None

        return until_written(attempt)


def _consents(item: CoreItem) -> Consents:
    return Consents.model_validate_json(item.doc)
