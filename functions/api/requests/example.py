"""What a request looks like, for the OpenAPI document."""

from __future__ import annotations

from pydantic import ConfigDict, JsonValue


def example(**body: JsonValue) -> ConfigDict:
    """Return the configuration of a model that shows one body in the OpenAPI document."""
    return ConfigDict(json_schema_extra={"examples": [body]})
