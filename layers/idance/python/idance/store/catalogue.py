"""What admins define, by name: custom types, templates of challenges, contests."""

from __future__ import annotations

from typing import Generic, TypeVar

from idance.domain.challenge_type import CustomType
from idance.domain.contest import Contest
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.model import Model
from idance.domain.template import Template
from idance.domain.version import ANY_TAG, check_tag
from idance.store.challenge_items import CONTESTS, TEMPLATES, TYPES, ChallengeItem
from idance.store.table import Table, document, until_written

ThingT = TypeVar("ThingT", bound=Model)


class Catalogue(Generic[ThingT]):
    """Things of one kind by name, few enough to be read all at once."""

    def __init__(self, table_name: str, *, kind: type[ThingT], partition: str, called: str) -> None:
        self._table = Table(ChallengeItem, table_name)
        self._kind = kind
        self._partition = partition
        self._called = called

    def all(self) -> tuple[ThingT, ...]:
        """Return everything there is, by name."""
        items = self._table.query(self._partition)
        return tuple(self._kind.model_validate_json(item.doc) for item in items)

    def get(self, name: str) -> ThingT:
        """Return one of them at this moment (consistent).

        Raises
        ------
        NotFoundError
            ``TYPE_NOT_FOUND``, ``TEMPLATE_NOT_FOUND`` or ``CONTEST_NOT_FOUND``.
        """
        return self._kind.model_validate_json(self._item(name).doc)

    def find(self, name: str) -> ThingT | None:
        """Return one of them, or None."""
        item = self._table.get(self._partition, _sk(name))
        return self._kind.model_validate_json(item.doc) if item else None

    def add(self, name: str, thing: ThingT) -> ThingT:
        """Store a new one.

        Raises
        ------
        ConflictError
            ``TYPE_EXISTS``, ``TEMPLATE_EXISTS`` or ``CONTEST_EXISTS``.
        """
        item = self._table.item(self._partition, _sk(name), doc=document(thing))
        if not self._table.put(item):
            raise ConflictError(
                f"{self._called.upper()}_EXISTS", f"There is a {self._called} called {name}."
            )
        return thing

    def replace(self, name: str, thing: ThingT, *, tag: str) -> ThingT:
        """Put one in the place of the version that is meant.

        Raises
        ------
        NotFoundError
            As `get`.
        StaleError
            ``TYPE_CHANGED``, ``TEMPLATE_CHANGED`` or ``CONTEST_CHANGED``.
        """

        def attempt() -> ThingT | None:
            item = self._meant(name, tag)
            item.doc = document(thing)
            return thing if self._table.put(item) else None

        return until_written(attempt)

    def remove(self, name: str, *, tag: str = ANY_TAG) -> None:
        """Remove one of them for good, in the version that is meant.

        Raises
        ------
        NotFoundError, StaleError
            As `replace`.
        """
        until_written(lambda: self._table.put_all(without=[self._meant(name, tag)]) or None)

    def _meant(self, name: str, tag: str) -> ChallengeItem:
        item = self._item(name)
        check_tag(self._kind.model_validate_json(item.doc), tag, called=self._called)
        return item

    def _item(self, name: str) -> ChallengeItem:
        item = self._table.get(self._partition, _sk(name), consistent=True)
        if item is None:
            raise NotFoundError(
                f"{self._called.upper()}_NOT_FOUND", f"There is no {self._called} called {name}."
            )
        return item


def custom_types(table_name: str) -> Catalogue[CustomType]:
    """Return the catalogue of custom types."""
    return Catalogue(table_name, kind=CustomType, partition=TYPES, called="type")


def templates(table_name: str) -> Catalogue[Template]:
    """Return the catalogue of templates."""
    return Catalogue(table_name, kind=Template, partition=TEMPLATES, called="template")


def contests(table_name: str) -> Catalogue[Contest]:
    """Return the catalogue of contests."""
    return Catalogue(table_name, kind=Contest, partition=CONTESTS, called="contest")


def _sk(name: str) -> str:
    return f"T#{name}"
