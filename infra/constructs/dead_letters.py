"""Where messages end that nobody could handle."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import FIVE_MINUTES, Alarms


class DeadLetters(sqs.Queue):
    """An encrypted queue that keeps messages two weeks and raises an alarm at the first one.

    Parameters
    ----------
    of
        Who could not handle them.
    of_queue
        They come from another queue of the stack, by which cdk-nag knows this one for what it is.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        alarms: Alarms,
        of: str,
        of_queue: bool = False,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        alarms.watch(
            f"{scope.node.id}{construct_id}",
            self.metric_approximate_number_of_messages_visible(period=FIVE_MINUTES),
            above=0,
            meaning=f"Something that {of} could not handle waits in the queue {self.node.path}.",
        )
        if not of_queue:
            acknowledge(self, {"AwsSolutions-SQS3": "It is a dead-letter queue itself."})
