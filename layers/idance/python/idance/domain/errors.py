"""What can go wrong for a person, by name.

DomainError                     code, message, field, retry_after_s
├── InvalidError                the request cannot be meant as it stands
├── NotFoundError               no such thing, or not yours to see
├── ForbiddenError              known who you are; not allowed
├── ConflictError               the thing's state does not allow it now
└── UnavailableError            a part of the service is away; try again

The HTTP edge alone maps them to status codes; ``code`` is stable and part of the API.
"""

from __future__ import annotations


class DomainError(Exception):
    """Base of all errors meant for the caller.

    Parameters
    ----------
    code : str
        Stable UPPER_SNAKE identifier, part of the API.
    message : str
        One sentence a dancer understands; holds no internals.
    field : str, optional
        The JSON field or path parameter at fault.

    Attributes
    ----------
    retry_after_s : int, optional
        In how many seconds it is worth asking the same again; None if it is not.
    """

    retry_after_s: int | None = None

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field


class InvalidError(DomainError):
    """The request is well-formed JSON but asks for something that cannot be."""


class NotFoundError(DomainError):
    """There is no such thing."""


class ForbiddenError(DomainError):
    """The caller is known and may not do this."""


class ConflictError(DomainError):
    """The state of the thing does not allow this now."""


class TooManyError(DomainError):
    """The caller asks more often than anybody may."""

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__("TOO_MANY_REQUESTS", message)
        self.retry_after_s = retry_after_s


class StaleError(DomainError):
    """The thing is not what the caller has seen."""


class UnconditionalError(DomainError):
    """A change that does not say which state of the thing it is meant for."""


class UnavailableError(DomainError):
    """A part of the service is away for the moment; nothing was lost."""

    retry_after_s = 5
