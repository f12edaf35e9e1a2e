"""The body of a request: JSON, whatever it says it is."""

from __future__ import annotations

import json
from typing import Any


def parsed(text: str) -> Any:  # noqa: ANN401 (JSON is any of its types)
    """Return the JSON in a body.

    Raises
    ------
    json.JSONDecodeError
        For whatever Python cannot read as JSON, nesting and numbers without end among it.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise json.JSONDecodeError(str(error), text, 0) from error


def as_json(event: dict[str, Any]) -> dict[str, Any]:
    """Return the event without its content type: a body is JSON here, whatever it says it is."""
    headers = event.get("headers") or {}
    kept = {name: value for name, value in headers.items() if name.lower() != "content-type"}
    return {**event, "headers": kept, "multiValueHeaders": None}
