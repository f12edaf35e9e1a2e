"""Segments that wait for a worker."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.alarms import MINUTE, Alarms
from infra.constructs.dead_letters import DeadLetters

MOST_DELIVERIES = 3
LATE_S, TOO_LATE_S = 120, 600


class SegmentQueue(sqs.Queue):
    """An encrypted queue; what is delivered in vain three times ends among the dead letters.

    A worker says itself for how long it hides a message: the queue's own time is for one that
    forgets to. Messages nobody waits for any more are dropped within the hour.
    """

    def __init__(self, scope: Construct, construct_id: str, *, alarms: Alarms) -> None:
        lost = DeadLetters(
            scope, f"Lost{construct_id}", alarms=alarms, of="the segment workers", of_queue=True
        )
        super().__init__(
            scope,
            construct_id,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=Duration.minutes(1),
            retention_period=Duration.hours(1),
            dead_letter_queue=sqs.DeadLetterQueue(queue=lost, max_receive_count=MOST_DELIVERIES),
        )
        for name, seconds, meaning in (
            ("SegmentsLate", LATE_S, "Dancers wait for their scores: the workers fall behind."),
            ("SegmentsTooLate", TOO_LATE_S, "Scorings are about to fail: the workers stand still."),
        ):
            alarms.watch(
                name,
                self.metric_approximate_age_of_oldest_message(period=MINUTE),
                above=seconds,
                meaning=meaning,
                periods=3,
            )
