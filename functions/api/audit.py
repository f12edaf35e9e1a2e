"""What an admin does goes into the audit log, done or refused: no route can forget it.

On a route that is for everybody, it does where the route says what of another's was changed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from aws_lambda_powertools.event_handler import (
    APIGatewayRestResolver,
    Depends,
    Request,
    Response,
)
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.api.caller import Access, access_to, current_caller
from functions.api.wiring.audit import AuditLog
from functions.api.wiring.clock import Now
from idance.domain.audit import DONE, AuditEntry
from idance.domain.errors import DomainError
from idance.domain.model import Model

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_TRAIL = "trail"
_LONGEST = 100_000
"""Bytes of a request that are kept: an item holds 400 kB."""


class Trail:
    """What an act changes, as its route knows it."""

    def __init__(self) -> None:
        self.before: Model | None = None
        self.after: Model | None = None

    @property
    def is_marked(self) -> bool:
        """Whether a route has noted anything."""
        return not (self.before is None and self.after is None)

    def changed(self, before: Model | None, after: Model | None) -> None:
        """Note a thing as it was and as it is."""
        self.before, self.after = before, after


def _trail_of(request: Request) -> Trail:
    trail: Trail = request.context.setdefault(_TRAIL, Trail())
    return trail


Tracked = Annotated[Trail, Depends(_trail_of)]


def audited(
    app: APIGatewayRestResolver, next_middleware: NextMiddleware, log: AuditLog, now: Now
) -> Response[Any]:
    """Write down what an admin's route does, or an admin on another route, and how it ends."""
    if app.current_event.http_method in _READING:
        return next_middleware(app)
    outcome = "INTERNAL_ERROR"
    try:
        response = next_middleware(app)
        outcome = DONE
    except DomainError as error:
        outcome = error.code
        raise
    finally:
        if _is_an_admins(app):
            log.add(_entry(app, outcome, now))
    return response


def _is_an_admins(app: APIGatewayRestResolver) -> bool:
    if access_to(app.context["_route"].func) is Access.ADMIN:
        return True
    return _trail_of(app.request).is_marked and current_caller(app.request).is_admin


def _entry(app: APIGatewayRestResolver, outcome: str, now: datetime) -> AuditEntry:
    admin, request, trail = current_caller(app.request), app.request, _trail_of(app.request)
    return AuditEntry(
        id=uuid4().hex,
        at=now,
        actor=admin.user_id,
        actor_name=admin.display_name,
        action=f"{request.method} {request.route}",
        target={name: str(value) for name, value in request.path_parameters.items()},
        outcome=outcome,
        request=_sent(app),
        before=_plain(trail.before),
        after=_plain(trail.after),
    )


def _sent(app: APIGatewayRestResolver) -> Any:  # noqa: ANN401 (JSON)
    body = app.current_event.body or "null"
    size = len(body.encode())
    if size > _LONGEST:
        return {"tooLongToKeep": size}
    with suppress(ValueError, RecursionError):
        return json.loads(body)
    return None


def _plain(model: Model | None) -> dict[str, Any] | None:
    return model.model_dump(mode="json", exclude_none=True) if model else None
