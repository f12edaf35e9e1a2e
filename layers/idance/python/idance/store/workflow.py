"""A state machine, as something that can be started."""

from __future__ import annotations

from typing import Final

from idance.store.aws.errors import RefusedError
from idance.store.aws.service import STEP_FUNCTIONS, service
from idance.store.outages import outages_named

_STARTED_BEFORE: Final = "ExecutionAlreadyExists"


class Workflow:
    """One state machine."""

    def __init__(self, state_machine_arn: str) -> None:
        self._arn = state_machine_arn

    def start(self, document: str, *, name: str) -> bool:
        """Start an execution, once for a name; False if it was started before and has ended.

        Parameters
        ----------
        document : str
            Its input, as JSON.
        name : str
            At most 80 characters; the same piece of work has the same name.
        """
        asked = {"stateMachineArn": self._arn, "name": name, "input": document}
        with outages_named():
            try:
                service(STEP_FUNCTIONS).call("StartExecution", asked)
            except RefusedError as error:
                if error.code != _STARTED_BEFORE:
                    raise
                return False
        return True

    def status(self, name: str) -> str:
        """Return how far the execution of a name is, in the words of Step Functions."""
        asked = {"executionArn": f"{self._arn.replace(':stateMachine:', ':execution:')}:{name}"}
        with outages_named():
            status: str = service(STEP_FUNCTIONS).call("DescribeExecution", asked)["status"]
        return status
