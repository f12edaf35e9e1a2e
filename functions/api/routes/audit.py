"""The audit log, for admins."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin
from functions.api.outcomes import outcomes
from functions.api.requests.fields import CursorText, Day, Limit
from functions.api.responses.audit import AuditResponse
from functions.api.wiring.audit import AuditLog
from functions.api.wiring.clock import Now
from idance.domain.challenge import day_of

router = APIGatewayRouter()


@router.get("/admin/audit", responses=outcomes({422: ["INVALID_CURSOR"]}))
def audit(
    _admin: Admin,
    audit_log: AuditLog,
    now: Now,
    day: Annotated[Day | None, Query()] = None,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> AuditResponse:
    """Return what admins did on a UTC day, today unless another is asked for."""
    when = day or day_of(now)
    return AuditResponse.of(audit_log.of_day(when, limit=limit, cursor=cursor))
