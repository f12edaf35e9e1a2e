"""``If-Match`` and ``ETag`` of what admins change: nobody writes over what they have not seen."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, TypeVar

from aws_lambda_powertools.event_handler import Response, content_types
from aws_lambda_powertools.event_handler.openapi.params import Header

from idance.domain.errors import UnconditionalError
from idance.domain.model import Model

BodyT = TypeVar("BodyT", bound=Model)
IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=100)]


def seen_version(if_match: str | None) -> str:
    """Return which version a change is meant for.

    Raises
    ------
    UnconditionalError
        ``IF_MATCH_MISSING``.
    """
    if not if_match:
        raise UnconditionalError(
            "IF_MATCH_MISSING",
            "Say which version you have seen: If-Match with it, or with * for any.",
            field="If-Match",
        )
    return if_match.strip().removeprefix("W/").strip('"')


def tagged(body: BodyT, version: str, status: HTTPStatus = HTTPStatus.OK) -> Response[BodyT]:
    """Return an answer with the tag that the next change needs."""
    return Response(
        status_code=status,
        content_type=content_types.APPLICATION_JSON,
        body=body,
        headers={"ETag": f'"{version}"'},
    )
