"""Who has been erased changes nothing any more: their token is as good as before, for an hour."""

from __future__ import annotations

from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.api.caller import Access, access_to, current_caller
from functions.api.wiring.clock import Now
from functions.api.wiring.erasures import ErasedDancers
from idance.domain.erasure import ErasedError

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LEAVING: Final = ("DELETE", "/users/me")
"""Whoever asks again is answered again."""


def unerased(
    app: APIGatewayRestResolver, next_middleware: NextMiddleware, erased: ErasedDancers, now: Now
) -> Response[Any]:
    """Take nothing from a dancer who has been erased.

    Raises
    ------
    ErasedError
        ``ERASED``.
    """
    method = app.current_event.http_method
    is_open = access_to(app.context["_route"].func) is Access.EVERYBODY
    if method in _READING or is_open or (method, app.request.route) == _LEAVING:
        return next_middleware(app)
    caller = current_caller(app.request)
    if not caller.is_service and erased.is_refused(caller.user_id, now=now):
        raise ErasedError
    return next_middleware(app)
