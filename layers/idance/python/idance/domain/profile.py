"""Who a dancer is to the others."""

from __future__ import annotations

from typing import Literal

from idance.domain.model import Model


class UserProfile(Model):
    """What others see of a dancer; one who is banned stands on no board.

    Attributes
    ----------
    wants_pushes : bool
        Whether the dancer's phones are pushed to; notifications are there to be read anyway.
    """

    id: str
    display_name: str
    avatar_url: str | None = None
    level: int = 1
    utc_offset_minutes: int = 0
    is_banned: bool = False
    wants_pushes: bool = True


class Caller(Model):
    """Who makes a request, as the authorizer established it.

    Attributes
    ----------
    scopes : str
        The resources whose admin routes a service may call, with spaces between.
    """

    user_id: str
    role: Literal["user", "admin", "service"]
    display_name: str
    scopes: str = ""

    @property
    def is_admin(self) -> bool:
        """Whether the caller may use the admin's routes."""
        return self.role == "admin"

    @property
    def is_service(self) -> bool:
        """Whether the caller is one of our own services, and no person."""
        return self.role == "service"

    def may_administer(self, resource: str) -> bool:
        """Whether the caller may use the admin's routes of a resource."""
        return self.is_admin or (self.is_service and resource in self.scopes.split())
