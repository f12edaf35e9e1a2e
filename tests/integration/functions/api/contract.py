"""The API's own description, held against what the API answers."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, Final

import jsonschema_rs

from functions.api.document import document
from functions.api.handler import app
from tests.integration.functions.api.examples import RECORDING

PROBLEM: Final = "application/problem+json"


@cache
def contract() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return document(app)


def operation_at(method: str, path: str) -> dict[str, Any] | None:
    """Return the operation that a request reaches: one without parameters before the others."""
    for template in sorted(contract()["paths"], key=lambda one: one.count("{")):
        matches = re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", template), path)
        if matches and method.lower() in contract()["paths"][template]:
            return dict(contract()["paths"][template][method.lower()])
    return None


def check_answer(
    method: str,
    path: str,
    *,
    status: int,
    content_type: str,
    body: Any,  # noqa: ANN401 (JSON)
) -> None:
    """Find an answer in the document: its status, its code, and its shape.

    Raises
    ------
    AssertionError, jsonschema_rs.ValidationError
        Where the document does not tell of it.
    """
    if content_type == PROBLEM:
        RECORDING.note_problem(body["code"], body["detail"])
    operation = operation_at(method, path)
    if operation is None:
        return
    told = operation["responses"].get(str(status))
    assert told, f"{method} {path}: {status} is in no document; say it in `outcomes`"
    if content_type == PROBLEM:
        codes = told["content"][PROBLEM]["examples"]
        assert body["code"] in codes, f"{method} {path}: say {body['code']} in `outcomes`"
    if content_type in told.get("content", {}):
        _validator(json.dumps(told["content"][content_type]["schema"])).validate(body)
        if content_type != PROBLEM:
            RECORDING.note(operation["operationId"], status, body)


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    whole = json.loads(schema) | {"components": contract()["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
