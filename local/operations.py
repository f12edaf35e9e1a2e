"""What a person on call does by hand: run a scheduled function now."""

from __future__ import annotations

import json
from typing import Any, Literal

from local.emulator import aws_session
from local.stage import Stage

Job = Literal["Rotate", "Pregenerate", "Expire", "Publish", "RollUp", "Rebuild"]


class JobError(Exception):
    """A function failed; the text is its own error."""


def run_job(stage: Stage, job: Job, payload: dict[str, Any] | None = None) -> dict[str, Any]:
    """Run a function of the stage once and return its answer.

    Raises
    ------
    JobError
        If the function fails.
    """
    functions = aws_session().client("lambda", endpoint_url=stage.endpoint)
    answer = functions.invoke(
        FunctionName=stage.outputs[f"{job}FunctionName"],
        Payload=json.dumps(payload or {}).encode(),
    )
    body = answer["Payload"].read()
    if "FunctionError" in answer:
        raise JobError(f"{job} failed: {body.decode()}")
    found: dict[str, Any] = json.loads(body)
    return found
