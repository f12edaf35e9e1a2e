"""Starting the pipeline."""

from __future__ import annotations

import json

from tests.integration.house import MEDIA_BUCKET, House, client


def test_the_pipeline_is_started_with_what_an_upload_gives_once_for_a_name(house: House) -> None:
    house.pipeline.start("videos/00/clip.mp4", name="once")
    house.pipeline.start("videos/00/other.mp4", name="once")

    states = client("stepfunctions")
    (execution,) = states.list_executions(stateMachineArn=house.state_machine_arn)["executions"]
    told = states.describe_execution(executionArn=execution["executionArn"])
    assert execution["name"] == "once"
    assert json.loads(told["input"]) == {"bucket": MEDIA_BUCKET, "key": "videos/00/clip.mp4"}
