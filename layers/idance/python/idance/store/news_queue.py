"""Messages on their way to open connections: a queue, for who writes them may not reach these.

Redis is in a network without a way out, and API Gateway's connections are outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from idance.domain.model import Model
from idance.store.clients import client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_ENTRIES: Final = 10
_CONNECTIONS: Final = 500


class Delivery(Model):
    """A message, and the connections it goes to."""

    connections: tuple[str, ...]
    message: str


class NewsQueue:
    """One queue, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, connections: Sequence[str], message: str) -> None:
        """Have a message sent to connections."""
        bodies = [
            Delivery(connections=some, message=message).model_dump_json()
            for some in _split(connections, _CONNECTIONS)
        ]
        for entries in _split(bodies, _ENTRIES):
            with outages_named():
                self._sqs.send_message_batch(
                    QueueUrl=self._url,
                    Entries=[
                        {"Id": str(number), "MessageBody": body}
                        for number, body in enumerate(entries)
                    ],
                )

    @cached_property
    def _sqs(self) -> SQSClient:
        return client("sqs", connect_s=1, read_s=2, attempts=2)


def _split(things: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(things[start : start + size]) for start in range(0, len(things), size)]
