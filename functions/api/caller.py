"""Who makes the request: taken from the authorizer's context, never from the request itself.

A route says whom it lets in by what it takes: `Me` anybody who is signed in, `Admin` an admin,
neither of them everybody. The `authorised` middleware looks at that before anything the caller
sent is looked at: who may not ask is not told what is wrong with the question.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import (
    APIGatewayRestResolver,
    Depends,
    Request,
    Response,
)
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from pydantic import ValidationError

from functions.api.annotations import evaluated
from functions.api.errors import UnauthenticatedError
from functions.api.resources import resource_of
from idance.domain.errors import ForbiddenError
from idance.domain.profile import Caller


class Access(StrEnum):
    """Whom a route lets in."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    ADMIN = "admin"


def current_caller(request: Request) -> Caller:
    """Return the caller the authorizer vouches for.

    Raises
    ------
    UnauthenticatedError
        If the request came past no authorizer.
    """
    context = request.resolved_event["requestContext"].get("authorizer")
    try:
        return Caller.model_validate(context)
    except ValidationError as error:
        raise UnauthenticatedError from error


def require_person(request: Request) -> Caller:
    """Return the caller, who is a person.

    Raises
    ------
    ForbiddenError
        ``PEOPLE_ONLY`` for a service.
    """
    caller = current_caller(request)
    if caller.is_service:
        raise ForbiddenError("PEOPLE_ONLY", "A service's key does not open this.")
    return caller


def require_admin(request: Request) -> Caller:
    """Return the caller, who is an admin, or a service whose key is for the route's resource.

    Raises
    ------
    ForbiddenError
        ``ADMIN_ONLY`` for anybody else.
    """
    caller = current_caller(request)
    if not caller.may_administer(resource_of(request.context["_route"].func)):
        raise ForbiddenError("ADMIN_ONLY", "Only an admin may do this.")
    return caller


Me = Annotated[Caller, Depends(require_person)]
Admin = Annotated[Caller, Depends(require_admin)]
_ACCESS: Final = {require_person: Access.SIGNED_IN, require_admin: Access.ADMIN}
_GUARDS: Final = {access: guard for guard, access in _ACCESS.items()}


@cache
def access_to(route: Callable[..., Any]) -> Access:
    """Return whom a route lets in."""
    for hint in evaluated(route).values():
        for mark in getattr(hint, "__metadata__", ()):
            if isinstance(mark, Depends) and mark.dependency in _ACCESS:
                return _ACCESS[mark.dependency]
    return Access.EVERYBODY


def authorised(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """Let nobody further who may not call the route.

    Raises
    ------
    UnauthenticatedError, ForbiddenError
        As the route's own guard does.
    """
    guard = _GUARDS.get(access_to(app.context["_route"].func))
    if guard is not None:
        guard(app.request)
    return next_middleware(app)
