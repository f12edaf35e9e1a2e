"""A DynamoDB table as this house has them."""

from collections.abc import Sequence

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.stage import Stage


class Table(dynamodb.TableV2):
    """A table keyed by `PK` and `SK`: on demand, encrypted, recoverable to any second.

    Its usual grants leave out `Scan`, for every access goes by key, and `DeleteItem`, for nothing
    that happened is forgotten.
    """

    def __init__(  # noqa: PLR0913 - what tells one table from another, by keyword
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        indexes: Sequence[dynamodb.GlobalSecondaryIndexPropsV2] = (),
        stream: dynamodb.StreamViewType | None = None,
        expires_by: str | None = None,
        warm: dynamodb.WarmThroughput | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            partition_key=text_key("PK"),
            sort_key=text_key("SK"),
            billing=dynamodb.Billing.on_demand(),
            encryption=dynamodb.TableEncryptionV2.aws_managed_key(),
            global_secondary_indexes=list(indexes),
            dynamo_stream=stream,
            warm_throughput=warm if stage.prewarmed else None,
            time_to_live_attribute=expires_by,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=stage.keep_data,
            removal_policy=RemovalPolicy.RETAIN if stage.keep_data else RemovalPolicy.DESTROY,
        )

    def allow_reading(self, function: iam.IGrantable) -> None:
        """Let a function read items by key."""
        self._allow(function, "GetItem", "BatchGetItem", "Query", "ConditionCheckItem")

    def allow_writing(self, function: iam.IGrantable) -> None:
        """Let a function read and write items by key."""
        self.allow_reading(function)
        self._allow(function, "PutItem", "UpdateItem")

    def allow_deleting(self, function: iam.IGrantable) -> None:
        """Let a function delete items by key."""
        self._allow(function, "DeleteItem")

    def allow_querying(self, function: iam.IGrantable, index: str) -> None:
        """Let a function query one index."""
        iam.Grant.add_to_principal(
            grantee=function,
            actions=["dynamodb:Query"],
            resource_arns=[f"{self.table_arn}/index/{index}"],
        )

    def allow_scanning(self, function: iam.IGrantable) -> None:
        """Let a function read the whole table."""
        self._allow(function, "Scan")

    def _allow(self, function: iam.IGrantable, *actions: str) -> None:
        iam.Grant.add_to_principal(
            grantee=function,
            actions=[f"dynamodb:{action}" for action in actions],
            resource_arns=[self.table_arn],
        )


def text_key(name: str) -> dynamodb.Attribute:
    """Return a key attribute that holds text."""
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
