"""Signature Version 4: how a request to AWS proves who sends it, and that it came as it was sent.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from idance.store.aws.credentials import Credentials

ALGORITHM: Final = "AWS4-HMAC-SHA256"


class Scope:
    """What a signature is good for: one day, one region, one service.

    Attributes
    ----------
    now : datetime
        When it was signed; ``moment`` is the same as AWS writes it.
    """

    def __init__(self, now: datetime, region: str, service: str) -> None:
        self.now = now
        self.moment = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        self._key = self.moment[:8], region, service
        self._text = f"{'/'.join(self._key)}/aws4_request"

    def __str__(self) -> str:
        return self._text

    def credential(self, credentials: Credentials) -> str:
        """Return who signs, for what."""
        return f"{credentials.access_key}/{self}"

    def sign(self, text: str, credentials: Credentials) -> str:
        """Return the signature of a text, in hexadecimal digits."""
        return _hmac(_signing_key(credentials.secret_key, *self._key), text).hex()

    def signature(self, canonical: str, credentials: Credentials) -> str:
        """Return the signature of a canonical request."""
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        return self.sign(f"{ALGORITHM}\n{self.moment}\n{self}\n{digest}", credentials)


def signed_headers(
    headers: Mapping[str, str], body: bytes, *, scope: Scope, credentials: Credentials
) -> dict[str, str]:
    """Return the headers of a ``POST /``, signed.

    Parameters
    ----------
    headers : mapping
        Names in lower case, ``host`` among them.
    """
    told = {**headers, "x-amz-date": scope.moment}
    if credentials.token:
        told["x-amz-security-token"] = credentials.token
    names = sorted(told)
    signed = ";".join(names)
    lines = "".join(f"{name}:{told[name]}\n" for name in names)
    digest = hashlib.sha256(body).hexdigest()
    signature = scope.signature(f"POST\n/\n\n{lines}\n{signed}\n{digest}", credentials)
    told["authorization"] = (
        f"{ALGORITHM} Credential={scope.credential(credentials)}, "
        f"SignedHeaders={signed}, Signature={signature}"
    )
    return told


def canonical_query(parameters: Mapping[str, str]) -> str:
    """Return parameters as a signature counts them, and as an address may spell them."""
    return "&".join(
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, value in sorted(parameters.items())
    )


@lru_cache(maxsize=8)
def _signing_key(secret_key: str, day: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret_key}".encode()
    for part in (day, region, service, "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
