"""How a call of AWS can fail.

AwsError
├── CredentialsError   nobody knows who we are
├── RefusedError       AWS answered, with an error
└── UnreachableError   AWS did not answer
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

THROTTLED: Final = frozenset(
    {
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
"""Codes that say: the same again, but later."""


class AwsError(Exception):
    """A call of AWS failed."""


class CredentialsError(AwsError):
    """No credentials are to be found, or they cannot be read."""


class UnreachableError(AwsError):
    """No answer came: no connection, none in time, or one that broke off."""


class RefusedError(AwsError):
    """AWS answered with an error.

    Attributes
    ----------
    code : str
        Its name, such as ``ConditionalCheckFailedException``.
    status : int
        Of HTTP.
    reasons : tuple of str
        Of a cancelled transaction: a code for each of its items, ``None`` for those not at fault.
    """

    def __init__(self, what: str, *, status: int, answer: Mapping[str, Any]) -> None:
        self.code = str(answer.get("__type") or status).rpartition("#")[2]
        self.status = status
        self.reasons = tuple(
            str(reason.get("Code")) for reason in answer.get("CancellationReasons") or ()
        )
        message = answer.get("message") or answer.get("Message") or ""
        super().__init__(f"{what}: {self.code} ({status}): {message}")

    @property
    def is_passing(self) -> bool:
        """Whether the same call may be answered a moment later."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR or self.code in THROTTLED
