"""What becomes of entries, and of those that are held."""

from __future__ import annotations

from functools import cache

from functions.api.wiring import stores
from functions.api.wiring.badges import badges
from functions.api.wiring.moderation import entries
from idance.service.scoring import ScoringService


@cache
def scoring() -> ScoringService:
    """Return what takes entries to their score."""
    return ScoringService(
        sessions=stores.sessions(),
        submissions=stores.submissions(),
        attempts=stores.attempts(),
        entries=entries(),
        challenges=stores.challenges(),
        dancers=stores.dancers(),
        media=stores.media(),
        cases=stores.cases(),
        badges=badges(),
    )
