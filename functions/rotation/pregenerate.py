"""At midnight and noon UTC: every one of the next seven days has its challenge, and it works."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.rotation.wiring import now, services

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Make the challenges that are missing, look after the media of all, and publish them.

    Running it twice makes none more. What fails is told and counted: an alarm listens.
    """
    moment, room = now(), services().room
    faults: list[str] = []
    made = room.service.pregenerate(moment, on_fault=faults.append)
    personal = services().personal.pregenerate(moment)
    coming = services().outlook.look_ahead(moment, on_fault=faults.append)
    room.manifest.publish(moment)
    for fault in faults:
        logger.error("generation fault", extra={"fault": fault})
    _count("GenerationFaults", len(faults))
    _count("TomorrowMissing", int(not coming.has_tomorrow))
    result = {
        "made": [one.id for one in made],
        "personal": personal,
        "faults": faults,
        "ready": coming.days,
    }
    logger.info("pregenerated", extra=result)
    return result


def _count(name: str, value: int) -> None:
    with single_metric(name, MetricUnit.Count, value) as metric:
        metric.add_dimension("service", "rotation")
