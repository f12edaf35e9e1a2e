"""A deployed stage, seen from a terminal: its functions by the names that the stack tells."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


class OperationError(Exception):
    """A function failed, or the stage does not have it; the text says which."""


class DeployedStage:
    """A stage in the account of the caller's credentials (or of the emulator's, by its address).

    Parameters
    ----------
    name : str
        ``local``, ``dev`` or ``prod``.
    """

    def __init__(self, name: str) -> None:
        self._stack = f"idance-{name}-service"

    def call(self, function: str, event: dict[str, Any]) -> dict[str, Any]:
        """Run a function once and return its answer.

        Raises
        ------
        OperationError
            If there is no such function, or it fails.
        """
        output = f"{function}FunctionName"
        if output not in self._outputs:
            raise OperationError(f"{self._stack} has no function {function}")
        answer = self._functions.invoke(
            FunctionName=self._outputs[output], Payload=json.dumps(event).encode()
        )
        body = answer["Payload"].read()
        if "FunctionError" in answer:
            raise OperationError(f"{function} failed: {body.decode()}")
        found: dict[str, Any] = json.loads(body)
        return found

    @cached_property
    def caller(self) -> str:
        """Whose credentials these are, for the audit log."""
        return str(boto3.client("sts").get_caller_identity()["Arn"])

    @cached_property
    def _functions(self) -> LambdaClient:
        # A function may take five minutes, and is not to be called twice for one call.
        return boto3.client(
            "lambda", config=Config(read_timeout=320, retries={"total_max_attempts": 1})
        )

    @cached_property
    def _outputs(self) -> dict[str, str]:
        found = boto3.client("cloudformation").describe_stacks(StackName=self._stack)
        outputs = found["Stacks"][0].get("Outputs", [])
        return {one["OutputKey"]: one["OutputValue"] for one in outputs}
