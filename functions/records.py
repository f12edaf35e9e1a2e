"""Records of a stream or a queue, each by itself: one that fails holds up none of the others.

Powertools' batch processor does the same one record after another, and almost all of a record's
time is waiting for AWS, which Lambda bills. Its asynchronous one would need threads
all the same, for our stores wait; and importing it costs 50 ms of a cold start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from aws_lambda_powertools import Logger

logger = Logger()
AT_ONCE: Final = 16
Record = Mapping[str, Any]


def each(records: list[dict[str, Any]], do: Callable[[Record], object]) -> dict[str, Any]:
    """Do something with every record; return the numbers of those that are to come again."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failures = [number for number in pool.map(lambda one: _failed(one, do), records) if number]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}


def _failed(record: Record, do: Callable[[Record], object]) -> str | None:
    number: str = record.get("messageId") or record["dynamodb"]["SequenceNumber"]
    try:
        do(record)
    except Exception:
        # Whatever it is: its source brings it again, and at last to the dead letters.
        logger.exception("record failed", extra={"number": number})
        return number
    return None
