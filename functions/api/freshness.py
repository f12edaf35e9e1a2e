"""How long an answer stays fresh, and how to ask whether it still is (RFC 9110, RFC 9111).

Every good answer to a GET carries an ``ETag`` of its bytes; asking with ``If-None-Match`` costs a
304 while nothing has changed. A route whose answer is the same for everybody lets a CDN keep it by
``middlewares=[public(seconds=30)]``; any other is kept by nobody but the one who asked, and asked
for anew each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

PRIVATE: Final = "private, no-cache"
NEVER: Final = "no-store"
Middleware = Callable[[APIGatewayRestResolver, NextMiddleware], Response[Any]]


def public(*, seconds: int) -> Middleware:
    """Return a middleware for routes whose answer is everybody's: caches may keep it so long.

    A cache that finds it stale may hand it out once more while it asks for the next.
    """
    told = f"public, max-age={seconds}, stale-while-revalidate={seconds}"

    def public_answer(
        app: APIGatewayRestResolver, next_middleware: NextMiddleware
    ) -> Response[Any]:
        answer = next_middleware(app)
        answer.headers["Cache-Control"] = told
        return answer

    return public_answer


def conditional(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """Tell how fresh an answer is, and leave out what the caller has already."""
    answer = next_middleware(app)
    answer.body = as_text(answer.body)
    if not answer.body:
        answer.headers.pop("Content-Type", None)
    is_read = app.current_event.http_method == "GET" and answer.status_code == HTTPStatus.OK
    if not is_read:
        answer.headers.setdefault("Cache-Control", NEVER)
        return answer
    answer.headers.setdefault("Cache-Control", PRIVATE)
    tag = f'"{blake2b(answer.body.encode(), digest_size=12).hexdigest()}"'
    tag = str(answer.headers.setdefault("ETag", tag))
    if _names(app.current_event.headers.get("If-None-Match"), tag):
        answer.status_code, answer.body = HTTPStatus.NOT_MODIFIED, ""
        answer.headers.pop("Content-Type", None)
    return answer


def as_text(body: Any) -> str:  # noqa: ANN401 (JSON, or text already)
    """Return a body as it is sent; nothing is no text, not the text of nothing."""
    if body is None or isinstance(body, str):
        return body or ""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def _names(if_none_match: str | None, tag: str) -> bool:
    """Whether the header names a tag, weakly compared as the RFC asks."""
    known = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    return bool(known & {tag, "*"})
