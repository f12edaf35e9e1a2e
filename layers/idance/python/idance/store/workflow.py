"""A state machine, as something that can be started."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

from idance.store.outages import outages_named

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

_CONFIG: Final = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 3},
)


class Workflow:
    """One state machine."""

    def __init__(self, state_machine_arn: str) -> None:
        self._arn = state_machine_arn

    def start(self, document: str, *, name: str) -> None:
        """Start an execution, once for a name.

        Parameters
        ----------
        document : str
            Its input, as JSON.
        name : str
            At most 80 characters; the same piece of work has the same name.
        """
        with outages_named():
            try:
                self._client.start_execution(stateMachineArn=self._arn, name=name, input=document)
            except self._client.exceptions.ExecutionAlreadyExists:
                return

    @cached_property
    def _client(self) -> SFNClient:
        return boto3.client("stepfunctions", config=_CONFIG)
