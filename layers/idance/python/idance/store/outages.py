"""One name for every way in which AWS can be away for a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from idance.domain.errors import UnavailableError
from idance.store.aws.errors import THROTTLED, RefusedError, UnreachableError

_SERVER_FAULT: Final = 500
_AWAY: Final = THROTTLED | {
    "InternalServerError",
    "ServiceUnavailable",
    "TransactionCanceledException",
    "TransactionConflictException",
}


@contextmanager
def outages_named() -> Iterator[None]:
    """Raise `UnavailableError` where AWS throttles, fails or does not answer.

    Everything else (a missing table, a refused permission, a failed condition) passes as it is.
    """
    try:
        yield
    except Exception as error:
        if not _is_outage(error):
            raise
        raise UnavailableError(
            "SERVICE_UNAVAILABLE",
            "The service is busy. Nothing was lost: please try again in a moment.",
        ) from error


def _is_outage(error: Exception) -> bool:
    if isinstance(error, RefusedError):
        return _says_so(error.status, error.code)
    return isinstance(error, UnreachableError) or _is_outage_of_botocore(error)


def _is_outage_of_botocore(error: Exception) -> bool:
    """Whether botocore says so; where nobody has imported it, no error is its own."""
    botocore: Any = sys.modules.get("botocore.exceptions")
    if botocore is None:
        return False
    if isinstance(error, botocore.ClientError):
        response = error.response
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return _says_so(status, response["Error"].get("Code", ""))
    network = botocore.ConnectionError, botocore.HTTPClientError, botocore.IncompleteReadError
    return isinstance(error, network)


def _says_so(status: int, code: str) -> bool:
    return status >= _SERVER_FAULT or code in _AWAY
