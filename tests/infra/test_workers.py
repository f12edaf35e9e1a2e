"""The workers that extract segments where Lambda is outgrown: a stage says so by one field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aws_cdk import aws_stepfunctions as sfn

from functions.scoring import wiring, worker
from functions.scoring.contracts import SegmentJob
from infra.constructs import segment_queue
from infra.stage import Extraction, Stage
from tests.infra.synthesis import ROOT, Json, Synthesis, Template, actions_of

QUEUED = json.loads((ROOT / "statemachines" / "queued_segment.asl.json").read_text())
INLINE = json.loads((ROOT / "statemachines" / "score_submission.asl.json").read_text())


@pytest.fixture(scope="module")
def workers(with_workers: Synthesis) -> Template:
    return with_workers.service


@pytest.fixture(scope="module")
def container(workers: Template) -> Json:
    (one,) = workers.one("ECS::TaskDefinition").properties["ContainerDefinitions"]
    found: Json = one
    return found


def queue(workers: Template, name: str) -> Any:  # noqa: ANN401 - a template's JSON
    return workers.one("SQS::Queue", name)


def test_segments_go_to_the_queue_and_everything_else_stays(workers: Template) -> None:
    machine = workers.one("StepFunctions::StateMachine", "ScoringScoreSubmissions").properties
    joined = machine["DefinitionString"]
    definition = json.loads(joined)
    inline = json.loads(json.dumps(INLINE))
    inline["States"]["ExtractSegments"]["ItemProcessor"] = QUEUED
    assert definition == inline
    bound = machine["DefinitionSubstitutions"]
    assert bound["SegmentQueue"] == {"Ref": queue(workers, "ScoringWorkersSegments").logical_id}
    assert "ExtractSegment" not in bound
    assert "functions.scoring.extract_segment.lambda_handler" not in workers.functions()


def test_a_job_is_what_the_worker_reads() -> None:
    state = QUEUED["States"]["ExtractSegment"]
    body = {name.removesuffix(".$") for name in state["Parameters"]["MessageBody"]}
    assert body == {field.alias for field in SegmentJob.model_fields.values()}
    assert state["TimeoutSeconds"] < INLINE["TimeoutSeconds"]


def test_the_container_is_the_functions_image_with_the_worker_as_its_command(
    workers: Template, container: Json
) -> None:
    assert container["EntryPoint"] == ["python", "-m", worker.__name__]
    images = {
        json.dumps(one.properties["Code"]["ImageUri"])
        for one in workers.all("Lambda::Function")
        if "ImageUri" in one.properties["Code"]
    }
    assert images == {json.dumps(container["Image"])}


def test_the_environment_is_what_the_worker_reads(container: Json) -> None:
    libraries = ("OPENBLAS_", "POWERTOOLS_", "AWS_")
    given = {one["Name"] for one in container["Environment"]}
    read = wiring.Settings.model_fields | wiring.WorkerSettings.model_fields
    assert {name for name in given if not name.startswith(libraries)} == {
        name.upper() for name in read
    }


def test_a_worker_has_time_to_finish_what_it_does(container: Json) -> None:
    assert worker.GRACE_S < container["StopTimeout"] <= 120
    assert worker.HEARTBEAT_S * 2 < worker.HIDDEN_S


def test_what_is_delivered_in_vain_is_kept_and_told(workers: Template) -> None:
    segments = queue(workers, "ScoringWorkersSegments").properties
    redrive = segments["RedrivePolicy"]
    assert redrive["maxReceiveCount"] == segment_queue.MOST_DELIVERIES == worker.MOST_DELIVERIES
    lost = redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert queue(workers, lost).properties["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert segments["SqsManagedSseEnabled"] is True


def test_somebody_is_told_when_segments_wait_too_long(workers: Template) -> None:
    alarms = [
        one.properties
        for one in workers.all("CloudWatch::Alarm")
        if one.properties["MetricName"] == "ApproximateAgeOfOldestMessage"
    ]
    assert sorted(one["Threshold"] for one in alarms) == [120, 600]


def test_there_are_as_many_workers_as_the_backlog_asks_for(workers: Template) -> None:
    policy = workers.one("ApplicationAutoScaling::ScalingPolicy").properties
    asked = policy["TargetTrackingScalingPolicyConfiguration"]
    metrics = {one["Id"]: one for one in asked["CustomizedMetricSpecification"]["Metrics"]}
    assert metrics["backlog"]["Expression"] == (
        "IF(FILL(running, 0) < 1, waiting, waiting / running)"
    )
    waiting = metrics["waiting"]["MetricStat"]["Metric"]
    assert waiting["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert metrics["running"]["MetricStat"]["Metric"]["MetricName"] == "RunningTaskCount"
    target = workers.one("ApplicationAutoScaling::ScalableTarget").properties
    assert (target["MinCapacity"], target["MaxCapacity"]) == (1, 512)
    assert "DesiredCount" not in workers.one("ECS::Service").properties


def test_machines_are_spot_of_many_kinds_and_hidden_from_containers(workers: Template) -> None:
    group = workers.one("AutoScaling::AutoScalingGroup").properties
    mixed = group["MixedInstancesPolicy"]
    kinds = {one["InstanceType"] for one in mixed["LaunchTemplate"]["Overrides"]}
    assert len(kinds) >= 5
    assert mixed["InstancesDistribution"]["SpotAllocationStrategy"] == "price-capacity-optimized"
    assert mixed["InstancesDistribution"]["OnDemandPercentageAboveBaseCapacity"] == 10
    assert group["CapacityRebalance"] is True
    template = workers.one("EC2::LaunchTemplate").properties["LaunchTemplateData"]
    assert template["MetadataOptions"]["HttpTokens"] == "required"
    assert "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true" in json.dumps(template["UserData"])


def test_nothing_leads_from_the_workers_to_the_internet(workers: Template) -> None:
    assert not workers.all("EC2::InternetGateway")
    assert not workers.all("EC2::NatGateway")


def test_a_worker_may_do_what_it_does_and_no_more(workers: Template) -> None:
    role = workers.one("ECS::TaskDefinition").properties["TaskRoleArn"]["Fn::GetAtt"][0]
    statements = workers.statements(role)
    actions = {action for one in statements for action in actions_of(one)}
    assert {action for action in actions if action.startswith("s3:")} == {
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
    }
    assert not {action for action in actions if action.startswith("dynamodb:")}
    assert {"states:SendTaskSuccess", "states:SendTaskFailure"} <= actions


def test_an_express_workflow_cannot_wait_for_workers() -> None:
    with pytest.raises(ValueError, match="Standard"):
        Stage(
            name="any",
            extraction=Extraction.WORKERS,
            workflow_type=sfn.StateMachineType.EXPRESS,
        )
