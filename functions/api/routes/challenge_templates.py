"""Templates of challenges, for admins: what days without a challenge are filled from."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin
from functions.api.outcomes import outcomes
from functions.api.requests.challenge_templates import TemplateRequest
from functions.api.requests.fields import PathId
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
def listed(_admin: Admin, templates: Templates) -> list[Template]:
    """Return every template, by name."""
    return list(templates.all())


@router.get(
    "/challenge-templates/<name>",
    responses=outcomes({200: Template, 404: ["TEMPLATE_NOT_FOUND"]}),
)
def one(name: PathId, _admin: Admin, templates: Templates) -> Template:
    """Return a template."""
    return templates.get(name)


@router.post(
    "/challenge-templates",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({201: Template, 409: ["TEMPLATE_EXISTS"], 422: INVALID}),
)
def create(template: TemplateRequest, _admin: Admin, templates: Templates, now: Now) -> Template:
    """Store a template; as soon as there is one, days are filled from templates."""
    return templates.create(template, now=now)


@router.put(
    "/challenge-templates/<name>",
    responses=outcomes({200: Template, 404: ["TEMPLATE_NOT_FOUND"], 422: INVALID}),
)
def replace(
    name: PathId, template: TemplateRequest, _admin: Admin, templates: Templates, now: Now
) -> Template:
    """Say everything anew of a template; challenges made of it stay as they are."""
    return templates.replace(name, template, now=now)


@router.delete(
    "/challenge-templates/<name>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes({404: ["TEMPLATE_NOT_FOUND"]}),
)
def forget(name: PathId, _admin: Admin, templates: Templates) -> Response[None]:
    """Forget a template; challenges made of it stay as they are."""
    templates.delete(name)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)
