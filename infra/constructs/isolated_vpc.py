"""A private network without a way to the internet."""

from collections.abc import Mapping

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.stage import Stage

SUBNETS = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


class IsolatedVpc(ec2.Vpc):
    """Subnets that nothing leads out of; AWS is reached through endpoints, refusals are logged.

    Parameters
    ----------
    zones
        How many availability zones it is in.
    gateways
        What is reached by gateways, which cost nothing: DynamoDB and S3 have some.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        zones: int,
        gateways: Mapping[str, ec2.GatewayVpcEndpointAwsService],
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            max_azs=zones,
            nat_gateways=0,
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20
                )
            ],
            gateway_endpoints={
                name: ec2.GatewayVpcEndpointOptions(service=service)
                for name, service in gateways.items()
            },
        )
        self._log_refusals(stage)

    def reach(
        self,
        services: Mapping[str, ec2.InterfaceVpcEndpointAwsService],
        *,
        by: ec2.SecurityGroup,
    ) -> None:
        """Let a group, and nobody else, call some services through interfaces."""
        for name, service in services.items():
            endpoint = self.add_interface_endpoint(
                name, service=service, subnets=SUBNETS, open=False
            )
            endpoint.connections.allow_default_port_from(by)

    def _log_refusals(self, stage: Stage) -> None:
        group = logs.LogGroup(
            self, "Flows", retention=stage.log_retention, removal_policy=RemovalPolicy.DESTROY
        )
        self.add_flow_log(
            "Rejected",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
