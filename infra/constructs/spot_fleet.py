"""Machines for workers: mostly Spot, of many kinds, each given back when it is idle."""

from aws_cdk import Duration
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.constructs.acknowledged import EVERYTHING, acknowledge
from infra.constructs.isolated_vpc import SUBNETS

KINDS = ("c8g.4xlarge", "c7g.4xlarge", "c6g.4xlarge", "m8g.4xlarge", "m7g.4xlarge", "m6g.4xlarge")
"""Alike in processors and architecture, so that any of them does: the more kinds, the fewer are
taken back at once."""
VCPUS = 16
ON_DEMAND_SHARE = 10
"""Per cent that Spot's owners cannot take back."""


class SpotFleet(Construct):
    """An ECS cluster on an auto scaling group that follows what its tasks ask for.

    Attributes
    ----------
    cluster
        Where tasks run.
    provider
        Where their service asks for capacity.
    """

    def __init__(  # noqa: PLR0913 - what tells one fleet from another, by keyword
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc,
        workers: ec2.ISecurityGroup,
        most_workers: int,
        topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        self._vpc, self._workers = vpc, workers
        self.cluster = ecs.Cluster(
            self,
            "Cluster",
            vpc=vpc,
            container_insights_v2=ecs.ContainerInsights.ENABLED,
        )
        self.provider = ecs.AsgCapacityProvider(
            self,
            "Provider",
            auto_scaling_group=self._group(-(-most_workers // VCPUS), topic),
            enable_managed_scaling=True,
            enable_managed_draining=True,
            enable_managed_termination_protection=False,
            machine_image_type=ecs.MachineImageType.AMAZON_LINUX_2,
        )
        self.cluster.add_asg_capacity_provider(self.provider)

    def _group(self, most: int, topic: sns.ITopic) -> autoscaling.AutoScalingGroup:
        group = autoscaling.AutoScalingGroup(
            self,
            "Group",
            vpc=self._vpc,
            vpc_subnets=SUBNETS,
            mixed_instances_policy=autoscaling.MixedInstancesPolicy(
                launch_template=self._template(),
                launch_template_overrides=[
                    autoscaling.LaunchTemplateOverrides(instance_type=ec2.InstanceType(kind))
                    for kind in KINDS
                ],
                instances_distribution=autoscaling.InstancesDistribution(
                    on_demand_base_capacity=1,
                    on_demand_percentage_above_base_capacity=ON_DEMAND_SHARE,
                    spot_allocation_strategy=(
                        autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED
                    ),
                ),
            ),
            capacity_rebalance=True,
            min_capacity=0,
            max_capacity=most,
            default_instance_warmup=Duration.minutes(2),
            notifications=[
                autoscaling.NotificationConfiguration(
                    topic=topic, scaling_events=autoscaling.ScalingEvents.ERRORS
                )
            ],
        )
        acknowledge(
            group,
            {
                "AwsSolutions-AS3": "Launches and ends are daily bread; errors are told.",
                "AwsSolutions-EC26": "Its disks are the launch template's, and encrypted; the rule "
                "cannot look there.",
            },
        )
        return group

    def _template(self) -> ec2.LaunchTemplate:
        role = iam.Role(self, "InstanceRole", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
        acknowledge(
            role,
            {
                "AwsSolutions-IAM5[Action::ecs:Submit*]": "ECS's own agent asks for it.",
                EVERYTHING: "ECS's own agent asks for it, of its own cluster where AWS can tell.",
            },
        )
        return ec2.LaunchTemplate(
            self,
            "Template",
            instance_type=ec2.InstanceType(KINDS[0]),
            machine_image=ecs.EcsOptimizedImage.amazon_linux2023(ecs.AmiHardwareType.ARM),
            role=role,
            security_group=self._workers,
            user_data=_draining(),
            require_imdsv2=True,
            # One hop is not enough from a container: the machine's role is the machine's own.
            http_put_response_hop_limit=1,
            detailed_monitoring=True,
            block_devices=[
                ec2.BlockDevice(
                    device_name="/dev/xvda",
                    volume=ec2.BlockDeviceVolume.ebs(
                        50, encrypted=True, volume_type=ec2.EbsDeviceVolumeType.GP3
                    ),
                )
            ],
        )


def _draining() -> ec2.UserData:
    """Return what has tasks told to stop when Spot takes the machine back."""
    script = ec2.UserData.for_linux()
    script.add_commands("echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config")
    return script
