"""Redis's network: no way out but to what its functions call."""

from __future__ import annotations

import pytest

from tests.infra.synthesis import Template


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
