"""The table of errors."""

from __future__ import annotations

from collections.abc import Iterator

from functions.api.errors import STATUSES
from idance.domain import errors
from idance.domain.errors import DomainError


def kinds(base: type[DomainError]) -> Iterator[type[DomainError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_error_of_the_domain_has_a_status() -> None:
    ours = [kind for kind in kinds(DomainError) if kind.__module__ == errors.__name__]
    assert len(ours) >= 5
    assert all(any(base in STATUSES for base in kind.__mro__) for kind in ours)


def test_statuses_are_told_apart() -> None:
    assert len(set(STATUSES.values())) == len(STATUSES)
    assert all(status >= 400 for status in STATUSES.values())
