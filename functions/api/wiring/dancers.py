"""What is kept of dancers."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.store.dancers import DancerStore

Dancers = Annotated[DancerStore, Depends(stores.dancers)]
