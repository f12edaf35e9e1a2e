"""A private network without a way to the internet."""

from collections.abc import Mapping, Sequence
from enum import Enum

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.prefix_lists import PrefixList
from infra.stage import Stage

HTTPS = ec2.Port.tcp(443)
SUBNETS = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


class Gateway(Enum):
    """What is reached by a gateway, which costs nothing; its value is AWS's name for it."""

    DYNAMODB = "dynamodb"
    S3 = "s3"


_GATEWAYS = {
    Gateway.DYNAMODB: ("DynamoDb", ec2.GatewayVpcEndpointAwsService.DYNAMODB),
    Gateway.S3: ("S3", ec2.GatewayVpcEndpointAwsService.S3),
}


class IsolatedVpc(ec2.Vpc):
    """Subnets that nothing leads out of; AWS is reached through endpoints, refusals are logged.

    Parameters
    ----------
    zones
        How many availability zones it is in.
    gateways
        What everybody in it reaches.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        zones: int,
        gateways: Sequence[Gateway],
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
                for name, service in map(_GATEWAYS.__getitem__, gateways)
            },
        )
        self._log_refusals(stage)
        asking = logs.LogGroup(
            self, "Asking", retention=stage.log_retention, removal_policy=RemovalPolicy.DESTROY
        )
        self._addresses = {
            gateway: PrefixList(
                self,
                f"{_GATEWAYS[gateway][0]}Addresses",
                service=gateway.value,
                log_group=asking,
            ).id
            for gateway in gateways
        }

    def group(
        self,
        name: str,
        *,
        description: str,
        interfaces: Mapping[str, ec2.InterfaceVpcEndpointAwsService] | None = None,
    ) -> ec2.SecurityGroup:
        """Return a group that calls the gateways, and some services through interfaces.

        It, and nobody else, may call those interfaces; nothing else may it call.
        """
        group = ec2.SecurityGroup(
            self, name, vpc=self, description=description, allow_all_outbound=False
        )
        for gateway, addresses in self._addresses.items():
            group.add_egress_rule(ec2.Peer.prefix_list(addresses), HTTPS, gateway.value)
        for service_name, service in (interfaces or {}).items():
            endpoint = self.add_interface_endpoint(
                service_name, service=service, subnets=SUBNETS, open=False
            )
            endpoint.connections.allow_default_port_from(group)
        return group

    def _log_refusals(self, stage: Stage) -> None:
        group = logs.LogGroup(
            self, "Flows", retention=stage.log_retention, removal_policy=RemovalPolicy.DESTROY
        )
        self.add_flow_log(
            "Rejected",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
