"""Open WebSocket connections, held by API Gateway."""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

from idance.store.clients import client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient


class ConnectionStore:
    """Connections of one WebSocket API, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, connection: str, message: str) -> bool:
        """Send a message; False if nobody is there any more."""
        with outages_named():
            try:
                self._api.post_to_connection(ConnectionId=connection, Data=message.encode())
            except self._api.exceptions.ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.GONE:
                    raise
                return False
        return True

    @cached_property
    def _api(self) -> ApiGatewayManagementApiClient:
        return client(
            "apigatewaymanagementapi", address=self._url, connect_s=1, read_s=2, attempts=2
        )
