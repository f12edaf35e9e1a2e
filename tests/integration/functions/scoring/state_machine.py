"""The state machine's own definition, walked through with the real handlers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.unit.functions.lambda_context import AnyLambdaContext

DEFINITION = Path(__file__).parents[4] / "statemachines" / "score_submission.asl.json"
STATES: dict[str, dict[str, Any]] = json.loads(DEFINITION.read_text())["States"]
START: str = json.loads(DEFINITION.read_text())["StartAt"]
Document = dict[str, Any]


@dataclass(frozen=True)
class Execution:
    """How an execution ended, by way of which states, with which document."""

    status: str
    path: tuple[str, ...]
    document: Document


def handler_of(state: str) -> str:
    """Return the file a task is: ExtractPose is extract_pose."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in state)[1:]


def run_task(state: str, document: Document) -> Document:
    """Call a state's handler with JSON, as Lambda does, and return what it answers as JSON."""
    handler = import_module(f"functions.scoring.{handler_of(state)}").lambda_handler
    answer = handler(json.loads(json.dumps(document)), AnyLambdaContext())
    result: Document = json.loads(json.dumps(answer))
    return result


def execute(document: Document) -> Execution:
    """Run an execution to its end, without retries."""
    name, path = START, []
    while True:
        state = STATES[name]
        path.append(name)
        if state["Type"] in {"Succeed", "Fail"}:
            return Execution(state["Type"], tuple(path), document)
        if state["Type"] == "Choice":
            name = _chosen(state, document)
            continue
        try:
            answer = run_task(name, document)
        except Exception as error:
            if "Catch" not in state:
                raise
            name, document = state["Catch"][0]["Next"], document | {"error": _caught(error)}
            continue
        document = document if state.get("ResultPath", "$") is None else answer
        name = state["Next"]


def _caught(error: Exception) -> Document:
    kind, text = type(error).__name__, str(error)
    return {"Error": kind, "Cause": json.dumps({"errorMessage": text, "errorType": kind})}


def _chosen(state: dict[str, Any], document: Document) -> str:
    for rule in state["Choices"]:
        if all(_holds(test, document) for test in rule.get("And", [rule])):
            return str(rule["Next"])
    return str(state["Default"])


def _holds(test: dict[str, Any], document: Document) -> bool:
    value: Any = document
    for step in test["Variable"].removeprefix("$.").split("."):
        value = value.get(step) if isinstance(value, dict) else None
    if "IsPresent" in test:
        return (value is not None) is test["IsPresent"]
    if "IsNull" in test:
        return (value is None) is test["IsNull"]
    return bool(value == test["StringEquals"])
