"""The one-machine stage: the same application, where the emulator can run it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Node

import infra.assets
from infra.assets import Checkout, ZipPackage
from infra.stage import Stage
from tests.infra.synthesis import ROOT, Synthesis, Template, unbuilt_app

ABSENT = [
    "EC2::VPC",
    "ElastiCache::ServerlessCache",
    "Lambda::LayerVersion",
    "WAFv2::WebACL",
    "Cognito::UserPoolIdentityProvider",
]


@pytest.fixture
def local(one_machine: Synthesis) -> Template:
    return one_machine.service


def test_it_has_the_functions_of_production(local: Template, service: Template) -> None:
    assert local.functions().keys() == service.functions().keys()


def test_its_functions_read_the_same_variables_and_where_aws_is(
    local: Template, service: Template
) -> None:
    for handler, function in local.functions().items():
        variables = function.properties["Environment"]["Variables"]
        known = service.functions()[handler].properties["Environment"]["Variables"]
        assert variables.keys() == known.keys() | {"AWS_ENDPOINT_URL"}


def test_its_functions_run_on_the_runtime_client(local: Template) -> None:
    runtimes = {one.properties["Runtime"] for one in local.functions().values()}
    assert runtimes == {"provided.al2023"}


@pytest.mark.parametrize("kind", ABSENT)
def test_it_asks_for_nothing_the_emulator_lacks(one_machine: Synthesis, kind: str) -> None:
    assert not one_machine.service.all(kind)
    assert not one_machine.data.all(kind)


def cold(part: object) -> object:
    """Return a part of a table without the throughput that is only paid for in production."""
    if not isinstance(part, list):
        return part
    return [{name: one[name] for name in one if name != "WarmThroughput"} for one in part]


def test_nothing_there_is_prewarmed_or_started_from_a_snapshot(one_machine: Synthesis) -> None:
    assert "WarmThroughput" not in str(one_machine.data.document)
    assert "SnapStart" not in str(one_machine.service.document)
    assert not one_machine.service.all("Lambda::Alias")


def test_its_tables_are_productions(one_machine: Synthesis, data: Template) -> None:
    kept = ("KeySchema", "GlobalSecondaryIndexes", "StreamSpecification", "TimeToLiveSpecification")
    for table in data.all("DynamoDB::GlobalTable"):
        twin = one_machine.data.one("DynamoDB::GlobalTable", table.logical_id)
        for name in kept:
            assert cold(twin.properties.get(name)) == cold(table.properties.get(name))


def test_its_tokens_are_checked_with_keys_of_the_emulator(local: Template) -> None:
    function = local.functions()["functions.authorizer.authorize.lambda_handler"]
    keys = function.properties["Environment"]["Variables"]["OIDC_JWKS_URL"]["Fn::Join"][1]
    assert keys[0] == "http://127.0.0.1:4566/"
    assert keys[-1] == "/.well-known/jwks.json"


def test_its_uploads_may_be_told_to_expire_early(local: Template) -> None:
    function = local.functions()["functions.api.handler.lambda_handler"]
    assert function.properties["Environment"]["Variables"]["UPLOAD_TTL_SECONDS"] == "60"


def test_its_archive_holds_our_code_and_starts_it_with_this_python(tmp_path: Path) -> None:
    assert Checkout().try_bundle(str(tmp_path))
    assert {one.name for one in tmp_path.iterdir()} == {"bootstrap", "functions", "idance", "pose"}
    assert not list(tmp_path.rglob("__pycache__"))
    probe = tmp_path / "awslambdaric.py"
    probe.write_text("import sys; print(sys.executable, sys.argv[1])")
    said = subprocess.run(  # noqa: S603 - the program that was just written
        [tmp_path / "bootstrap"],
        cwd=tmp_path,
        env={"_HANDLER": "functions.api.handler.lambda_handler"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == [sys.executable, "functions.api.handler.lambda_handler"]


def test_its_archive_is_another_one_when_a_source_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("functions", "layers"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(infra.assets, "ROOT", tmp_path)

    before, again = packed_as(), packed_as()
    source = tmp_path / "layers/pose/python/pose/scoring.py"
    source.write_text(source.read_text() + "\n")

    assert before == again
    assert packed_as() != before


def packed_as() -> str:
    """Return the name under which the checkout's archive would be uploaded now."""
    asked = unbuilt_app(
        stage="local", endpoint="http://e", redisUrl="redis://r", uploadTtlSeconds="9"
    )
    app = App()
    stack = Stack(app, "Stack")
    code = ZipPackage(stack, Stage.of(asked.node)).code("any.lambda_handler")
    lambda_.Function(
        stack, "F", code=code, handler="any.lambda_handler", runtime=lambda_.Runtime.PYTHON_3_13
    )
    template = app.synth().get_stack_by_name("Stack").template
    (function,) = (
        one for one in template["Resources"].values() if one["Type"] == "AWS::Lambda::Function"
    )
    return str(function["Properties"]["Code"]["S3Key"])


@pytest.mark.parametrize("context", [{"stage": "moon"}, {"stage": "local"}])
def test_a_stage_that_is_not_known_or_not_complete_is_refused(context: dict[str, str]) -> None:
    node: Node = unbuilt_app(**context).node
    with pytest.raises(ValueError, match="stage"):
        Stage.of(node)
