"""Who is calling: the function behind the API's authorizer."""

from aws_cdk import aws_apigateway as apigateway
from constructs import Construct

from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction


class Authorizer(Construct):
    """Deploys functions/authorizer/.

    Attributes
    ----------
    gate
        What the API puts before its methods.
    admit
        What lets live connections in.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        authorize, self.admit = (
            PythonFunction(
                self,
                name.title(),
                house=house,
                handler=f"functions.authorizer.{name}.lambda_handler",
                environment=house.environment(
                    "OIDC_ISSUER",
                    "OIDC_AUDIENCE",
                    "OIDC_JWKS_URL",
                    "ADMIN_GROUP",
                    "OPERATIONS_TABLE",
                ),
            )
            for name in ("authorize", "admit")
        )
        for function in (authorize, self.admit):
            house.data.operations.allow_reading(function)
        self.gate = apigateway.TokenAuthorizer(
            self,
            "Gate",
            handler=authorize,
            results_cache_ttl=house.stage.authorizer_cache,
            validation_regex="^Bearer .+$",
        )
