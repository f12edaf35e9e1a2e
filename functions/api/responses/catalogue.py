"""What clients get of types and templates."""

from __future__ import annotations

from typing import Self

from idance.domain.challenge_type import CustomType
from idance.domain.template import Template
from idance.domain.version import tag_of


class CustomTypeResponse(CustomType):
    """A type of challenges.

    Attributes
    ----------
    version : str
        Names this state of it: what `If-Match` says of a change that is meant for it.
    """

    version: str

    @classmethod
    def of(cls, custom: CustomType) -> Self:
        """Return a type with its version."""
        return cls(**custom.model_dump(by_alias=False), version=tag_of(custom))


class TemplateResponse(Template):
    """A challenge without a date.

    Attributes
    ----------
    version : str
        Names this state of it: what `If-Match` says of a change that is meant for it.
    """

    version: str

    @classmethod
    def of(cls, template: Template) -> Self:
        """Return a template with its version."""
        return cls(**template.model_dump(by_alias=False), version=tag_of(template))
