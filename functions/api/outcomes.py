"""What a route may answer, by status: said once beside the route, told by the OpenAPI document.

A route names what is its own: the codes its service raises and, where it answers with more than
one status, what each of them carries. What every route may answer (nobody signed in, a field that
is wrong, too many requests, a fault of ours) is added by `functions.api.document`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from idance.domain.model import Model

PROBLEM_TYPE: Final = "application/problem+json"
_PROBLEM_SCHEMA: Final = {"$ref": "#/components/schemas/Problem"}


def outcomes(
    by_status: Mapping[int, type[Model] | Sequence[str] | None],
) -> dict[int, OpenAPIResponse]:
    """Return the ``responses`` of a route.

    Parameters
    ----------
    by_status : mapping
        Status → the model that a good answer carries (None if it carries nothing), or the codes
        of its problem documents.

    Example
    -------
    ``outcomes({201: SubmissionResponse, 202: AcceptedResponse, 409: ["ALREADY_SUBMITTED"]})``
    """
    return {
        int(status): (
            _good(status, what)
            if what is None or isinstance(what, type)
            else problems(status, what)
        )
        for status, what in by_status.items()
    }


def problems(status: int, codes: Sequence[str]) -> OpenAPIResponse:
    """Return one status with the codes it comes with, an example to refer to for each."""
    return {
        "description": f"{HTTPStatus(status).phrase}: {', '.join(f'`{code}`' for code in codes)}",
        "content": {
            PROBLEM_TYPE: {
                "schema": _PROBLEM_SCHEMA,
                "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in codes},
            },
        },
    }


def problem_example(status: int, code: str, detail: str) -> dict[str, Any]:
    """Return the problem document that a code comes in."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
        "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
    }


def _good(status: int, model: type[Model] | None) -> OpenAPIResponse:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {"application/json": {"model": model}} if model else {},
    }
