"""``Idempotency-Key``: a POST that is sent again changes nothing and is answered the same.

Only answers that made something are remembered. After an error nothing was made, so the same key
may be tried again; of the same request twice at once, one works and the other is told to wait.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.api.caller import Access, access_to, current_caller
from functions.api.freshness import as_text
from functions.api.wiring.clock import Now
from functions.api.wiring.idempotency import Keys
from idance.domain.errors import InvalidError
from idance.domain.idempotency import FIELD, Answer, fingerprint_of

LONGEST_KEY: Final = 255
REPLAYED: Final = {"Idempotency-Replayed": "true"}


def idempotent(
    app: APIGatewayRestResolver, next_middleware: NextMiddleware, keys: Keys, now: Now
) -> Response[Any]:
    """Answer a POST that was answered before as it was then.

    Raises
    ------
    InvalidError
        ``IDEMPOTENCY_KEY_INVALID``, ``IDEMPOTENCY_KEY_REUSED``.
    InProgressError
        ``REQUEST_IN_PROGRESS``.
    """
    event = app.current_event
    key = event.headers.get(FIELD)
    is_open = access_to(app.context["_route"].func) is Access.EVERYBODY
    if key is None or event.http_method != "POST" or is_open:
        return next_middleware(app)
    _check(key)
    user_id = current_caller(app.request).user_id
    fingerprint = fingerprint_of(app.context["_path"], event.body or "")
    begun = keys.begin(user_id, key, fingerprint, now=now)
    if isinstance(begun, Answer):
        return Response(begun.status, headers=begun.headers | REPLAYED, body=begun.body)
    remembered = None
    try:
        response = next_middleware(app)
        response.body = as_text(response.body)
        remembered = _answer(response)
    finally:
        keys.finish(begun, remembered, now=now)
    return response


def _answer(response: Response[Any]) -> Answer | None:
    """Return what to remember of a response: nothing, unless it made something."""
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return None
    headers = {name: str(value) for name, value in response.headers.items()}
    return Answer(status=response.status_code, headers=headers, body=response.body or "")


def _check(key: str) -> None:
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise InvalidError(
            "IDEMPOTENCY_KEY_INVALID",
            f"An {FIELD} has 1 to {LONGEST_KEY} printable ASCII characters.",
            field=FIELD,
        )
