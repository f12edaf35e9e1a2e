"""Work that waits in a queue, and whoever waits for it in a state machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from idance.store.clients import client
from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

_WAIT_SECONDS: Final = 20
_LONGEST_CAUSE: Final = 32_768


@dataclass(frozen=True, slots=True)
class Job:
    """A message that nobody else sees for now.

    Attributes
    ----------
    receipt : str
        What the queue knows this very delivery by.
    deliveries : int
        How often it has been delivered, this time included.
    """

    body: str
    receipt: str
    deliveries: int


class JobQueue:
    """One queue of jobs: each is hidden while somebody works on it, and back if they vanish."""

    def __init__(self, url: str, *, wait_seconds: int = _WAIT_SECONDS) -> None:
        self._url = url
        self._wait_seconds = wait_seconds

    def receive(self, *, hidden_seconds: int) -> Job | None:
        """Wait some seconds for a job; hide it from others for a while."""
        with outages_named():
            found = self._client.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=1,
                WaitTimeSeconds=self._wait_seconds,
                VisibilityTimeout=hidden_seconds,
                MessageSystemAttributeNames=["ApproximateReceiveCount"],
            )
        for message in found.get("Messages", []):
            deliveries = int(message["Attributes"]["ApproximateReceiveCount"])
            return Job(message["Body"], message["ReceiptHandle"], deliveries)
        return None

    def hide(self, job: Job, *, seconds: int) -> None:
        """Hide a job from others for so long from now; 0 gives it back at once."""
        with outages_named():
            self._client.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=job.receipt, VisibilityTimeout=seconds
            )

    def remove(self, job: Job) -> None:
        """Take a job that is done off the queue."""
        with outages_named():
            self._client.delete_message(QueueUrl=self._url, ReceiptHandle=job.receipt)

    @cached_property
    def _client(self) -> SQSClient:
        # Longer than the queue lets somebody wait for a message.
        return client("sqs", connect_s=2, read_s=_WAIT_SECONDS + 5, attempts=5)


class Callbacks:
    """Executions that wait for an answer, each known by its token.

    An answer that comes too late, or twice, is no error: nobody waits for it any more.
    """

    def succeed(self, token: str, output: str) -> None:
        """Let the execution go on with an output, JSON."""
        with outages_named():
            try:
                self._client.send_task_success(taskToken=token, output=output)
            except (self._client.exceptions.TaskTimedOut, self._client.exceptions.InvalidToken):
                return

    def fail(self, token: str, *, error: str, cause: str) -> None:
        """Let the state fail as a function's would: by the name of its error."""
        with outages_named():
            try:
                self._client.send_task_failure(
                    taskToken=token, error=error, cause=cause[:_LONGEST_CAUSE]
                )
            except (self._client.exceptions.TaskTimedOut, self._client.exceptions.InvalidToken):
                return

    @cached_property
    def _client(self) -> SFNClient:
        return client("stepfunctions", connect_s=2, read_s=5, attempts=5)
