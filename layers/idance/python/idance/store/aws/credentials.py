"""Who we are to AWS: a function's environment, its runtime's own address, or botocore's chain.

A function has its keys in the environment. One that starts from a snapshot has them at an address
instead, for those of the environment would be as old as the snapshot. On a laptop and in a
container on ECS botocore is asked, which knows profiles, single sign-on and all the rest; only
there it is imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from pydantic_core import from_json

from idance.store.aws.errors import CredentialsError, UnreachableError

_EARLY: Final = timedelta(minutes=5)
"""Renewed so long before they end."""
_PATIENCE_S: Final = 2
_OWN: Final = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key, with the token of a session where there is one."""

    access_key: str
    secret_key: str
    token: str | None = None
    ends_at: datetime | None = None


class CredentialSource:
    """Finds credentials, and finds them anew before they end.

    Parameters
    ----------
    clock : callable
        Returns the moment, with its time zone.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: Credentials | None = None

    def current(self) -> Credentials:
        """Return credentials that are good at this moment.

        Raises
        ------
        CredentialsError
            If there are none.
        UnreachableError
            If the runtime does not tell them.
        """
        from_environment = _of_environment()
        if from_environment:
            return from_environment
        with self._lock:
            kept = self._kept
            if kept is None or (kept.ends_at and self._clock() >= kept.ends_at - _EARLY):
                self._kept = kept = self._renewed(kept)
            return kept

    def forget(self) -> None:
        """Look for credentials anew: AWS says that those we had have ended."""
        with self._lock:
            self._kept = None

    def _renewed(self, kept: Credentials | None) -> Credentials:
        try:
            return _of_runtime() or _of_botocore(self._clock())
        except UnreachableError:
            if kept is None or kept.ends_at is None or self._clock() >= kept.ends_at:
                raise
            return kept


def _of_environment() -> Credentials | None:
    access_key = os.environ.get("AWS_ACCESS_KEY_ID")
    secret_key = os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not access_key or not secret_key:
        return None
    return Credentials(access_key, secret_key, os.environ.get("AWS_SESSION_TOKEN") or None)


def _of_runtime() -> Credentials | None:
    """Return what this machine's own runtime tells over HTTP, if it has an address for that."""
    address = urlsplit(os.environ.get("AWS_CONTAINER_CREDENTIALS_FULL_URI", ""))
    if address.scheme != "http" or address.hostname not in _OWN:
        return None
    try:
        connection = HTTPConnection(address.hostname, address.port, timeout=_PATIENCE_S)
        connection.request("GET", address.path, headers=_authorization())
        answer = connection.getresponse()
        told = from_json(answer.read())
        connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise UnreachableError("the runtime does not tell its credentials") from error
    if "AccessKeyId" not in told:
        raise UnreachableError(f"the runtime has no credentials: {answer.status}")
    return Credentials(
        told["AccessKeyId"],
        told["SecretAccessKey"],
        told.get("Token"),
        datetime.fromisoformat(told["Expiration"]),
    )


def _authorization() -> dict[str, str]:
    file = os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    token = Path(file).read_text() if file else os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    return {"Authorization": token} if token else {}


def _of_botocore(now: datetime) -> Credentials:
    from botocore.session import Session  # noqa: PLC0415 (a function has no need of it)

    found = Session().get_credentials()
    if found is None:
        raise CredentialsError("no AWS credentials: neither in the environment nor in a profile")
    frozen = found.get_frozen_credentials()
    # Those of a role end some time; asked anew now and then, the chain knows when.
    ends_at = now + 3 * _EARLY if frozen.token else None
    return Credentials(str(frozen.access_key), str(frozen.secret_key), frozen.token, ends_at)


def region_of_environment() -> str:
    """Return the region we are in.

    Raises
    ------
    CredentialsError
        If nothing says so.
    """
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if region:
        return region
    from botocore.session import Session  # noqa: PLC0415 (as above)

    configured = Session().get_config_variable("region")
    if not configured:
        raise CredentialsError("no AWS region: set AWS_REGION")
    return str(configured)
