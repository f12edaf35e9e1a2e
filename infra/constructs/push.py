"""Push: from the tables' streams to phones, by SNS."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import MINUTE
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction
from infra.constructs.table import Table

PUSHED = tuple(
    lambda_.FilterCriteria.filter(
        {"dynamodb": {"Keys": {"PK": {"S": [{"prefix": pk}]}, "SK": {"S": [{"prefix": sk}]}}}}
        | event
    )
    for pk, sk, event in (
        ("N#", "AT#", {"eventName": ["INSERT"]}),
        ("EVERYBODY", "DAY#", {"eventName": ["INSERT"]}),
        ("D#", "DEVICE", {}),
    )
)
"""New notifications, the day's challenge, and devices that come, change or go."""
BADGES = (
    lambda_.FilterCriteria.filter(
        {"eventName": ["INSERT"], "dynamodb": {"Keys": {"SK": {"S": [{"prefix": "B#"}]}}}}
    ),
)


class Push(Construct):
    """Deploys functions/push/.

    Attributes
    ----------
    topic
        What every device hears whose dancer wants to: one publication a day.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        self._house = house
        # Not encrypted: what it says is said to everybody.
        self.topic = sns.Topic(self, "Everybody", enforce_ssl=True)
        data = house.data
        tell_badges = self._function("TellBadges", "tell_badges")
        data.social.allow_writing(tell_badges)
        self._follow(tell_badges, data.core, BADGES, lost="LostBadgeNews")
        send = self._function("Send", "send")
        data.core.allow_reading(send)
        data.social.allow_writing(send)
        data.social.allow_deleting(send)
        self._allow_pushing(send)
        self._follow(send, data.social, PUSHED, lost="LostPushes")
        house.alarms.watch(
            "PushesBehind",
            send.metric("IteratorAge", period=MINUTE, statistic="Maximum"),
            above=Duration.minutes(5).to_milliseconds(),
            periods=3,
            meaning="Phones are told more than five minutes late.",
        )

    def _function(self, construct_id: str, file: str) -> PythonFunction:
        stage = self._house.stage
        return PythonFunction(
            self,
            construct_id,
            house=self._house,
            handler=f"functions.push.{file}.lambda_handler",
            environment={
                **self._house.environment("CORE_TABLE", "SOCIAL_TABLE"),
                "PUSH_TOPIC_ARN": self.topic.topic_arn,
                "IOS_APPLICATION_ARN": stage.ios_application or "",
                "ANDROID_APPLICATION_ARN": stage.android_application or "",
            },
            timeout=Duration.minutes(1),
        )

    def _follow(
        self,
        function: PythonFunction,
        table: Table,
        filters: Sequence[Mapping[str, Any]],
        *,
        lost: str,
    ) -> None:
        parked = DeadLetters(
            self, lost, alarms=self._house.alarms, of=f"the function {function.node.id}"
        )
        function.add_event_source(
            sources.DynamoEventSource(
                table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=100,
                parallelization_factor=10,
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                retry_attempts=10,
                # A push is worth nothing much later.
                max_record_age=Duration.hours(12),
                on_failure=sources.SqsDlq(parked),
                filters=list(filters),
            )
        )

    def _allow_pushing(self, send: PythonFunction) -> None:
        _grant(send, ["Publish", "Subscribe"], [self.topic.topic_arn])
        _grant(send, ["Unsubscribe"], [self.topic.topic_arn, f"{self.topic.topic_arn}:*"])
        stage = self._house.stage
        applications = [arn for arn in (stage.ios_application, stage.android_application) if arn]
        # An application's endpoints are beside it: …:app/APNS/idance, …:endpoint/APNS/idance/<id>.
        endpoints = [f"{arn.replace(':app/', ':endpoint/')}/*" for arn in applications]
        if applications:
            _grant(send, ["CreatePlatformEndpoint"], applications)
            _grant(
                send,
                ["DeleteEndpoint", "GetEndpointAttributes", "Publish", "SetEndpointAttributes"],
                endpoints,
            )
        reason = "Endpoints and subscriptions get their ids at run time."
        topic = f"<{Stack.of(self).get_logical_id(self.topic.node.default_child)}>:*"  # type: ignore[arg-type]
        acknowledge(
            send.execution_role,
            {f"AwsSolutions-IAM5[Resource::{arn}]": reason for arn in (topic, *endpoints)},
        )


def _grant(send: PythonFunction, actions: Sequence[str], arns: Sequence[str]) -> None:
    iam.Grant.add_to_principal(
        grantee=send, actions=[f"sns:{action}" for action in actions], resource_arns=list(arns)
    )
