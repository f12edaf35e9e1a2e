"""The base of every domain model: immutable in Python, camelCase in JSON."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

_YEAR: Final = re.compile(r"\d{4}-")


def _no_switch(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("please say a number")  # noqa: TRY004 (pydantic's word for a wrong value)
    return value


NUMBER: Final = BeforeValidator(_no_switch)
"""For numbers that come from outside: Python and pydantic take true for 1 and false for 0.

It stands after the bounds: before them, pydantic tells bounds that JSON Schema does not know.
"""


def _written_out(value: object) -> object:
    if isinstance(value, (int, float)) or (isinstance(value, str) and not _YEAR.match(value)):
        raise ValueError("please write a time like 2026-11-24T18:00:00Z")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]
"""A time that comes from outside: pydantic takes any number for one, counted from 1970."""


class Model(BaseModel):
    """A value that never changes; its JSON keys are the requirements' camelCase names."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        extra="ignore",
        defer_build=True,
    )
