"""Examples for the OpenAPI document: what the API answered when it was tested (`make examples`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from idance.domain.model import Model

PATH: Final = Path(__file__).with_name("examples.json")


class Examples(Model):
    """Good answers and problems as they were.

    Attributes
    ----------
    answers : dict
        Operation → status → body.
    problems : dict
        Code → the sentence it came with.
    """

    answers: dict[str, dict[str, Any]]
    problems: dict[str, str]


def read_examples() -> Examples:
    """Return the examples that are checked in."""
    return Examples.model_validate_json(PATH.read_text())
