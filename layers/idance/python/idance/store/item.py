"""What an item of a table is made of: attributes with a name and a type, and indexes over them.

An `Item` is the schema of record: ``item.doc`` is a value in Python, ``CoreItem.doc`` the attribute
itself, with which a condition is made (``CoreItem.sk.startswith("B#")``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

T = TypeVar("T")
Image = Mapping[str, Mapping[str, Any]]
"""An item as DynamoDB writes it: ``{"PK": {"S": …}, …}``."""
Key = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked of one attribute; an expression has ``#1`` for its name, ``:1`` for a value."""

    name: str
    expression: str
    values: tuple[dict[str, str], ...]

    def named(self) -> dict[str, str]:
        """Return what ``#1`` stands for."""
        return {"#1": self.name}

    def valued(self) -> dict[str, dict[str, str]]:
        """Return what ``:1`` and ``:2`` stand for."""
        return {f":{at}": value for at, value in enumerate(self.values, 1)}


class Attribute(Generic[T]):
    """A named value of items.

    Parameters
    ----------
    name : str, optional
        In DynamoDB; by default as in Python.
    """

    kind: ClassVar[str] = "S"

    def __init__(self, name: str = "") -> None:
        self.name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name

    @overload
    def __get__(self, item: None, owner: type) -> Self: ...
    @overload
    def __get__(self, item: Item, owner: type) -> T: ...
    def __get__(self, item: Item | None, owner: type) -> Self | T:
        # (typed as present, for whoever asks knows the kind of item; None where it is absent)
        return self if item is None else item.values.get(self.name)  # type: ignore[return-value]

    def __set__(self, item: Item, value: T | None) -> None:
        item.values[self.name] = value

    def written(self, value: T) -> dict[str, str]:
        """Return a value as DynamoDB has it."""
        return {self.kind: self.text_of(value)}

    def read(self, told: Mapping[str, Any]) -> T:
        """Return a value of DynamoDB's.

        Raises
        ------
        ValueError
            If it is of another type.
        """
        if self.kind not in told:
            raise ValueError(f"{self.name} is {'/'.join(told)} instead of {self.kind}")
        return self.value_of(told[self.kind])

    def text_of(self, value: T) -> str:
        """Return a value as text."""
        return str(value)

    def value_of(self, text: str) -> T:
        """Return the value of a text."""
        raise NotImplementedError

    def equals(self, value: T) -> Condition:
        """Ask for this very value."""
        return self._compared("=", value)

    def __lt__(self, value: T) -> Condition:
        return self._compared("<", value)

    def __le__(self, value: T) -> Condition:
        return self._compared("<=", value)

    def between(self, first: T, last: T) -> Condition:
        """Ask for a value from one up to another, both included."""
        values = self.written(first), self.written(last)
        return Condition(self.name, "#1 BETWEEN :1 AND :2", values)

    def startswith(self, prefix: T) -> Condition:
        """Ask for a text that begins so."""
        return Condition(self.name, "begins_with(#1, :1)", (self.written(prefix),))

    def is_absent(self) -> Condition:
        """Ask that an item has no such attribute."""
        return Condition(self.name, "attribute_not_exists(#1)", ())

    def _compared(self, operator: str, value: T) -> Condition:
        return Condition(self.name, f"#1 {operator} :1", (self.written(value),))


class Text(Attribute[str]):
    """A text."""

    def value_of(self, text: str) -> str:
        """Return the text itself."""
        return text


class Whole(Attribute[int]):
    """A whole number."""

    kind = "N"

    def value_of(self, text: str) -> int:
        """Return the number."""
        return int(text)


class Moment(Attribute[datetime]):
    """When an item is forgotten (the time to live): whole seconds since 1970."""

    kind = "N"

    def text_of(self, value: datetime) -> str:
        """Return a moment, which has a time zone, in seconds."""
        return str(int(value.timestamp()))

    def value_of(self, text: str) -> datetime:
        """Return a moment in UTC."""
        return datetime.fromtimestamp(int(text), UTC)


@dataclass(frozen=True, slots=True)
class Index:
    """An index over two attributes, which copies the keys alone."""

    name: str
    hash_key: Text
    range_key: Text


class Item:
    """What every item has.

    Parameters
    ----------
    pk, sk : str
        Its key.
    values
        Further attributes, by their names in Python.
    """

    attributes: ClassVar[Mapping[str, Attribute[Any]]]

    pk = Text("PK")
    sk = Text("SK")
    doc = Text()
    version = Whole()

    def __init__(self, pk: str, sk: str, **values: object) -> None:
        self.values: dict[str, Any] = {}
        self.pk, self.sk = pk, sk
        for name, value in values.items():
            setattr(self, name, value)

    def __init_subclass__(cls) -> None:
        cls.attributes = {
            attribute.name: attribute
            for owner in reversed(cls.__mro__)
            for attribute in vars(owner).values()
            if isinstance(attribute, Attribute)
        }

    @classmethod
    def of_image(cls, image: Image) -> Self:
        """Return an item of DynamoDB's; what no attribute knows is left out.

        Raises
        ------
        ValueError
            If an attribute is of another type.
        """
        item = cls.__new__(cls)
        item.values = {
            name: attribute.read(image[name])
            for name, attribute in cls.attributes.items()
            if name in image
        }
        return item

    @property
    def key(self) -> Key:
        """Where it lies."""
        return {"PK": {"S": self.pk}, "SK": {"S": self.sk}}

    def image(self) -> dict[str, dict[str, str]]:
        """Return it as DynamoDB has it: what is None is left out."""
        return {
            name: self.attributes[name].written(value)
            for name, value in self.values.items()
            if value is not None
        }

    def unchanged(self) -> Condition:
        """Ask that the item is in the table as it was read; a fresh one: that it is not there."""
        read = self.values.get(Item.version.name)
        return Item.version.is_absent() if read is None else Item.version.equals(read)


Item.__init_subclass__()
