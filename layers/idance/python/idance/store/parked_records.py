"""Records of a stream that nobody could understand, put aside for a person to look at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from idance.store.clients import client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class ParkedRecords:
    """A queue, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def add(self, record: Mapping[str, Any]) -> None:
        """Park a record: which it is of the stream, and the keys of its item.

        What the item says stays in the table.

        Raises
        ------
        UnavailableError
            If the queue does not answer.
        """
        told = record["dynamodb"]
        body = {
            "eventID": record["eventID"],
            "keys": told["Keys"],
            "sequenceNumber": told["SequenceNumber"],
        }
        with outages_named():
            self._sqs.send_message(QueueUrl=self._url, MessageBody=json.dumps(body))

    @cached_property
    def _sqs(self) -> SQSClient:
        return client("sqs", connect_s=1, read_s=2, attempts=2)
