"""What happens by the clock."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Duration, TimeZone
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from constructs import Construct

from infra.constructs.alarms import FIVE_MINUTES, Alarms
from infra.constructs.dead_letters import DeadLetters


def at(*, minute: int = 0, hour: str) -> scheduler.ScheduleExpression:
    """Return a time of each day, or several ("0,12"), in UTC."""
    return scheduler.ScheduleExpression.cron(
        minute=str(minute), hour=hour, time_zone=TimeZone.ETC_UTC
    )


class Clock(Construct):
    """Schedules that call functions, in a role that may do nothing else."""

    def __init__(self, scope: Construct, construct_id: str, *, alarms: Alarms) -> None:
        super().__init__(scope, construct_id)
        self._owner = scope.node.id
        self._alarms = alarms
        self._missed = DeadLetters(scope, "MissedRuns", alarms=alarms, of="a schedule")
        self._role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("scheduler.amazonaws.com")
        )
        self._missed.grant_send_messages(self._role)

    def call(
        self,
        function: lambda_.Function,
        when: scheduler.ScheduleExpression,
        *,
        meaning: str,
        event: Mapping[str, Any] | None = None,
    ) -> None:
        """Call a function again and again, with an event of ours.

        Parameters
        ----------
        meaning
            What to tell the person who is woken up when it fails.
        """
        iam.Grant.add_to_principal(
            grantee=self._role,
            actions=["lambda:InvokeFunction"],
            resource_arns=[function.function_arn],
        )
        target = targets.LambdaInvoke(
            function,
            # Left to itself the target would allow every version of the function.
            role=self._role.without_policy_updates(),
            dead_letter_queue=self._missed,
            input=scheduler.ScheduleTargetInput.from_object(dict(event or {})),
            retry_attempts=5,
            max_event_age=Duration.hours(1),
        )
        name = f"{self._owner}{function.node.id}"
        scheduler.Schedule(self, f"{name}Schedule", schedule=when, target=target)
        self._alarms.watch(
            f"{name}Errors",
            function.metric_errors(period=FIVE_MINUTES),
            above=0,
            meaning=meaning,
        )
