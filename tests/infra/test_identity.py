"""Who dancers are: a pool of ours with Google, or any other issuer."""

from __future__ import annotations

from infra.data_stack import DataStack
from infra.stage import Issuer, Stage
from tests.infra.synthesis import Template, unbuilt_app


def test_the_pool_is_never_replaced_or_deleted(data: Template) -> None:
    pool = data.one("Cognito::UserPool", "IdentityDancersE75C7CCC")
    assert pool.deletion_policy == "Retain"
    assert pool.properties["DeletionProtection"] == "ACTIVE"


def test_administrators_are_the_group_that_the_authorizer_asks_for(
    data: Template, service: Template
) -> None:
    authorizer = service.functions()["functions.authorizer.authorize.lambda_handler"]
    variables = authorizer.properties["Environment"]["Variables"]
    group = data.one("Cognito::UserPoolGroup").properties["GroupName"]
    assert group == variables["ADMIN_GROUP"]


def test_googles_secret_is_resolved_by_cloudformation_only(data: Template) -> None:
    details = data.one("Cognito::UserPoolIdentityProvider").properties["ProviderDetails"]
    reference = "{{resolve:secretsmanager:idance/google-client:SecretString:client_secret::}}"
    assert reference in details.values()


def test_dancers_sign_in_by_code_and_never_by_a_bare_password(data: Template) -> None:
    client = data.one("Cognito::UserPoolClient").properties
    assert client["AllowedOAuthFlows"] == ["code"]
    assert set(client["SupportedIdentityProviders"]) == {"COGNITO", "Google"}
    assert "ALLOW_USER_PASSWORD_AUTH" not in client["ExplicitAuthFlows"]


def test_a_stage_may_trust_another_issuer_in_place_of_a_pool() -> None:
    issuer = Issuer(url="https://id.example", audience="app", jwks_url="https://id.example/keys")
    stack = DataStack(unbuilt_app(), "data", stage=Stage(name="other", issuer=issuer))
    assert stack.issuer == issuer
    assert stack.node.try_find_child("Identity") is None
