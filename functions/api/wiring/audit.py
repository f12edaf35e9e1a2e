"""What admins did."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings
from idance.store.audit import AuditStore


@cache
def audit_log() -> AuditStore:
    """Return what admins did."""
    return AuditStore(settings().operations_table)


AuditLog = Annotated[AuditStore, Depends(audit_log)]
