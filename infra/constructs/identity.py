"""Who the dancers are: an OpenID Connect issuer and what to check its tokens against."""

from aws_cdk import Aws, Duration, RemovalPolicy, SecretValue, Stack
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.stage import Issuer, Stage


class Identity(Construct):
    """A user pool with an administrators' group, an app client and, by the stage, Google.

    Attributes
    ----------
    pool, client
        The user pool and the client of the app.
    issuer
        What a token of the pool is verified against.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.pool = _user_pool(self, stage)
        cognito.CfnUserPoolGroup(
            self,
            "Administrators",
            user_pool_id=self.pool.user_pool_id,
            group_name=stage.admin_group,
        )
        google = self._google(stage.google_client) if stage.google_client else None
        self.client = self._client(stage, google)
        where = Stack.of(self)
        # The pool's own attribute for this is one that the emulator does not have.
        issuer_url = (
            f"https://cognito-idp.{where.region}.{where.url_suffix}/{self.pool.user_pool_id}"
        )
        keys_at = f"{stage.endpoint}/{self.pool.user_pool_id}" if stage.endpoint else issuer_url
        self.issuer = Issuer(
            url=issuer_url,
            audience=self.client.user_pool_client_id,
            jwks_url=f"{keys_at}/.well-known/jwks.json",
        )
        if google:
            self.pool.add_domain(
                "SignIn",
                cognito_domain=cognito.CognitoDomainOptions(
                    domain_prefix=f"idance-{stage.name}-{Aws.ACCOUNT_ID}"
                ),
            )

    def _google(self, secret: str) -> cognito.UserPoolIdentityProviderGoogle:
        return cognito.UserPoolIdentityProviderGoogle(
            self,
            "Google",
            user_pool=self.pool,
            # A client id is no secret; CloudFormation resolves it in the same place.
            client_id=SecretValue.secrets_manager(secret, json_field="client_id").unsafe_unwrap(),
            client_secret_value=SecretValue.secrets_manager(secret, json_field="client_secret"),
            scopes=["openid", "email", "profile"],
            attribute_mapping=cognito.AttributeMapping(
                email=cognito.ProviderAttribute.GOOGLE_EMAIL,
                fullname=cognito.ProviderAttribute.GOOGLE_NAME,
                nickname=cognito.ProviderAttribute.GOOGLE_GIVEN_NAME,
            ),
        )

    def _client(
        self, stage: Stage, google: cognito.UserPoolIdentityProviderGoogle | None
    ) -> cognito.UserPoolClient:
        providers = [cognito.UserPoolClientIdentityProvider.COGNITO]
        if google:
            providers.append(cognito.UserPoolClientIdentityProvider.GOOGLE)
        client = self.pool.add_client(
            "App",
            auth_flows=cognito.AuthFlow(
                user_srp=True, user_password=stage.passwords, admin_user_password=stage.passwords
            ),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[
                    cognito.OAuthScope.OPENID,
                    cognito.OAuthScope.EMAIL,
                    cognito.OAuthScope.PROFILE,
                ],
                callback_urls=list(stage.sign_in_urls),
            ),
            supported_identity_providers=providers,
            id_token_validity=Duration.hours(1),
            access_token_validity=Duration.hours(1),
            refresh_token_validity=Duration.days(30),
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
        )
        if google:
            client.node.add_dependency(google)
        return client


def _user_pool(scope: Construct, stage: Stage) -> cognito.UserPool:
    pool = cognito.UserPool(
        scope,
        "Dancers",
        self_sign_up_enabled=True,
        sign_in_aliases=cognito.SignInAliases(email=True),
        sign_in_case_sensitive=False,
        standard_attributes=cognito.StandardAttributes(
            email=cognito.StandardAttribute(required=True, mutable=True),
            nickname=cognito.StandardAttribute(mutable=True),
        ),
        password_policy=cognito.PasswordPolicy(
            min_length=12,
            require_lowercase=True,
            require_uppercase=True,
            require_digits=True,
            require_symbols=True,
        ),
        account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
        mfa=cognito.Mfa.OPTIONAL,
        mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
        deletion_protection=stage.keep_data,
        removal_policy=RemovalPolicy.RETAIN if stage.keep_data else RemovalPolicy.DESTROY,
    )
    acknowledge(
        pool,
        {
            "AwsSolutions-COG2": "Dancers may turn a second factor on; nothing here is worth "
            "making every one of them do it.",
            "AwsSolutions-COG8": "Threat protection is part of the Plus plan, priced per dancer; "
            "the firewall's rate limit and Google's sign-in stand in for it.",
        },
    )
    return pool
