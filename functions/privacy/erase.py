"""Erase: everything of a dancer who asked to be forgotten, once at once and once when all settled.

What comes in and goes out, and what is logged, names nobody.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.privacy.wiring import erasing, now, settings

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Erase a dancer; whoever is cut short is called again and goes on.

    Raises
    ------
    NotFoundError
        ``ERASURE_NOT_FOUND``.
    UnavailableError
        A part is away: trying again helps.
    """
    is_last = bool(event.get("isLast"))
    logger.append_keys(erasure_id=event["erasureId"], is_last=is_last)
    erasure = erasing().erase(event["erasureId"], is_last=is_last, now=now())
    logger.info("erased", extra={"erased": erasure.erased, "status": erasure.status})
    return {
        "erasureId": erasure.id,
        "status": erasure.status,
        "erased": erasure.erased,
        "settleSeconds": settings().erasure_settles_seconds,
    }
