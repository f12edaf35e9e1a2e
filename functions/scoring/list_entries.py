"""ListEntries: which submissions of a challenge have a score, for whoever scores them all again."""

from __future__ import annotations

from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Field

from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, services
from idance.domain.ids import submission_id
from idance.domain.model import Model
from idance.store.core import SHARDS

ENOUGH: Final = 5000
"""Ids after which an answer ends: it may hold 6 MB, and a shard of a million holds 4,000."""

logger = Logger()


class EntriesRequest(Model):
    """Which challenge, and the shard to go on with."""

    challenge_id: str
    shard: int = Field(0, ge=0, le=SHARDS)


class EntriesResponse(Model):
    """Ids of submissions, and the shard to go on with; None: that is all."""

    submissions: tuple[str, ...]
    next_shard: int | None


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Return some of a challenge's submissions.

    Raises
    ------
    TransientError
        Trying again helps.
    """
    with faults_named():
        return _entries(EntriesRequest.model_validate(event), services()).model_dump(mode="json")


def _entries(asked: EntriesRequest, using: Services) -> EntriesResponse:
    found: list[str] = []
    for shard in range(asked.shard, SHARDS):
        if len(found) >= ENOUGH:
            return EntriesResponse(submissions=tuple(found), next_shard=shard)
        dancers = using.entrants.with_score(asked.challenge_id, shard)
        found.extend(submission_id(user_id, asked.challenge_id) for user_id in dancers)
    return EntriesResponse(submissions=tuple(found), next_shard=None)
