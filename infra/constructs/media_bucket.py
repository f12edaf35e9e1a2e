"""The bucket of clips, poses and manifests."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.private_bucket import PrivateBucket
from infra.stage import Stage

Grantee = lambda_.Function | iam.IRole


class MediaBucket(PrivateBucket):
    """A private, encrypted bucket that forgets clips and tells EventBridge about uploads."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(
            scope,
            construct_id,
            stage=stage,
            lifecycle_rules=_lifecycle(stage),
            cors=[_pages_of(stage.web_origins)],
            server_access_logs_bucket=_access_logs(scope, f"{construct_id}Logs", stage=stage),
            server_access_logs_prefix="media/",
        )
        self._export = f"{Stack.of(self).stack_name}-media-arn"
        self._exported_arn = Stack.of(self).export_value(self.bucket_arn, name=self._export)
        # Said to CloudFormation itself: the bucket's own switch would add a function for it.
        self.node.default_child.notification_configuration = (  # type: ignore[union-attr]
            s3.CfnBucket.NotificationConfigurationProperty(
                event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(
                    event_bridge_enabled=True
                )
            )
        )

    def allow_reading(self, reader: Grantee, *prefixes: str) -> None:
        """Let a function, or whoever has a role, read objects, and learn that one is not there."""
        self._allow(reader, "s3:GetObject", prefixes)
        # Without this a missing object answers 403 and not 404.
        iam.Grant.add_to_principal(
            grantee=reader, actions=["s3:ListBucket"], resource_arns=[self.bucket_arn]
        )

    def allow_writing(self, writer: Grantee, *prefixes: str) -> None:
        """Let a function put objects, or sign such a request for somebody else."""
        self._allow(writer, "s3:PutObject", prefixes)

    def allow_uploading(self, function: lambda_.Function, *prefixes: str) -> None:
        """Let a function put objects in one go or in parts, or sign that for somebody else."""
        self.allow_writing(function, *prefixes)
        self._allow(function, "s3:ListMultipartUploadParts", prefixes)
        self.allow_giving_up(function, *prefixes)

    def allow_giving_up(self, function: lambda_.Function, *prefixes: str) -> None:
        """Let a function give up uploads in parts."""
        self._allow(function, "s3:AbortMultipartUpload", prefixes)

    def allow_deleting(self, function: lambda_.Function, *prefixes: str) -> None:
        """Let a function delete objects."""
        self._allow(function, "s3:DeleteObject", prefixes)

    def _allow(self, grantee: Grantee, action: str, prefixes: tuple[str, ...]) -> None:
        role = (grantee.role or grantee) if isinstance(grantee, lambda_.Function) else grantee
        for prefix in prefixes:
            iam.Grant.add_to_principal(
                grantee=grantee,
                actions=[action],
                resource_arns=[f"{self._exported_arn}/{prefix}*"],
            )
            acknowledge(
                role,
                {
                    f"AwsSolutions-IAM5[Resource::{self._export}/{prefix}*]": "One kind of "
                    f"object: the keys below {prefix} are made at run time."
                },
            )


def _access_logs(scope: Construct, construct_id: str, *, stage: Stage) -> PrivateBucket:
    """Return the bucket that S3 writes its access logs to."""
    forget = s3.LifecycleRule(id="forget", expiration=Duration.days(90))
    return PrivateBucket(scope, construct_id, stage=stage, lifecycle_rules=[forget])


def _lifecycle(stage: Stage) -> list[s3.LifecycleRule]:
    return [
        s3.LifecycleRule(id="forget-clips", prefix="videos/", expiration=stage.video_retention),
        s3.LifecycleRule(
            id="forget-analyses", prefix="analyses/", expiration=stage.analysis_retention
        ),
        # A day longer than its clip at most, and drawn again if somebody asks again.
        s3.LifecycleRule(id="forget-pictures", prefix="pictures/", expiration=Duration.days(1)),
        s3.LifecycleRule(id="forget-exports", prefix="exports/", expiration=Duration.days(1)),
        # Joined within minutes; a day is the least that S3 can be told.
        s3.LifecycleRule(id="drop-segments", prefix="segments/", expiration=Duration.days(1)),
        s3.LifecycleRule(
            id="drop-half-uploads", abort_incomplete_multipart_upload_after=Duration.days(1)
        ),
    ]


def _pages_of(origins: tuple[str, ...]) -> s3.CorsRule:
    return s3.CorsRule(
        # Uploads, and pictures that a page hands on to be shared.
        allowed_methods=[s3.HttpMethods.GET, s3.HttpMethods.POST, s3.HttpMethods.PUT],
        allowed_origins=list(origins),
        allowed_headers=["*"],
        exposed_headers=["ETag"],
        max_age=3600,
    )
