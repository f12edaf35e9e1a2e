"""Boards followed live: who may connect, and who reaches the connections."""

from __future__ import annotations

from tests.infra.synthesis import Synthesis, Template, actions_of


def test_only_who_has_a_token_connects(service: Template) -> None:
    routes = {one.properties["RouteKey"]: one for one in service.all("ApiGatewayV2::Route")}
    assert set(routes) == {"$connect", "$disconnect", "$default"}
    assert routes["$connect"].properties["AuthorizationType"] == "CUSTOM"
    gate = service.one("ApiGatewayV2::Authorizer").properties
    assert gate["AuthorizerType"] == "REQUEST"
    assert gate["IdentitySource"] == ["route.request.querystring.token"]


def test_the_log_of_connections_holds_no_token(service: Template) -> None:
    settings = service.one("ApiGatewayV2::Stage").properties["AccessLogSettings"]
    assert "querystring" not in settings["Format"].lower()
    assert "path" not in settings["Format"].lower()


def test_connections_and_messages_are_limited(service: Template) -> None:
    settings = service.one("ApiGatewayV2::Stage").properties["DefaultRouteSettings"]
    assert settings == {"ThrottlingRateLimit": 2000, "ThrottlingBurstLimit": 4000}


def test_only_the_delivery_reaches_connections(service: Template) -> None:
    reaching = [
        handler
        for handler, function in service.functions().items()
        if any(
            "execute-api:ManageConnections" in actions_of(one)
            for one in service.statements(function.properties["Role"]["Fn::GetAtt"][0])
        )
    ]
    assert reaching == ["functions.news.deliver.lambda_handler"]


def test_news_that_nobody_could_deliver_is_looked_at(service: Template) -> None:
    news = service.one("SQS::Queue", "LiveNews").properties
    assert news["RedrivePolicy"]["maxReceiveCount"] == 3
    assert news["SqsManagedSseEnabled"] is True


def test_on_one_machine_phones_connect_to_the_emulator(one_machine: Synthesis) -> None:
    variables = one_machine.service.functions()
    api = next(one for handler, one in variables.items() if "Api" in one.logical_id)
    url = api.properties["Environment"]["Variables"]["LIVE_URL"]
    assert url["Fn::Join"][1][0] == "ws://127.0.0.1:4566/_aws/execute-api/"
