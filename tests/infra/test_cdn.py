"""What everybody reads comes from a CDN, and nothing else does."""

from __future__ import annotations

import pytest

from tests.infra.synthesis import Json, Synthesis, Template


@pytest.fixture
def distribution(data: Template) -> Json:
    (found,) = data.all("CloudFront::Distribution")
    config: Json = found.properties["DistributionConfig"]
    return config


def test_only_what_is_public_is_served(distribution: Json) -> None:
    served = [one["PathPattern"] for one in distribution["CacheBehaviors"]]
    assert served == ["public/*", "challenges/*"]
    origins = {one["Id"]: one.get("OriginPath") for one in distribution["Origins"]}
    assert origins[distribution["DefaultCacheBehavior"]["TargetOriginId"]] == "/public"


def test_it_is_reached_by_tls_only_and_reads_the_bucket_as_itself(distribution: Json) -> None:
    behaviours = [distribution["DefaultCacheBehavior"], *distribution["CacheBehaviors"]]
    assert {one["ViewerProtocolPolicy"] for one in behaviours} == {"redirect-to-https"}
    assert all("OriginAccessControlId" in one for one in distribution["Origins"])


def test_functions_are_told_where_it_is(production: Synthesis) -> None:
    for handler in ("functions.api.handler", "functions.rotation.publish"):
        function = production.service.functions()[f"{handler}.lambda_handler"]
        assert function.properties["Environment"]["Variables"]["MEDIA_URL"]


@pytest.mark.parametrize("name", ["GenerationFaults", "TomorrowMissing"])
def test_a_day_in_danger_rings_an_alarm(service: Template, name: str) -> None:
    (alarm,) = [
        one.properties
        for one in service.all("CloudWatch::Alarm")
        if one.properties["MetricName"] == name
    ]
    assert (alarm["Namespace"], alarm["Threshold"]) == ("iDance", 0)
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "rotation"}]
    assert alarm["AlarmActions"]
