"""Open WebSocket connections, held by API Gateway."""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

_CONFIG = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})


class ConnectionStore:
    """Connections of one WebSocket API, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, connection: str, message: str) -> bool:
        """Send a message; False if nobody is there any more."""
        with outages_named():
            try:
                self._api.post_to_connection(ConnectionId=connection, Data=message.encode())
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.GONE:
                    raise
                return False
        return True

    @cached_property
    def _api(self) -> ApiGatewayManagementApiClient:
        return boto3.client("apigatewaymanagementapi", endpoint_url=self._url, config=_CONFIG)
