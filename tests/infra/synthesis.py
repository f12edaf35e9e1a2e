"""The CDK app, synthesised in this process: without network, bundling or Docker."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aws_cdk import App

from app import build

ROOT = Path(__file__).parents[2]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a template."""

    logical_id: str
    type: str
    properties: Json
    deletion_policy: str | None


@dataclass(frozen=True, slots=True)
class Template:
    """What CloudFormation gets of one stack."""

    document: Json
    is_protected: bool

    def all(self, kind: str) -> list[Resource]:
        """Return the resources of a type, `AWS::` left out."""
        return [one for one in self._resources() if one.type == f"AWS::{kind}"]

    def one(self, kind: str, named: str = "") -> Resource:
        """Return the only resource of a type whose logical id starts like that."""
        (found,) = [one for one in self.all(kind) if one.logical_id.startswith(named)]
        return found

    def functions(self) -> dict[str, Resource]:
        """Return our functions by their handlers, whether image or zip; CDK's own left out."""
        found = {handler_of(one): one for one in self.all("Lambda::Function")}
        return {name: one for name, one in found.items() if name != "index.handler"}

    def statements(self, role: str) -> list[Json]:
        """Return what the role of that logical id may do."""
        return [
            statement
            for policy in self.all("IAM::Policy")
            if {"Ref": role} in policy.properties["Roles"]
            for statement in policy.properties["PolicyDocument"]["Statement"]
        ]

    def _resources(self) -> Iterator[Resource]:
        for logical_id, body in self.document["Resources"].items():
            yield Resource(
                logical_id,
                body["Type"],
                body.get("Properties", {}),
                body.get("DeletionPolicy"),
            )


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Both templates of a stage."""

    data: Template
    service: Template


def unbuilt_app(**context: str) -> App:
    """Return an app with the context of cdk.json and of the command line, nothing in it yet."""
    from_file = json.loads((ROOT / "cdk.json").read_text())["context"]
    return App(context=from_file | {"aws:cdk:bundling-stacks": []} | context)


def synthesise(**context: str) -> Synthesis:
    """Return the templates of the stage that the context names."""
    app = unbuilt_app(**context)
    data, service = build(app)
    assembly = app.synth()
    artifacts = (assembly.get_stack_by_name(stack.stack_name) for stack in (data, service))
    return Synthesis(
        *(Template(one.template, bool(one.termination_protection)) for one in artifacts)
    )


def handler_of(function: Resource) -> str:
    """Return `functions.<folder>.<file>.lambda_handler`."""
    image: Json = function.properties.get("ImageConfig", {})
    handler: str = image["Command"][0] if image else function.properties["Handler"]
    return handler


def actions_of(statement: Json) -> list[str]:
    """Return the actions of a policy's statement."""
    actions = statement["Action"]
    return [actions] if isinstance(actions, str) else list(actions)


def resources_of(statement: Json) -> list[Any]:
    """Return the resources of a policy's statement."""
    resources = statement["Resource"]
    return resources if isinstance(resources, list) else [resources]
