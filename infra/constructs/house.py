"""What every folder of functions is built with."""

from dataclasses import dataclass

from infra.assets import Package
from infra.constructs.alarms import Alarms
from infra.constructs.cache import Cache
from infra.constructs.network import Network
from infra.data_stack import DataStack
from infra.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The stage, how code gets to Lambda, where data is, and who is told of trouble.

    Attributes
    ----------
    network
        Where functions run that talk to Redis or open clips; None on one machine.
    """

    stage: Stage
    package: Package
    data: DataStack
    network: Network | None
    cache: Cache
    alarms: Alarms

    def environment(self, *wanted: str) -> dict[str, str]:
        """Return those of the variables that some function reads in its Settings."""
        values = {
            "CHALLENGES_TABLE": self.data.challenges.table_name,
            "CORE_TABLE": self.data.core.table_name,
            "OPERATIONS_TABLE": self.data.operations.table_name,
            "SOCIAL_TABLE": self.data.social.table_name,
            "AGGREGATES_TABLE": self.data.aggregates.table_name,
            "MEDIA_BUCKET": self.data.media.bucket_name,
            "MEDIA_URL": self.data.cdn_url,
            "REDIS_URL": self.cache.url,
            "UPLOAD_TTL_SECONDS": str(self.stage.upload_ttl.to_seconds()),
            "RATE_PER_USER": str(self.stage.rate_per_user),
            "RATE_PER_ADDRESS": str(self.stage.rate_per_address),
            "REPORTS_PER_HOUR": str(self.stage.reports_per_hour),
            "REPORTS_TO_HIDE": str(self.stage.reports_to_hide),
            "POSE_MODEL_PATH": self.stage.pose_model_path,
            "OIDC_ISSUER": self.data.issuer.url,
            "OIDC_AUDIENCE": self.data.issuer.audience,
            "OIDC_JWKS_URL": self.data.issuer.jwks_url,
            "ADMIN_GROUP": self.stage.admin_group,
        }
        return {name: values[name] for name in wanted}
