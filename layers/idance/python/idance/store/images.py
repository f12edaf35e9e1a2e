"""What a record of the core table's stream says: only here is it known what items look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.store import core
from idance.store.core import CoreItem
from idance.store.item import Image

Ranked = Submission | DancerStats | UserProfile
"""What boards are made of."""


class Versioned(NamedTuple):
    """Something as it was at a version of its item."""

    value: Ranked
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an item is after a write (None: gone, or nothing to rank), and when it was written."""

    after: Versioned | None
    at: datetime
    old_image: Image | None = None

    @property
    def before(self) -> Versioned | None:
        """What the item was before the write; only few ask, so it is read when asked for."""
        return read_image(self.old_image) if self.old_image else None

    @property
    def known(self) -> Versioned | None:
        """What the change is about: as it is now or, where it is gone, as it was."""
        return self.after or self.before

    @property
    def is_ban_news(self) -> bool:
        """Whether it bans a dancer, or lets one back."""
        states = [one.value for one in (self.before, self.after) if one]
        flags = {one.is_banned for one in states if isinstance(one, UserProfile)}
        return flags in ({True}, {True, False}) and (len(states) == 1 or len(flags) > 1)


def read_change(record: Mapping[str, Any]) -> Change:
    """Return what a record of the stream tells.

    Raises
    ------
    ValueError
        If it is none of the core table's.
    """
    told = record["dynamodb"]
    image = told.get("NewImage")
    return Change(
        after=read_image(image) if image else None,
        at=datetime.fromtimestamp(told["ApproximateCreationDateTime"], UTC),
        old_image=told.get("OldImage"),
    )


def read_image(image: Image) -> Versioned | None:
    """Return what boards are made of, or None for an item that no board counts.

    Raises
    ------
    ValueError
        If the image is not one of the core table.
    """
    item = CoreItem.of_image(image)
    if item.sk is None:
        raise ValueError("not an item of the core table: no sort key")
    kind = _kind(item.sk)
    return Versioned(kind.model_validate_json(item.doc or ""), item.version or 0) if kind else None


def _kind(sk: str) -> type[Submission | DancerStats | UserProfile] | None:
    if sk.startswith(core.SUBMISSION):
        return Submission
    if sk == core.STATS:
        return DancerStats
    return UserProfile if sk == core.PROFILE else None
