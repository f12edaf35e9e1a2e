"""One name for every way in which AWS can be away for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import (
    ClientError,
    ConnectionError,  # noqa: A004 (botocore's own name for it)
    HTTPClientError,
    IncompleteReadError,
)
from pynamodb.exceptions import PynamoDBException

from idance.domain.errors import UnavailableError

_NETWORK: Final = (ConnectionError, HTTPClientError, IncompleteReadError)
_SERVER_FAULT: Final = 500
_AWAY: Final = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "SlowDown",
        "ThrottlingException",
        "TransactionCanceledException",
        "TransactionConflictException",
    }
)


@contextmanager
def outages_named() -> Iterator[None]:
    """Raise `UnavailableError` where AWS throttles, fails or does not answer.

    Everything else (a missing table, a refused permission, a failed condition) passes as it is.
    """
    try:
        yield
    except (ClientError, *_NETWORK, PynamoDBException) as error:
        cause = error.cause if isinstance(error, PynamoDBException) else error
        if not _is_outage(cause):
            raise
        raise UnavailableError(
            "SERVICE_UNAVAILABLE",
            "The service is busy. Nothing was lost: please try again in a moment.",
        ) from error


def _is_outage(cause: Exception | None) -> bool:
    if not isinstance(cause, ClientError):
        return isinstance(cause, _NETWORK)
    status = cause.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= _SERVER_FAULT or cause.response["Error"].get("Code") in _AWAY
