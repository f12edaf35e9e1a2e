"""What must not be lost: tables, clips and poses, identities."""

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.constructs.cdn import Cdn
from infra.constructs.identity import Identity
from infra.constructs.media_bucket import MediaBucket
from infra.constructs.table import Table, text_key
from infra.stage import Issuer, Stage

WARM_CORE = dynamodb.WarmThroughput(read_units_per_second=96_000, write_units_per_second=192_000)
WARM_OPERATIONS = dynamodb.WarmThroughput(
    read_units_per_second=72_000, write_units_per_second=128_000
)
"""What 10,000 submissions a second want, as `make bench-partitions` calculates it."""


class DataStack(Stack):
    """The stateful half of the application: deployed first, changed rarely, deleted never.

    Attributes
    ----------
    challenges, core, social, aggregates, operations
        The five tables, by stream and by heat.
    media
        The bucket of clips, poses and manifests.
    cdn_url
        Where everybody reads what is public of the bucket, without a slash at the end.
    issuer
        Whose tokens the API trusts.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(
            scope,
            construct_id,
            description="iDance Challenge Engine: tables, media and identities",
            termination_protection=stage.keep_data,
        )
        self.challenges = Table(
            self,
            "Challenges",
            stage=stage,
            indexes=[_keys_only("by_start", "month", "startsAt")],
        )
        self.core = Table(
            self,
            "Core",
            stage=stage,
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            indexes=[
                _keys_only("by_challenge", "GSI1PK", "GSI1SK", warm=_warm(stage, writes=32_000))
            ],
            warm=WARM_CORE,
        )
        self.social = Table(
            self,
            "Social",
            stage=stage,
            stream=dynamodb.StreamViewType.NEW_IMAGE,
            expires_by="expiresAt",
            indexes=[_keys_only("by_name", "names", "PK")],
        )
        self.aggregates = Table(self, "Aggregates", stage=stage)
        self.operations = Table(
            self,
            "Operations",
            stage=stage,
            expires_by="expiresAt",
            indexes=[_keys_only("due", "duePartition", "dueAt", warm=_warm(stage, writes=192_000))],
            warm=WARM_OPERATIONS,
        )
        self.media = MediaBucket(self, "Media", stage=stage)
        self.cdn_url = self._cdn_url(stage)
        self.issuer = stage.issuer or self._own_issuer(stage)
        self._publish()

    def _cdn_url(self, stage: Stage) -> str:
        if stage.endpoint:
            return f"{stage.endpoint}/{self.media.bucket_name}"
        return Cdn(self, "Cdn", media=self.media).url

    def _own_issuer(self, stage: Stage) -> Issuer:
        identity = Identity(self, "Identity", stage=stage)
        CfnOutput(self, "UserPoolId", value=identity.pool.user_pool_id)
        CfnOutput(self, "UserPoolClientId", value=identity.client.user_pool_client_id)
        return identity.issuer

    def _publish(self) -> None:
        CfnOutput(self, "MediaBucketName", value=self.media.bucket_name)
        CfnOutput(self, "CdnUrl", value=self.cdn_url)
        for name, table in {
            "Challenges": self.challenges,
            "Core": self.core,
            "Social": self.social,
            "Aggregates": self.aggregates,
            "Operations": self.operations,
        }.items():
            CfnOutput(self, f"{name}TableName", value=table.table_name)


def _warm(stage: Stage, *, writes: int) -> dynamodb.WarmThroughput | None:
    if not stage.prewarmed:
        return None
    return dynamodb.WarmThroughput(read_units_per_second=12_000, write_units_per_second=writes)


def _keys_only(
    name: str, partition: str, sort: str, *, warm: dynamodb.WarmThroughput | None = None
) -> dynamodb.GlobalSecondaryIndexPropsV2:
    return dynamodb.GlobalSecondaryIndexPropsV2(
        index_name=name,
        partition_key=text_key(partition),
        sort_key=text_key(sort),
        projection_type=dynamodb.ProjectionType.KEYS_ONLY,
        warm_throughput=warm,
    )
