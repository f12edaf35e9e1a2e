"""Workers that extract segments from a queue, where Lambda is outgrown."""

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.assets import scoring_image
from infra.constructs.acknowledged import EVERYTHING, acknowledge
from infra.constructs.alarms import MINUTE
from infra.constructs.house import House
from infra.constructs.isolated_vpc import Gateway, IsolatedVpc
from infra.constructs.segment_queue import SegmentQueue
from infra.constructs.spot_fleet import SpotFleet

BACKLOG_PER_WORKER = 10
"""Segments that wait for each worker: at three processor seconds each, half a minute."""
LEAST_WORKERS = 1
ENDPOINTS = {
    "Ecs": ec2.InterfaceVpcEndpointAwsService.ECS,
    "EcsAgent": ec2.InterfaceVpcEndpointAwsService.ECS_AGENT,
    "EcsTelemetry": ec2.InterfaceVpcEndpointAwsService.ECS_TELEMETRY,
    "Images": ec2.InterfaceVpcEndpointAwsService.ECR,
    "ImageLayers": ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
    "Logs": ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    "Queue": ec2.InterfaceVpcEndpointAwsService.SQS,
    "StepFunctions": ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
}
"""What an instance, its agent and a worker talk to, beside S3."""
VARIABLES = (
    "CHALLENGES_TABLE",
    "CORE_TABLE",
    "OPERATIONS_TABLE",
    "SOCIAL_TABLE",
    "MEDIA_BUCKET",
    "POSE_MODEL_PATH",
)


class SegmentWorkers(Construct):
    """The queue, the scoring image with the worker as its command, and machines for both.

    Attributes
    ----------
    queue
        Where the state machine puts segments.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        self._house = house
        self.queue = SegmentQueue(self, "Segments", alarms=house.alarms)
        # Three zones: each has Spot capacity of its own.
        vpc = IsolatedVpc(self, "Vpc", stage=house.stage, zones=3, gateways=[Gateway.S3])
        self._fleet = SpotFleet(
            self,
            "Fleet",
            vpc=vpc,
            workers=vpc.group(
                "Workers", description="Instances that extract poses", interfaces=ENDPOINTS
            ),
            most_workers=house.stage.most_workers,
            topic=house.alarms.topic,
        )
        self._follow_the_backlog(self._service(self._task()))

    def answer(self, machine: sfn.StateMachine) -> None:
        """Let the state machine hand over segments, and the workers tell it what came of them."""
        self.queue.grant_send_messages(machine)
        machine.grant_task_response(self._role)

    def _task(self) -> ecs.Ec2TaskDefinition:
        task = ecs.Ec2TaskDefinition(self, "Task", network_mode=ecs.NetworkMode.BRIDGE)
        self._role = task.task_role
        house = self._house
        house.data.media.allow_reading(self._role, "videos/", "segments/", "challenges/demo_")
        house.data.media.allow_writing(self._role, "segments/", "poses/")
        self.queue.grant_consume_messages(self._role)
        task.add_container(
            "Worker",
            image=scoring_image(house.stage),
            entry_point=["python", "-m", "functions.scoring.worker"],
            command=[],
            cpu=1024,
            memory_limit_mib=1700,
            # Spot gives two minutes; ECS would give half of one.
            stop_timeout=Duration.seconds(115),
            environment={
                "OPENBLAS_NUM_THREADS": "1",
                "AWS_DEFAULT_REGION": Stack.of(self).region,
                "SEGMENT_QUEUE_URL": self.queue.queue_url,
                "POWERTOOLS_SERVICE_NAME": "scoring",
                "POWERTOOLS_METRICS_NAMESPACE": "iDance",
                "POWERTOOLS_LOG_LEVEL": "INFO",
                **house.environment(*VARIABLES),
            },
            logging=ecs.LogDrivers.aws_logs(
                stream_prefix="worker",
                log_group=logs.LogGroup(
                    self,
                    "Logs",
                    retention=house.stage.log_retention,
                    removal_policy=RemovalPolicy.DESTROY,
                ),
            ),
        )
        acknowledge(task, {"AwsSolutions-ECS2": "Names of tables and queues are no secrets."})
        if task.execution_role:
            acknowledge(task.execution_role, {EVERYTHING: "ECR's token knows no resource."})
        return task

    def _service(self, task: ecs.Ec2TaskDefinition) -> ecs.Ec2Service:
        return ecs.Ec2Service(
            self,
            "Service",
            cluster=self._fleet.cluster,
            task_definition=task,
            capacity_provider_strategies=[
                ecs.CapacityProviderStrategy(
                    capacity_provider=self._fleet.provider.capacity_provider_name, weight=1
                )
            ],
            placement_strategies=[
                ecs.PlacementStrategy.spread_across(ecs.BuiltInAttributes.AVAILABILITY_ZONE),
                ecs.PlacementStrategy.packed_by_cpu(),
            ],
            min_healthy_percent=50,
            circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
            # Without a desired count: a deployment leaves the scaling's own choice alone.
        )

    def _follow_the_backlog(self, service: ecs.Ec2Service) -> None:
        """Keep about as many workers as it takes for a segment to wait half a minute."""
        target = service.auto_scale_task_count(
            min_capacity=LEAST_WORKERS, max_capacity=self._house.stage.most_workers
        )
        running = cloudwatch.Metric(
            namespace="ECS/ContainerInsights",
            metric_name="RunningTaskCount",
            dimensions_map={
                "ClusterName": self._fleet.cluster.cluster_name,
                "ServiceName": service.service_name,
            },
            statistic="Average",
            period=MINUTE,
        )
        waiting = self.queue.metric_approximate_number_of_messages_visible(
            period=MINUTE, statistic="Maximum"
        )
        scaling.CfnScalingPolicy(
            self,
            "Backlog",
            policy_name=f"idance-{self._house.stage.name}-backlog-per-worker",
            policy_type="TargetTrackingScaling",
            scaling_target_id=_id_of(target),
            target_tracking_scaling_policy_configuration=(
                scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
                    target_value=BACKLOG_PER_WORKER,
                    scale_out_cooldown=60,
                    scale_in_cooldown=300,
                    customized_metric_specification=(
                        scaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty(
                            metrics=[
                                _query("waiting", waiting),
                                _query("running", running),
                                scaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty(
                                    id="backlog",
                                    expression="IF(FILL(running, 0) < 1, waiting, "
                                    "waiting / running)",
                                    return_data=True,
                                ),
                            ]
                        )
                    ),
                )
            ),
        )


def _id_of(target: ecs.ScalableTaskCount) -> str:
    found = target.node.find_child("Target")
    if not isinstance(found, scaling.ScalableTarget):
        raise TypeError("a scalable task count has a target")
    return found.scalable_target_id


def _query(
    name: str, metric: cloudwatch.Metric
) -> scaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty:
    policy = scaling.CfnScalingPolicy
    return policy.TargetTrackingMetricDataQueryProperty(
        id=name,
        return_data=False,
        metric_stat=policy.TargetTrackingMetricStatProperty(
            metric=policy.TargetTrackingMetricProperty(
                namespace=metric.namespace,
                metric_name=metric.metric_name,
                dimensions=[
                    policy.TargetTrackingMetricDimensionProperty(name=key, value=str(value))
                    for key, value in (metric.dimensions or {}).items()
                ],
            ),
            stat=metric.statistic,
        ),
    )
