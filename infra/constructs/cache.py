"""Redis: the boards, which can be rebuilt from DynamoDB at any time."""

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticache as elasticache
from constructs import Construct

from infra.constructs.isolated_vpc import SUBNETS
from infra.constructs.network import Network
from infra.stage import Stage

PORTS = ec2.Port.tcp_range(6379, 6380)  # writes, and reads from the replica


class Cache(Construct):
    """ElastiCache Serverless for Valkey in the network, or, without one, the Redis of the stage.

    Attributes
    ----------
    url
        `rediss://…`, or what the stage says.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, stage: Stage, network: Network | None
    ) -> None:
        super().__init__(scope, construct_id)
        if network is None:
            self.url = str(stage.redis_url)
            return
        cache = self._valkey(network, stage)
        self.url = f"rediss://{cache.attr_endpoint_address}:{cache.attr_endpoint_port}/0"

    def _valkey(self, network: Network, stage: Stage) -> elasticache.CfnServerlessCache:
        door = ec2.SecurityGroup(
            self,
            "Door",
            vpc=network.vpc,
            description="Who may talk to Redis",
            allow_all_outbound=False,
        )
        door.connections.allow_from(network.functions, PORTS, "the functions of the boards")
        return elasticache.CfnServerlessCache(
            self,
            "Valkey",
            engine="valkey",
            major_engine_version="8",
            serverless_cache_name=f"idance-{stage.name}",
            description="Leaderboards: a view of DynamoDB",
            security_group_ids=[door.security_group_id],
            subnet_ids=network.vpc.select_subnets(subnet_type=SUBNETS.subnet_type).subnet_ids,
        )
