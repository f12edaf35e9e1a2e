"""Every error of the API as a problem document (RFC 9457), from one table.

A problem carries, beside the standard's members, our stable ``code``, the ``field`` at fault and
the ``requestId`` to quote to support. Whatever is in no table is our fault: it is logged, and
answered without a word about its cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final, cast

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as RouteNotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from functions.api.freshness import NEVER
from functions.api.opening import OpeningResolver
from functions.api.responses.problems import InvalidField, Problem
from idance.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
    TooManyError,
    UnavailableError,
    UnconditionalError,
)

logger = Logger(child=True)
router = Router()


class UnauthenticatedError(DomainError):
    """Nobody has vouched for the caller."""

    def __init__(self) -> None:
        super().__init__("UNAUTHORIZED", "Sign in to go on.")


STATUSES: Final[dict[type[DomainError], HTTPStatus]] = {
    InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    TooManyError: HTTPStatus.TOO_MANY_REQUESTS,
    StaleError: HTTPStatus.PRECONDITION_FAILED,
    UnconditionalError: HTTPStatus.PRECONDITION_REQUIRED,
    UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_NO_OBJECT: Final = {"missing", "model_attributes_type"}
_FOLLOWS_FROM_ANOTHER: Final = "default_factory_not_called"
"""A field's default hangs on a field that is wrong: that one says all there is to say."""


def on_domain_error(error: DomainError) -> Response[str]:
    """Answer an error the domain foresees."""
    status = next(STATUSES[base] for base in type(error).__mro__ if base in STATUSES)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        logger.warning("unavailable", extra={"code": error.code}, exc_info=error)
    headers = {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    return _answer(status, error.code, error.message, field=error.field, headers=headers)


def on_invalid_request(error: RequestValidationError) -> Response[str]:
    """Answer a request that is not what the route takes."""
    problems = error.errors()
    if problems[0]["type"] == "json_invalid":
        return _answer(HTTPStatus.BAD_REQUEST, "MALFORMED_JSON", "The body is not valid JSON.")
    invalid = [_invalid_field(one) for one in problems if one["type"] != _FOLLOWS_FROM_ANOTHER]
    return _answer(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "VALIDATION_FAILED",
        " ".join(f"{one.field}: {one.detail}." if one.field else one.detail for one in invalid),
        field=invalid[0].field,
        errors=invalid,
    )


def on_unknown_route(_error: RouteNotFoundError) -> Response[str]:
    """Answer a path the API does not have, or one that it has with other methods."""
    allowed = _methods_at(router.context["_path"])
    if allowed:
        return _answer(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            f"This address takes {' and '.join(allowed)} only.",
            headers={"Allow": ", ".join(allowed)},
        )
    return _answer(HTTPStatus.NOT_FOUND, "ROUTE_NOT_FOUND", "There is no such address here.")


def on_our_fault(error: Exception) -> Response[str]:
    """Answer what nobody foresaw: the log has the cause, the answer does not."""
    logger.error("unforeseen", exc_info=error)
    return _answer(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "Something went wrong on our side. Please try again.",
    )


def _methods_at(path: str) -> list[str]:
    app = cast("OpeningResolver", router.api_resolver)
    return sorted({route.method for route in app.routes if route.rule.match(path)})


def _invalid_field(problem: dict[str, Any]) -> InvalidField:
    """Return what is wrong and where, without the part of the request it was found in."""
    where, *path = problem["loc"]
    if where == "query":  # parameters that are read together are named one by one all the same
        path = path[-1:]
    if not path and problem["type"] in _NO_OBJECT:
        return InvalidField(field=None, detail="Please send a JSON object.")
    return InvalidField(
        field=".".join(str(step) for step in path) or None,
        detail=problem["msg"].removeprefix("Value error, "),
    )


def _answer(  # noqa: PLR0913 (the members of a problem document)
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    field: str | None = None,
    errors: Sequence[InvalidField] = (),
    headers: dict[str, str] | None = None,
) -> Response[str]:
    problem = Problem(
        title=status.phrase,
        status=status,
        detail=detail,
        code=code,
        field=field,
        errors=tuple(errors) or None,
        request_id=router.current_event["requestContext"].get("requestId", ""),
    )
    return Response(
        status_code=status,
        content_type="application/problem+json",
        body=problem.model_dump_json(exclude_none=True),
        headers={"Cache-Control": NEVER, **(headers or {})},
    )


for _kind, _answer_to in (
    (DomainError, on_domain_error),
    (RequestValidationError, on_invalid_request),
    (RouteNotFoundError, on_unknown_route),
    (Exception, on_our_fault),
):
    router.exception_handler(_kind)(_answer_to)
