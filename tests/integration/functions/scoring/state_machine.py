"""The state machine's own definition, walked through with the real handlers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.unit.functions.lambda_context import AnyLambdaContext

DEFINITION = Path(__file__).parents[4] / "statemachines" / "score_submission.asl.json"
MACHINE: dict[str, Any] = json.loads(DEFINITION.read_text())
STATES: dict[str, dict[str, Any]] = MACHINE["States"]
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


def tasks(machine: dict[str, Any] = MACHINE) -> dict[str, dict[str, Any]]:
    """Return the states that are functions, those inside a Map too."""
    found = {}
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            found[name] = state
        elif state["Type"] == "Map":
            found |= tasks(state["ItemProcessor"])
    return found


def execute(document: Document) -> Execution:
    """Run an execution to its end, without retries; the items of a Map run one by one."""
    return _run(MACHINE, document)


def _run(machine: dict[str, Any], document: Document) -> Execution:
    name, path = machine["StartAt"], list[str]()
    while True:
        state = machine["States"][name]
        path.append(name)
        if state["Type"] in {"Succeed", "Fail"}:
            return Execution(state["Type"], tuple(path), document)
        if state["Type"] == "Choice":
            name = _chosen(state, document)
            continue
        try:
            answer = (
                _mapped(state, document) if state["Type"] == "Map" else run_task(name, document)
            )
        except Exception as error:
            caught = _catching(state, error)
            if caught is None:
                raise
            name, document = caught["Next"], document | {"error": _caught(error)}
            continue
        document = document if state.get("ResultPath", "$") is None else answer
        if state.get("End"):
            return Execution("Succeed", tuple(path), document)
        name = state["Next"]


def _mapped(state: dict[str, Any], document: Document) -> Any:  # noqa: ANN401 - JSON
    items = document[state["ItemsPath"].removeprefix("$.")]
    return [
        _run(state["ItemProcessor"], selected(state["ItemSelector"], document, item)).document
        for item in items
    ]


def selected(selector: dict[str, str], document: Document, item: object) -> Document:
    """Return the input of one item of a Map."""
    return {
        name.removesuffix(".$"): item
        if path == "$$.Map.Item.Value"
        else document[path.removeprefix("$.")]
        for name, path in selector.items()
    }


def _catching(state: dict[str, Any], error: Exception) -> dict[str, Any] | None:
    named = {type(error).__name__, "States.ALL"}
    catchers: list[dict[str, Any]] = state.get("Catch", [])
    return next((one for one in catchers if named & set(one["ErrorEquals"])), None)


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
