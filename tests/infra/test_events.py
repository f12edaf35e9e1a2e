"""What runs by the clock and by the stream, and where failures end."""

from __future__ import annotations

import json

import pytest

from tests.infra.synthesis import Json, Template, handler_of

SCHEDULES = {
    "functions.rotation.rotate.lambda_handler": "cron(0 0 * * ? *)",
    "functions.rotation.pregenerate.lambda_handler": "cron(0 0,12 * * ? *)",
    "functions.rotation.publish.lambda_handler": "rate(5 minutes)",
    "functions.rotation.roll_up.lambda_handler": "rate(15 minutes)",
    "functions.rotation.expire.lambda_handler": "rate(5 minutes)",
    "functions.leaderboard.publish.lambda_handler": "rate(1 minute)",
    "functions.leaderboard.rebuild.lambda_handler": "rate(1 minute)",
    "functions.leaderboard.close_day.lambda_handler": "cron(0 2 * * ? *)",
    "functions.leaderboard.verify.lambda_handler": "cron(30 3 * * ? *)",
}


@pytest.fixture
def mapping(service: Template) -> Json:
    return service.one("Lambda::EventSourceMapping", "LeaderboardConsumeStream").properties


def logical_id(reference: Json) -> str:
    name: str = reference["Fn::GetAtt"][0]
    return name


def test_every_scheduled_function_runs_when_it_should(service: Template) -> None:
    by_id = {one.logical_id: handler_of(one) for one in service.all("Lambda::Function")}
    schedules = [one.properties for one in service.all("Scheduler::Schedule")]
    assert {
        by_id[logical_id(one["Target"]["Arn"])]: one["ScheduleExpression"] for one in schedules
    } == SCHEDULES
    assert {one["ScheduleExpressionTimezone"] for one in schedules} == {"Etc/UTC"}


def test_a_run_that_is_missed_is_not_lost(service: Template) -> None:
    for schedule in service.all("Scheduler::Schedule"):
        target = schedule.properties["Target"]
        assert "MissedRuns" in logical_id(target["DeadLetterConfig"]["Arn"])
        assert target["RetryPolicy"]["MaximumRetryAttempts"] >= 2


def test_the_boards_hear_of_submissions_totals_and_bans_only(mapping: Json) -> None:
    (one,) = mapping["FilterCriteria"]["Filters"]
    kinds = [{"prefix": "SUB#"}, {"prefix": "STATS"}, {"prefix": "PROFILE"}]
    assert json.loads(one["Pattern"]) == {"dynamodb": {"Keys": {"SK": {"S": kinds}}}}


def test_the_boards_hear_of_many_at_once_and_within_a_second(mapping: Json) -> None:
    assert mapping["BatchSize"] == 1000
    assert mapping["MaximumBatchingWindowInSeconds"] == 1
    assert mapping["StartingPosition"] == "TRIM_HORIZON"


def test_a_poisoned_record_holds_up_no_other(mapping: Json) -> None:
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BisectBatchOnFunctionError"] is True
    lost = logical_id(mapping["DestinationConfig"]["OnFailure"]["Destination"])
    assert lost.startswith("LeaderboardLostRecords")


def test_the_boards_are_told_again_until_redis_is_back(mapping: Json) -> None:
    assert "MaximumRetryAttempts" not in mapping
    assert mapping["MaximumRecordAgeInSeconds"] == 12 * 3600


def test_the_upload_rule_keeps_what_it_cannot_deliver(service: Template) -> None:
    (target,) = service.one("Events::Rule").properties["Targets"]
    assert logical_id(target["DeadLetterConfig"]["Arn"]).startswith("ScoringLostUploads")


def test_dead_letters_are_encrypted_and_kept_two_weeks(service: Template) -> None:
    for queue in service.all("SQS::Queue"):
        assert queue.properties["SqsManagedSseEnabled"] is True
        # News of boards are worth nothing after minutes: only that queue has one behind it.
        is_last = "RedrivePolicy" not in queue.properties
        assert queue.properties["MessageRetentionPeriod"] == (14 * 24 * 3600 if is_last else 300)


@pytest.mark.parametrize(
    ("metric", "about", "above"),
    [
        ("ExecutionsFailed", "ScoringScoreSubmissions", 0),
        ("ApproximateNumberOfMessagesVisible", "ScoringLostUploads", 0),
        ("ApproximateNumberOfMessagesVisible", "RotationMissedRuns", 0),
        ("ApproximateNumberOfMessagesVisible", "LeaderboardLostRecords", 0),
        ("ApproximateNumberOfMessagesVisible", "LeaderboardMissedRuns", 0),
        ("ApproximateNumberOfMessagesVisible", "LiveLostNews", 0),
        ("ApproximateNumberOfMessagesVisible", "PushLostPushes", 0),
        ("ApproximateNumberOfMessagesVisible", "PushLostBadgeNews", 0),
        ("Errors", "RotationRotate", 0),
        ("Errors", "RotationPregenerate", 0),
        ("Errors", "RotationExpire", 0),
        ("IteratorAge", "LeaderboardConsumeStream", 60_000),
        ("5XXError", "idance-prod", 5),
    ],
)
def test_somebody_is_told(service: Template, metric: str, about: str, above: int) -> None:
    (alarm,) = [
        one.properties
        for one in service.all("CloudWatch::Alarm")
        if one.properties["MetricName"] == metric and about in str(one.properties["Dimensions"])
    ]
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
    assert alarm["Threshold"] == above
    assert alarm["TreatMissingData"] == "notBreaching"
    assert alarm["AlarmActions"] == [{"Ref": service.one("SNS::Topic", "Alarms").logical_id}]
    assert alarm["AlarmDescription"]
