"""Leave for others to read or write one object of a bucket, for a while, without a key of AWS.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from pydantic_core import to_json

from idance.store.aws.credentials import CredentialSource, region_of_environment
from idance.store.aws.service import endpoint
from idance.store.aws.signature import ALGORITHM, Scope, canonical_query

_FIRST_REGION: Final = "us-east-1"
Term = Mapping[str, str] | Sequence[str | int]
"""A field that must be as given, or ``["content-length-range", least, most]``."""


class Form(NamedTuple):
    """Where to POST a file, and the fields that come before it."""

    url: str
    fields: dict[str, str]


class PresignedBucket:
    """A bucket, as those without a key may use it.

    Parameters
    ----------
    bucket : str
        Its name.
    credentials : CredentialSource
        In whose name leave is given: it ends with theirs.
    clock : callable
        Returns the moment, with its time zone.
    """

    def __init__(
        self,
        bucket: str,
        *,
        credentials: CredentialSource | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._bucket = bucket
        self._credentials = credentials or CredentialSource()
        self._clock = clock

    def url(
        self,
        method: str,
        key: str,
        *,
        valid_for: timedelta,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Return an address at which one object may be read or written (GET, PUT).

        Parameters
        ----------
        headers : mapping
            What whoever uses it must send as it is here; names in lower case.
        """
        credentials, scope = self._credentials.current(), self._scope()
        host, path = urlsplit(self._address).netloc, f"{urlsplit(self._address).path}/{quote(key)}"
        bound = sorted({**(headers or {}), "host": host}.items())
        signed = ";".join(name for name, _ in bound)
        told = dict(parameters or {}) | {
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": scope.credential(credentials),
            "X-Amz-Date": scope.moment,
            "X-Amz-Expires": str(int(valid_for.total_seconds())),
            "X-Amz-SignedHeaders": signed,
        }
        if credentials.token:
            told["X-Amz-Security-Token"] = credentials.token
        query = canonical_query(told)
        lines = "".join(f"{name}:{value}\n" for name, value in bound)
        canonical = f"{method}\n{path}\n{query}\n{lines}\n{signed}\nUNSIGNED-PAYLOAD"
        signature = scope.signature(canonical, credentials)
        return f"{self._address}/{quote(key)}?{query}&X-Amz-Signature={signature}"

    def form(
        self, key: str, *, fields: Mapping[str, str], terms: Sequence[Term], valid_for: timedelta
    ) -> Form:
        """Return a form that lets its holder upload one object, on terms.

        Parameters
        ----------
        fields : mapping
            Which the form has beside those that prove it.
        terms : sequence
            Which the upload must meet, beside its key.
        """
        credentials, scope = self._credentials.current(), self._scope()
        proof = {
            "key": key,
            "x-amz-algorithm": ALGORITHM,
            "x-amz-credential": scope.credential(credentials),
            "x-amz-date": scope.moment,
        }
        if credentials.token:
            proof["x-amz-security-token"] = credentials.token
        ends_at = scope.now.astimezone(UTC) + valid_for
        policy = {
            "expiration": f"{ends_at:%Y-%m-%dT%H:%M:%SZ}",
            "conditions": [
                *terms,
                {"bucket": self._bucket},
                *({name: value} for name, value in proof.items()),
            ],
        }
        sealed = base64.b64encode(to_json(policy)).decode()
        signature = scope.sign(sealed, credentials)
        sealing = {"policy": sealed, "x-amz-signature": signature}
        return Form(self._post_address, dict(fields) | proof | sealing)

    def _scope(self) -> Scope:
        return Scope(self._clock(), self._region, "s3")

    @property
    def _post_address(self) -> str:
        has_path = bool(urlsplit(self._address).path)
        return self._address if has_path else f"{self._address}/"

    @cached_property
    def _address(self) -> str:
        """Where the bucket is: by its own name at AWS, below another address elsewhere."""
        elsewhere = endpoint("S3")
        if elsewhere:
            return f"{elsewhere.rstrip('/')}/{self._bucket}"
        region = "" if self._region == _FIRST_REGION else f".{self._region}"
        return f"https://{self._bucket}.s3{region}.amazonaws.com"

    @cached_property
    def _region(self) -> str:
        return region_of_environment()
