"""When somebody must look: alarms, and where they are told."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

MINUTE = Duration.minutes(1)
FIVE_MINUTES = Duration.minutes(5)


class Alarms(Construct):
    """A topic, and alarms that speak on it.

    Attributes
    ----------
    topic
        What the people on call subscribe to.
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        # Not encrypted: CloudWatch cannot use the managed key, and alarms name resources only.
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)

    def watch(
        self,
        construct_id: str,
        metric: cloudwatch.Metric,
        *,
        above: float,
        meaning: str,
        periods: int = 1,
    ) -> cloudwatch.Alarm:
        """Raise an alarm while a metric is above a limit; silence is good news.

        Parameters
        ----------
        above
            The limit, in the metric's own unit.
        meaning
            What to tell the person who is woken up.
        periods
            How many periods in a row it takes.
        """
        alarm = metric.create_alarm(
            self,
            construct_id,
            alarm_description=meaning,
            threshold=above,
            evaluation_periods=periods,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
        return alarm

    def watch_counts(self, service: str, meanings: Mapping[str, str]) -> None:
        """Raise an alarm as soon as functions count what should not be.

        Parameters
        ----------
        service
            The folder of the functions.
        meanings
            The metrics' names, each with what to tell the person who is woken up.
        """
        for name, meaning in meanings.items():
            metric = cloudwatch.Metric(
                namespace="iDance",
                metric_name=name,
                dimensions_map={"service": service},
                statistic="Sum",
                period=FIVE_MINUTES,
            )
            self.watch(name, metric, above=0, meaning=meaning)
