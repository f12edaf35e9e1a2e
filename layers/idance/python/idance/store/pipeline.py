"""The scoring pipeline, as something that can be started."""

from __future__ import annotations

import json
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


class PipelineStore:
    """One state machine and the bucket whose clips it scores."""

    def __init__(self, state_machine_arn: str, bucket: str) -> None:
        self._arn = state_machine_arn
        self._bucket = bucket

    def start(self, video_key: str, *, name: str) -> None:
        """Score a clip, with the same input as an upload gives; once for a name.

        Parameters
        ----------
        video_key : str
            The clip in S3.
        name : str
            At most 80 characters; the same piece of work has the same name.
        """
        with outages_named():
            try:
                self._client.start_execution(
                    stateMachineArn=self._arn,
                    name=name,
                    input=json.dumps({"bucket": self._bucket, "key": video_key}),
                )
            except self._client.exceptions.ExecutionAlreadyExists:
                return

    @cached_property
    def _client(self) -> SFNClient:
        return boto3.client("stepfunctions", config=_CONFIG)
