"""What a record of the core table's stream says: only here is it known what items look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pynamodb.exceptions import AttributeDeserializationError

from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.store import core
from idance.store.core import CoreItem

Image = Mapping[str, Mapping[str, Any]]
"""An item as DynamoDB writes it: ``{"PK": {"S": …}, …}``."""


def read_image(image: Image) -> Submission | DancerStats | None:
    """Return what boards are made of, or None for an item that no board counts.

    Raises
    ------
    ValueError
        If the image is not one of the core table.
    """
    try:
        item = CoreItem.from_raw_data({name: dict(value) for name, value in image.items()})
    except (AttributeDeserializationError, TypeError) as error:
        raise ValueError(f"not an item of the core table: {error}") from error
    if item.sk is None:
        raise ValueError("not an item of the core table: no sort key")
    if item.sk == core.STATS:
        return DancerStats.model_validate_json(item.doc or "")
    if item.sk.startswith(core.SUBMISSION):
        return Submission.model_validate_json(item.doc or "")
    return None
