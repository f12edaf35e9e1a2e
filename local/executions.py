"""What the pipeline did, and how long it took, from Step Functions' own history."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from local.emulator import aws_session

ENDING_SECONDS: Final = 30.0
_CAMEL_HUMP: Final = re.compile(r"(?<!^)(?=[A-Z])")


class Executions:
    """The pipeline's executions on the emulator.

    Parameters
    ----------
    endpoint : str
        Address of the emulator.
    state_machine_arn : str
        The pipeline.
    """

    def __init__(self, endpoint: str, state_machine_arn: str) -> None:
        self._arn = state_machine_arn
        self._states = aws_session().client("stepfunctions", endpoint_url=endpoint)

    def statuses(self) -> dict[str, str]:
        """Return the status of every execution by its ARN."""
        pages = self._states.get_paginator("list_executions").paginate(stateMachineArn=self._arn)
        return {
            execution["executionArn"]: execution["status"]
            for page in pages
            for execution in page["executions"]
        }

    def of_session(self, session_id: str) -> tuple[str, ...]:
        """Return the ARNs of the executions that worked on a session's clip, newest first."""
        return tuple(
            arn
            for arn in self.statuses()
            if session_id in self._states.describe_execution(executionArn=arn)["input"]
        )

    def ended(self, session_id: str) -> dict[str, str]:
        """Return how a session's executions ended, by ARN.

        The dancer knows the outcome a moment before the last state is left, so this waits for it;
        an execution that runs on for half a minute is returned as RUNNING.
        """
        give_up = time.monotonic() + ENDING_SECONDS
        arns = self.of_session(session_id)
        while True:
            statuses = self.statuses()
            found = {arn: statuses[arn] for arn in arns}
            if "RUNNING" not in found.values() or time.monotonic() > give_up:
                return found
            time.sleep(0.1)

    def failure_of(self, session_id: str) -> str | None:
        """Return the error that ended a session's scoring, or None if our side did not fail."""
        for arn in self.ended(session_id):
            found = self._states.describe_execution(executionArn=arn)
            if found["status"] == "FAILED":
                return f"{found.get('error')}: {found.get('cause')}"
        return None

    def state_times_ms(self, session_id: str) -> dict[str, float]:
        """Return what `state_times` finds for a session's clip."""
        times: dict[str, float] = {}
        for arn in self.ended(session_id):
            history = self._states.get_execution_history(executionArn=arn, maxResults=1000)
            times |= state_times(history["events"])
        return times


def state_times(events: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return the milliseconds between entry and exit of each state that does work."""
    entered: dict[str, datetime] = {}
    times: dict[str, float] = {}
    for event in events:
        if not event["type"].startswith(("TaskState", "MapState")):
            continue
        if began := event.get("stateEnteredEventDetails"):
            entered[began["name"]] = event["timestamp"]
        elif (ended := event.get("stateExitedEventDetails")) and ended["name"] in entered:
            spent = event["timestamp"] - entered[ended["name"]]
            name = _CAMEL_HUMP.sub("_", ended["name"]).lower()
            times[name] = round(spent.total_seconds() * 1000, 1)
    return times
