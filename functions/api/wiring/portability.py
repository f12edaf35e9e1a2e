"""What is held about dancers."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.portability import PortabilityService
from idance.store.consents import ConsentStore
from idance.store.devices import DeviceStore
from idance.store.mentions import MentionStore
from idance.store.partitions import PartitionStore


@cache
def portability() -> PortabilityService:
    """Return what gathers all that is held about a dancer."""
    known = settings()
    return PortabilityService(
        own=PartitionStore(known.core_table),
        own_social=PartitionStore(known.social_table),
        own_operations=PartitionStore(known.operations_table),
        own_aggregates=PartitionStore(known.aggregates_table),
        mentions=MentionStore(known.social_table),
        devices=DeviceStore(known.social_table),
        sessions=stores.sessions(),
        cases=stores.cases(),
        media=stores.media(),
    )


Portability = Annotated[PortabilityService, Depends(portability)]
ConsentsOf = Annotated[ConsentStore, Depends(stores.consents)]
