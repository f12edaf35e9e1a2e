"""From a signed token to the caller it speaks for."""

from __future__ import annotations

from typing import Any, Final

import jwt
from jwt import PyJWKClient

from idance.domain.ids import user_id_of
from idance.domain.profile import Caller

ALGORITHMS: Final = ("RS256", "ES256")
LEEWAY_S: Final = 30
JWKS_TIMEOUT_S: Final = 3
JWKS_LIFESPAN_S: Final = 600
NAME_CLAIMS: Final = ("name", "nickname", "preferred_username", "cognito:username")
NAMELESS: Final = "Dancer"
_LONGEST_NAME: Final = 60


class UnauthorizedError(Exception):
    """The token proves nobody's identity.

    Its text is the word API Gateway turns into a 401; the reason is its cause, for the log.
    """

    def __init__(self) -> None:
        super().__init__("Unauthorized")


class TokenVerifier:
    """Verifies the tokens of one OpenID Connect issuer.

    Keys are fetched once and again only when they are ten minutes old or a token names a new
    one, at most once in 30 s: tokens made up to cause fetches cause none.

    Parameters
    ----------
    issuer, audience : str
        What ``iss`` and ``aud`` must be.
    jwks_url : str
        Where the issuer publishes its public keys.
    admin_group : str
        The group, in ``cognito:groups`` or ``roles``, whose members are admins.
    """

    def __init__(self, *, issuer: str, audience: str, jwks_url: str, admin_group: str) -> None:
        self._issuer = issuer
        self._audience = audience
        self._admin_group = admin_group
        self._keys = PyJWKClient(jwks_url, lifespan=JWKS_LIFESPAN_S, timeout=JWKS_TIMEOUT_S)

    def caller(self, authorization: str) -> Caller:
        """Return who sends this ``Authorization`` header.

        Raises
        ------
        UnauthorizedError
            If it holds no bearer token, or one that is not valid here and now.
        jwt.PyJWKClientConnectionError
            If the issuer's keys cannot be reached: nobody's fault but ours, so not a 401.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise UnauthorizedError
        try:
            claims = self._claims(token.strip())
        except jwt.PyJWKClientConnectionError:
            raise
        except jwt.PyJWTError as error:
            raise UnauthorizedError from error
        return Caller(
            user_id=user_id_of(self._issuer, claims["sub"]),
            role="admin" if self._admin_group in _groups(claims) else "user",
            display_name=_display_name(claims),
        )

    def _claims(self, token: str) -> dict[str, Any]:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise jwt.InvalidAlgorithmError(f"algorithm {header.get('alg')!r} is not accepted")
        claims: dict[str, Any] = jwt.decode(
            token,
            self._keys.get_signing_key(header.get("kid", "")),
            algorithms=ALGORITHMS,
            audience=self._audience,
            issuer=self._issuer,
            leeway=LEEWAY_S,
            options={"require": ["exp", "iss", "aud", "sub"]},
        )
        if not claims["sub"]:
            raise jwt.MissingRequiredClaimError("sub")
        return claims


def _groups(claims: dict[str, Any]) -> list[str]:
    groups = claims.get("cognito:groups", claims.get("roles", []))
    return groups if isinstance(groups, list) else [groups]


def _display_name(claims: dict[str, Any]) -> str:
    """Return the first presentable name; an e-mail address is not for a public board."""
    for claim in NAME_CLAIMS:
        name = " ".join(str(claims.get(claim) or "").split())
        if name and "@" not in name:
            return name[:_LONGEST_NAME]
    return NAMELESS
