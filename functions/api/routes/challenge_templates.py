"""Templates of challenges, for admins: what days without a challenge are filled from."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Admin
from functions.api.outcomes import outcomes
from functions.api.preconditions import IfMatch, seen_version, tagged
from functions.api.requests.challenge_templates import TemplateRequest
from functions.api.requests.fields import PathId
from functions.api.responses.catalogue import TemplateResponse
from functions.api.wiring.challenge_templates import Templates
from functions.api.wiring.clock import Now
from idance.domain.template import Template

router = APIGatewayRouter()
INVALID: Final = [
    "MEDIA_NOT_FOUND",
    "REFERENCE_MISSING",
    "REFERENCE_NOT_READY",
    "REFERENCE_UNUSABLE",
    "UNKNOWN_CHALLENGE_TYPE",
]


@router.get("/challenge-templates")
def listed(_admin: Admin, templates: Templates) -> list[TemplateResponse]:
    """Return every template, by name."""
    return [TemplateResponse.of(one) for one in templates.all()]


@router.get(
    "/challenge-templates/<name>",
    responses=outcomes({200: TemplateResponse, 404: ["TEMPLATE_NOT_FOUND"]}),
)
def one(name: PathId, _admin: Admin, templates: Templates) -> Response[TemplateResponse]:
    """Return a template."""
    return _answer(templates.get(name))


@router.post(
    "/challenge-templates",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({201: TemplateResponse, 409: ["TEMPLATE_EXISTS"], 422: INVALID}),
)
def create(
    template: TemplateRequest, _admin: Admin, templates: Templates, now: Now, trail: Tracked
) -> Response[TemplateResponse]:
    """Store a template; as soon as there is one, days are filled from templates."""
    created = templates.create(template, now=now)
    trail.changed(None, created)
    return _answer(created, HTTPStatus.CREATED)


@router.put(
    "/challenge-templates/<name>",
    responses=outcomes(
        {
            200: TemplateResponse,
            404: ["TEMPLATE_NOT_FOUND"],
            412: ["TEMPLATE_CHANGED"],
            422: INVALID,
            428: ["IF_MATCH_MISSING"],
        }
    ),
)
def replace(
    name: PathId,
    template: TemplateRequest,
    _admin: Admin,
    templates: Templates,
    now: Now,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[TemplateResponse]:
    """Say everything anew of a template; challenges made of it stay as they are."""
    before = templates.get(name)
    after = templates.replace(name, template, tag=seen_version(if_match), now=now)
    trail.changed(before, after)
    return _answer(after)


@router.delete(
    "/challenge-templates/<name>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes(
        {404: ["TEMPLATE_NOT_FOUND"], 412: ["TEMPLATE_CHANGED"], 428: ["IF_MATCH_MISSING"]}
    ),
)
def forget(
    name: PathId, _admin: Admin, templates: Templates, trail: Tracked, if_match: IfMatch = None
) -> Response[None]:
    """Forget a template; challenges made of it stay as they are."""
    before = templates.get(name)
    templates.delete(name, tag=seen_version(if_match))
    trail.changed(before, None)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)


def _answer(template: Template, status: HTTPStatus = HTTPStatus.OK) -> Response[TemplateResponse]:
    body = TemplateResponse.of(template)
    return tagged(body, body.version, status)
