"""boto3's clients, for what is not called behind every request.

boto3 is imported when the first client is made: that takes longer than everything else a function
of the API imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict, Unpack, overload

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient


class Terms(TypedDict):
    """How a service is asked.

    Attributes
    ----------
    connect_s, read_s : float
        How long to wait for a connection, and for an answer.
    attempts : int
        How often to try at most.
    address : str, optional
        Where the service is, if not at AWS's own address.
    """

    connect_s: float
    read_s: float
    attempts: int
    address: NotRequired[str]


@overload
def client(
    service: Literal["apigatewaymanagementapi"], **terms: Unpack[Terms]
) -> ApiGatewayManagementApiClient: ...
@overload
def client(service: Literal["sns"], **terms: Unpack[Terms]) -> SNSClient: ...
@overload
def client(service: Literal["sqs"], **terms: Unpack[Terms]) -> SQSClient: ...
@overload
def client(service: Literal["stepfunctions"], **terms: Unpack[Terms]) -> SFNClient: ...
def client(service: Any, **terms: Unpack[Terms]) -> Any:
    """Return a new client of a service."""
    import boto3  # noqa: PLC0415 (see above)
    from botocore.config import Config  # noqa: PLC0415

    config = Config(
        connect_timeout=terms["connect_s"],
        read_timeout=terms["read_s"],
        retries={"mode": "standard", "total_max_attempts": terms["attempts"]},
    )
    return boto3.client(service, endpoint_url=terms.get("address"), config=config)


def s3_client() -> S3Client:
    """Return a new client of S3, which reaches buckets where phones do."""
    import boto3  # noqa: PLC0415 (see above)
    from botocore.config import Config  # noqa: PLC0415

    config = Config(
        signature_version="s3v4",
        connect_timeout=2,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 3},
        # The bucket's regional address: its global one answers an upload with a redirect for the
        # first hours, and a phone does not repeat a POST.
        s3={"addressing_style": "virtual"},
    )
    client = boto3.client("s3", config=config)
    if client.meta.endpoint_url.endswith("amazonaws.com"):
        return client
    # AWS_ENDPOINT_URL points elsewhere: no DNS there knows buckets as host names.
    return boto3.client("s3", config=config.merge(Config(s3={"addressing_style": "path"})))
