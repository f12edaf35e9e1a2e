"""What clients get when something is wrong."""

from __future__ import annotations

from idance.domain.model import Model


class InvalidField(Model):
    """One thing wrong with a request.

    Attributes
    ----------
    field : str, optional
        Where it is, as a dotted path; absent where it is about several fields at once.
    """

    field: str | None = None
    detail: str


class Problem(Model):
    """A problem document (RFC 9457).

    Attributes
    ----------
    detail : str
        One sentence a person understands.
    code : str
        Stable: what programs decide by.
    field : str, optional
        The field at fault, or the first of them.
    errors : tuple, optional
        Everything wrong with the request, where that can be several things.
    request_id : str
        What to quote to support.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    errors: tuple[InvalidField, ...] | None = None
    request_id: str
