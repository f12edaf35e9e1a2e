"""What the Lambda runtime passes beside the event."""

from __future__ import annotations

from aws_lambda_powertools.utilities.typing import LambdaContext


class AnyLambdaContext(LambdaContext):
    """A context with the properties loggers read."""

    def __init__(self) -> None:
        self._function_name = "any-function"
        self._memory_limit_in_mb = 512
        self._invoked_function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:any"
        self._aws_request_id = "3f1b8a52-9d53-4f58-8f53-000000000000"
