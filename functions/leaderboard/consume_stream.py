"""From the core table's stream onto the boards: at least once, in any order, same result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.leaderboard.wiring import leaderboards
from idance.domain.errors import NotFoundError
from idance.service.leaderboard import BoardEntry
from idance.store.images import read_image

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Put a batch of scores and totals on their boards with one write.

    A record that cannot be understood is reported by its number, and holds up no other. With
    Redis away the call fails as a whole, and the stream brings the batch again.
    """
    entries: list[BoardEntry] = []
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        number = record["dynamodb"]["SequenceNumber"]
        try:
            entries.extend(_entries(record))
        except (NotFoundError, ValueError):
            logger.exception("poison record", extra={"sequence_number": number})
            failures.append({"itemIdentifier": number})
    if entries:
        leaderboards().record(entries)
    with single_metric("BoardEntries", MetricUnit.Count, len(entries)) as metric:
        metric.add_metadata("poison_records", len(failures))
    return {"batchItemFailures": failures}


def _entries(record: dict[str, Any]) -> Sequence[BoardEntry]:
    """Return what a change means for the boards; a removal is not told by the stream."""
    image = record["dynamodb"].get("NewImage")
    change = read_image(image) if image else None
    return leaderboards().entries_of(change) if change else ()
