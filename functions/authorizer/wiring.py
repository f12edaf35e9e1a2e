"""What the authorizer is made of, built at the first request."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from functions.authorizer.tokens import TokenVerifier
from idance.environment import EnvironmentSettings

if TYPE_CHECKING:
    from idance.service.api_key import ApiKeyService


class Settings(EnvironmentSettings):
    """The function's environment.

    Attributes
    ----------
    oidc_issuer : str
        The ``iss`` every token must carry.
    oidc_audience : str
        The ``aud`` every token must carry: the app's client id.
    oidc_jwks_url : str
        Where the issuer publishes its keys.
    admin_group : str
        The group whose members are admins.
    operations_table : str
        Where the keys of our own services are.
    """

    oidc_issuer: str
    oidc_audience: str
    oidc_jwks_url: str
    admin_group: str
    operations_table: str


@cache
def verifier() -> TokenVerifier:
    """Return the one verifier of this process; its keys stay cached between requests."""
    settings = Settings.read()
    return TokenVerifier(
        issuer=settings.oidc_issuer,
        audience=settings.oidc_audience,
        jwks_url=settings.oidc_jwks_url,
        admin_group=settings.admin_group,
    )


@cache
def api_keys() -> ApiKeyService:
    """Return what knows the keys of our own services."""
    # Imported here: people come with tokens, and do not wait for a database client.
    from idance.service.api_key import ApiKeyService  # noqa: PLC0415
    from idance.store.api_keys import ApiKeyStore  # noqa: PLC0415

    return ApiKeyService(ApiKeyStore(Settings.read().operations_table))
