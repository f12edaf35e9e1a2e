"""One service of AWS that speaks JSON: an operation and its arguments in, a document out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, cached_property
from random import SystemRandom
from typing import Any, Final, NamedTuple

from pydantic_core import from_json, to_json

from idance.store.aws.credentials import CredentialSource, region_of_environment
from idance.store.aws.errors import RefusedError, UnreachableError
from idance.store.aws.signature import Scope, signed_headers
from idance.store.aws.wire import Answer, Wire

_ATTEMPTS: Final = 5
_FIRST_PAUSE_S: Final = 0.05
_LONGEST_PAUSE_S: Final = 1.0
# A person waits behind most calls, and the pipeline retries by itself.
_CONNECT_S: Final = 2.0
_READ_S: Final = 5.0
_ENDED: Final = frozenset({"ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException"})
_OK: Final = 200
# Processes that start from one snapshot must not all wait for the same moment.
_CHANCE: Final = SystemRandom()


class Dialect(NamedTuple):
    """How a service is addressed.

    Attributes
    ----------
    name : str
        In its host's name, and in signatures.
    target : str
        What the names of its operations begin with.
    variable : str
        The end of the environment's variable for another address.
    """

    name: str
    target: str
    variable: str


DYNAMODB: Final = Dialect("dynamodb", "DynamoDB_20120810", "DYNAMODB")
STEP_FUNCTIONS: Final = Dialect("states", "AWSStepFunctions", "SFN")


class JsonService:
    """A service, as this process may call it. Threads may share it.

    Parameters
    ----------
    dialect : Dialect
        Which one.
    credentials : CredentialSource
        Who calls.
    pause : callable
        Waits for so many seconds.
    chance : callable
        Returns a number from 0 to 1, to wait at another moment than everybody else.
    """

    def __init__(
        self,
        dialect: Dialect,
        *,
        credentials: CredentialSource | None = None,
        pause: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = _CHANCE.random,
    ) -> None:
        self._dialect = dialect
        self._credentials = credentials or CredentialSource()
        self._pause = pause
        self._chance = chance

    def call(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Do something; again, a little later, where AWS is too busy or does not answer.

        Raises
        ------
        RefusedError
            If AWS answers with an error.
        UnreachableError
            If it does not answer.
        CredentialsError
            If nobody knows who we are.
        """
        body = to_json(arguments)
        for attempt in range(1, _ATTEMPTS):
            try:
                return self._once(operation, arguments, body)
            except UnreachableError:
                pass
            except RefusedError as error:
                if error.code in _ENDED and attempt == 1:
                    self._credentials.forget()
                elif not error.is_passing:
                    raise
            self.rest(attempt)
        return self._once(operation, arguments, body)

    def rest(self, attempt: int) -> None:
        """Wait a moment before the next attempt, longer from time to time."""
        self._pause(self._chance() * min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt))

    def _once(self, operation: str, arguments: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        answer = self._sent(operation, body)
        told = _document(answer)
        if answer.status != _OK:
            on = arguments.get("TableName")
            what = f"{operation} on {on}" if on else operation
            raise RefusedError(what, status=answer.status, answer=told or {})
        if told is None:
            raise UnreachableError(f"{operation}: no answer of AWS's")
        return told

    def _sent(self, operation: str, body: bytes) -> Answer:
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "host": self._wire.host,
            "x-amz-target": f"{self._dialect.target}.{operation}",
        }
        scope = Scope(datetime.now(UTC), self._region, self._dialect.name)
        credentials = self._credentials.current()
        return self._wire.post(
            signed_headers(headers, body, scope=scope, credentials=credentials), body
        )

    @cached_property
    def _region(self) -> str:
        return region_of_environment()

    @cached_property
    def _wire(self) -> Wire:
        url = endpoint(self._dialect.variable) or (
            f"https://{self._dialect.name}.{self._region}.amazonaws.com"
        )
        return Wire(url, connect_s=_CONNECT_S, read_s=_READ_S)


def _document(answer: Answer) -> dict[str, Any] | None:
    """Return what an answer says; None if it is no document: somebody between us has spoken."""
    try:
        told = from_json(answer.body or b"{}")
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def endpoint(variable: str) -> str | None:
    """Return the address at which a service is found instead of AWS's own, if it is."""
    return os.environ.get(f"AWS_ENDPOINT_URL_{variable}") or os.environ.get("AWS_ENDPOINT_URL")


@cache
def service(dialect: Dialect) -> JsonService:
    """Return the one service of this process, which keeps its connections."""
    return JsonService(dialect)
