"""What docstrings say, in the places where an OpenAPI document says it."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any, Final

from pydantic.alias_generators import to_camel

_SECTION: Final = re.compile(r"\n\n(\w+)\n-{3,}\n")
_ENTRY: Final = re.compile(r"^(\w[\w, ]*) : [^\n]+\n((?:[ ]{4}[^\n]*\n?)+)", re.MULTILINE)


def summary_and_description(docstring: str) -> tuple[str, str]:
    """Return the first line of a docstring, and its text without numpydoc's sections."""
    text, *_ = _SECTION.split(cleandoc(docstring))
    summary = text.split("\n", 1)[0].rstrip(".")
    return summary, text.replace("``", "`")


def describe_properties(schema: dict[str, Any]) -> None:
    """Move what a schema's description says of its attributes to the properties they are.

    The titles that pydantic makes of names go: they say nothing the names do not.
    """
    for described in schema.get("properties", {}).values():
        described.pop("title", None)
    text = schema.get("description", "")
    _, *sections = _SECTION.split(f"{cleandoc(text)}\n")
    if not text:
        return
    schema["description"] = summary_and_description(text)[1]
    named = dict(zip(sections[::2], sections[1::2], strict=True))
    for names, meaning in _ENTRY.findall(named.get("Attributes", "")):
        for name in names.split(", "):
            described = schema.get("properties", {}).get(to_camel(name))
            if described is not None:
                described["description"] = " ".join(meaning.replace("``", "`").split())
