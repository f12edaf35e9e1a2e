"""Who a dancer is to the others."""

from __future__ import annotations

from typing import Literal

from idance.domain.model import Model


class UserProfile(Model):
    """What others see of a dancer; one who is banned stands on no board."""

    id: str
    display_name: str
    avatar_url: str | None = None
    level: int = 1
    is_banned: bool = False


class Caller(Model):
    """Who makes a request, as the authorizer established it."""

    user_id: str
    role: Literal["user", "admin"]
    display_name: str

    @property
    def is_admin(self) -> bool:
        """Whether the caller may use the admin's routes."""
        return self.role == "admin"
