"""Entries in challenges."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.scoring import scoring
from functions.api.wiring.settings import settings
from idance.service.submission import SubmissionService
from idance.store.pipeline import PipelineStore


@cache
def submissions() -> SubmissionService:
    """Return the entries in challenges."""
    return SubmissionService(
        submissions=stores.submissions(),
        attempts=stores.attempts(),
        sessions=stores.sessions(),
        challenges=stores.challenges(),
        dancers=stores.dancers(),
        pipeline=PipelineStore(settings().state_machine_arn, settings().media_bucket),
        scoring=scoring(),
    )


Submissions = Annotated[SubmissionService, Depends(submissions)]
