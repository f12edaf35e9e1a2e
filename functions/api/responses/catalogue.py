"""What clients get of types and templates."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from idance.domain.challenge_type import CustomType
from idance.domain.model import Model
from idance.domain.template import Template
from idance.domain.version import tag_of


class Versioned(Model):
    """Something that admins change, in one state of it."""

    version: Annotated[
        str,
        # (a docstring would tell it of this class alone)
        Field(
            description="Names this state of it: what `If-Match` says of a change that is meant "
            "for it."
        ),
    ]

    @classmethod
    def of(cls, thing: Model) -> Self:
        """Return a thing with its version."""
        return cls(**thing.model_dump(by_alias=False), version=tag_of(thing))


class CustomTypeResponse(Versioned, CustomType):
    """A type of challenges."""


class TemplateResponse(Versioned, Template):
    """A challenge without a date."""
