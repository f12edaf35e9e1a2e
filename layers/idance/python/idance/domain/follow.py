"""Following: a dancer wants to see how another one does."""

from __future__ import annotations

from typing import Final

from pydantic import AwareDatetime

from idance.domain.model import Model

MOST_FOLLOWED: Final = 1000


class Follow(Model):
    """One dancer follows another, since a moment."""

    user_id: str
    followed_id: str
    since: AwareDatetime
