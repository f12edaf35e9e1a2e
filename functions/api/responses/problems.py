"""What clients get when something is wrong."""

from __future__ import annotations

from idance.domain.model import Model


class InvalidField(Model):
    """One thing wrong with a request."""

    field: str | None
    detail: str


class Problem(Model):
    """A problem document (RFC 9457) with our stable code."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    errors: tuple[InvalidField, ...] | None = None
    request_id: str
