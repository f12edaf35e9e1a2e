"""The network of Redis and of whoever opens clips: no way out but to what is called from it."""

from __future__ import annotations

import pytest

from tests.infra.synthesis import Json, Resource, Synthesis, Template


def test_nothing_leads_to_the_internet(service: Template) -> None:
    assert not service.all("EC2::InternetGateway")
    assert not service.all("EC2::NatGateway")


def test_dynamodb_and_s3_are_reached_by_gateways(service: Template) -> None:
    gateways = [
        str(one.properties["ServiceName"])
        for one in service.all("EC2::VPCEndpoint")
        if one.properties["VpcEndpointType"] == "Gateway"
    ]
    assert len(gateways) == 2
    assert any(".dynamodb" in name for name in gateways)
    assert any(".s3" in name for name in gateways)


@pytest.mark.parametrize("name", ["states", "sqs"])
def test_what_is_called_from_the_network_is_reached_by_our_functions_alone(
    service: Template, name: str
) -> None:
    (endpoint,) = [
        one.properties
        for one in service.all("EC2::VPCEndpoint")
        if f".{name}" in str(one.properties["ServiceName"])
    ]
    assert endpoint["VpcEndpointType"] == "Interface"
    assert endpoint["PrivateDnsEnabled"] is True
    (group,) = endpoint["SecurityGroupIds"]
    (door,) = [
        one.properties
        for one in service.all("EC2::SecurityGroupIngress")
        if one.properties["GroupId"] == group
    ]
    assert (door["FromPort"], door["ToPort"]) == (443, 443)
    assert "Functions" in str(door["SourceSecurityGroupId"])


def test_redis_is_serverless_valkey_that_only_our_functions_reach(service: Template) -> None:
    cache = service.one("ElastiCache::ServerlessCache").properties
    assert (cache["Engine"], cache["MajorEngineVersion"]) == ("valkey", "8")
    (group,) = cache["SecurityGroupIds"]
    (door,) = [
        one.properties
        for one in service.all("EC2::SecurityGroupIngress")
        if one.properties["GroupId"] == group
    ]
    assert (door["FromPort"], door["ToPort"]) == (6379, 6380)
    assert "Functions" in str(door["SourceSecurityGroupId"])


def test_functions_talk_to_redis_by_tls(service: Template) -> None:
    function = service.functions()["functions.api.handler.lambda_handler"]
    url = function.properties["Environment"]["Variables"]["REDIS_URL"]
    assert url["Fn::Join"][1][0] == "rediss://"


def test_refused_connections_are_logged(service: Template) -> None:
    assert service.one("EC2::FlowLog").properties["TrafficType"] == "REJECT"


def rules_out(template: Template, group: str) -> list[Json]:
    """Return what a security group may call, however the rule is written down."""
    (own,) = [one for one in template.all("EC2::SecurityGroup") if one.logical_id == group]
    named = {"Fn::GetAtt": [group, "GroupId"]}
    apart = [
        one.properties
        for one in template.all("EC2::SecurityGroupEgress")
        if one.properties["GroupId"] == named
    ]
    return [*own.properties.get("SecurityGroupEgress", []), *apart]


def group_of(function: Resource) -> str:
    (group,) = function.properties["VpcConfig"]["SecurityGroupIds"]
    name: str = group["Fn::GetAtt"][0]
    return name


def handlers(template: Template, folder: str) -> dict[str, Resource]:
    found = {name: one for name, one in template.functions().items() if f".{folder}." in name}
    assert found
    return found


def test_who_opens_clips_calls_the_gateways_of_our_data_and_nothing_else(
    service: Template,
) -> None:
    groups = {group_of(one) for one in handlers(service, "scoring").values()}
    (group,) = groups
    rules = rules_out(service, group)
    assert len(rules) == 2
    for rule in rules:
        assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) == ("tcp", 443, 443)
        assert "CidrIp" not in rule
        asked = rule["DestinationPrefixListId"]["Fn::GetAtt"][0]
        lookup = str(service.document["Resources"][asked]["Properties"])
        assert "describeManagedPrefixLists" in lookup
    assert not [
        one
        for one in service.all("EC2::SecurityGroupIngress")
        if group in str(one.properties["SourceSecurityGroupId"])
    ]


@pytest.mark.parametrize("stage", ["service", "workers"])
def test_no_group_calls_an_address_by_number(
    service: Template, with_workers: Synthesis, stage: str
) -> None:
    template = {"service": service, "workers": with_workers.service}[stage]
    ours = [
        one
        for one in template.all("EC2::SecurityGroup")
        if one.logical_id.startswith(("NetworkVpcFunctions", "NetworkVpcDecoders"))
        or "VpcWorkers" in one.logical_id
    ]
    assert len(ours) == (2 if stage == "service" else 3)
    for group in ours:
        rules = rules_out(template, group.logical_id)
        assert rules
        assert not [rule for rule in rules if "CidrIp" in rule or "CidrIpv6" in rule]


def test_the_subnets_of_who_opens_clips_have_no_route_but_the_gateways(service: Template) -> None:
    (extract,) = [
        one for name, one in handlers(service, "scoring").items() if "extract_segment" in name
    ]
    subnets = {one["Ref"] for one in extract.properties["VpcConfig"]["SubnetIds"]}
    tables = {
        one.properties["RouteTableId"]["Ref"]
        for one in service.all("EC2::SubnetRouteTableAssociation")
        if one.properties["SubnetId"]["Ref"] in subnets
    }
    assert len(subnets) == len(tables) == 2
    assert not service.all("EC2::Route")
    for endpoint in service.all("EC2::VPCEndpoint"):
        if endpoint.properties["VpcEndpointType"] == "Gateway":
            assert {one["Ref"] for one in endpoint.properties["RouteTableIds"]} == tables


def test_on_one_machine_there_is_no_network(one_machine: Synthesis) -> None:
    service = one_machine.service
    assert not service.all("EC2::VPC")
    assert not [one for one in service.functions().values() if "VpcConfig" in one.properties]
