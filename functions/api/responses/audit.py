"""What admins get of the audit log."""

from __future__ import annotations

from typing import Self

from idance.domain.audit import AuditEntry
from idance.domain.model import Model
from idance.domain.page import Page


class AuditResponse(Model):
    """Some entries of a day, the latest first."""

    entries: tuple[AuditEntry, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[AuditEntry]) -> Self:
        """Return a page of entries."""
        return cls(entries=page.items, next_cursor=page.next_cursor)
