"""Who makes the request: taken from the authorizer's context, never from the request itself."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request
from pydantic import ValidationError

from functions.api.errors import UnauthenticatedError
from idance.domain.errors import ForbiddenError
from idance.domain.profile import Caller


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


def require_admin(caller: Annotated[Caller, Depends(current_caller)]) -> Caller:
    """Return the caller, who is an admin.

    Raises
    ------
    ForbiddenError
        ``ADMIN_ONLY`` for anybody else.
    """
    if not caller.is_admin:
        raise ForbiddenError("ADMIN_ONLY", "Only an admin may do this.")
    return caller


Me = Annotated[Caller, Depends(current_caller)]
Admin = Annotated[Caller, Depends(require_admin)]
