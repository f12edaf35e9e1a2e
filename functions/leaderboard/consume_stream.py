"""From the core table's stream onto the boards: at least once, in any order, same result."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.leaderboard.wiring import services
from idance.domain.errors import NotFoundError, UnavailableError
from idance.domain.stats import DancerStats
from idance.service.board_news import News
from idance.store.images import read_change

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Let the boards follow a batch of changes, with one write a board; then tell who follows them.

    A record that cannot be understood is parked, and holds up no other; if even that fails, it is
    reported by its number. With Redis away the call fails as a whole, and the stream brings the
    batch again, for as long as it takes.
    """
    news, poison = _understood(event["Records"])
    try:
        services().feed.apply(news)
    except UnavailableError:
        _count("RefusedWrites", sum(len(one.entries) for one in news))
        raise
    _tell(news)
    _seat(news)
    _count("BoardEntries", sum(len(one.entries) for one in news))
    _count("PoisonRecords", len(poison))
    failures = [one["dynamodb"]["SequenceNumber"] for one in poison if not _parked(one)]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}


def _understood(
    records: list[dict[str, Any]],
) -> tuple[list[News], list[dict[str, Any]]]:
    """Return what records mean for the boards, and those that mean nothing."""
    news: list[News] = []
    poison: list[dict[str, Any]] = []
    for record in records:
        try:
            news.append(services().feed.reader.read(read_change(record)))
        except UnavailableError:
            raise
        except Exception:
            # Whatever is wrong with it: tried again it would stop the boards until it grows old.
            number = record["dynamodb"]["SequenceNumber"]
            logger.exception("poison record", extra={"sequence_number": number})
            poison.append(record)
    return services().feed.with_contests(news), poison


def _parked(record: dict[str, Any]) -> bool:
    try:
        services().parked.add(record)
    except UnavailableError:
        logger.warning("not parked", exc_info=True)
        return False
    return True


def _tell(news: list[News]) -> None:
    """Push what has happened; whoever misses it reads the board."""
    try:
        entries = [entry for one in news for entry in one.entries]
        services().live.tell(entries, now=datetime.now(UTC))
    except UnavailableError:
        logger.warning("followers not told", exc_info=True)


def _seat(news: list[News]) -> None:
    """Give a seat in a league to whoever dances for the first time this week."""
    for one in news:
        stats = one.change.after.value if one.change.after else None
        if isinstance(stats, DancerStats) and stats.needs_seat(one.change.at):
            with suppress(NotFoundError):
                services().leagues.seat(stats.user_id, now=one.change.at)


def _count(name: str, value: int) -> None:
    if value:
        with single_metric(name, MetricUnit.Count, value):
            pass
