"""cdk-nag: AwsSolutions passes, and no exception outlives what it excused."""

from __future__ import annotations

import dataclasses

import pytest
from aws_cdk import Acknowledgment, App, Stack
from aws_cdk import aws_s3 as s3
from cdk_nag import AwsSolutionsChecks
from constructs import IConstruct

from app import build
from infra.constructs import acknowledged
from infra.stage import Extraction, Stage
from tests.infra.synthesis import unbuilt_app

Finding = tuple[str, str]
"""Path of a construct, and the rule."""


def findings(app: App) -> set[Finding]:
    report = AwsSolutionsChecks(app).validate_scope(app)
    return {
        (str(resource.construct_path), violation.rule_name)
        for violation in report.violations
        for resource in violation.violating_resources
    }


class Silenced:
    """Writes exceptions down instead of making them."""

    def __init__(self) -> None:
        self.exceptions: set[Finding] = set()
        self._path = ""

    def of(self, construct: IConstruct) -> Silenced:
        self._path = construct.node.path
        return self

    def acknowledge(self, *exceptions: Acknowledgment) -> None:
        for one in exceptions:
            assert one.reason.strip()
            self.exceptions.add((self._path, one.id))


def excuses(exception: Finding, finding: Finding) -> bool:
    return exception[1] == finding[1] and finding[0].startswith(f"{exception[0]}/")


def test_the_rules_see_a_bad_bucket() -> None:
    app = App()
    s3.Bucket(Stack(app, "stack"), "bad")
    assert ("stack/bad/Resource", "AwsSolutions-S10") in findings(app)


@pytest.mark.parametrize(
    ("stage", "extraction"),
    [
        ("prod", Extraction.LAMBDA),
        ("prod", Extraction.WORKERS),
        ("dev", Extraction.LAMBDA),
    ],
)
def test_every_finding_is_excused_and_every_excuse_is_needed(
    monkeypatch: pytest.MonkeyPatch, stage: str, extraction: Extraction
) -> None:
    silenced = Silenced()
    monkeypatch.setattr(acknowledged, "Validations", silenced)
    app = unbuilt_app(stage=stage)
    build(app, dataclasses.replace(Stage.of(app.node), extraction=extraction))
    found = findings(app)
    assert not [one for one in found if not any(excuses(e, one) for e in silenced.exceptions)]
    assert not [e for e in silenced.exceptions if not any(excuses(e, one) for one in found)]


def test_a_finding_that_nothing_excuses_ends_the_synthesis() -> None:
    app = unbuilt_app(stage="dev")
    data, _ = build(app)
    s3.Bucket(data, "bad")
    with pytest.raises(RuntimeError, match="AwsSolutions-S10"):
        app.synth()
