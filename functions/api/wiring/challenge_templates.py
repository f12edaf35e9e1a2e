"""What days are filled from."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.challenges import room
from idance.service.catalogue import TemplateService


@cache
def templates() -> TemplateService:
    """Return the templates of challenges."""
    return TemplateService(room().templates, room().rules)


Templates = Annotated[TemplateService, Depends(templates)]
