"""The function's environment."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from idance.environment import EnvironmentSettings


class Settings(EnvironmentSettings):
    """The function's environment: names of tables, bucket and state machine.

    Attributes
    ----------
    rate_per_user, rate_per_address : int
        Requests a minute, of one caller and of everybody behind one address together.
    reports_per_hour : int
        How many things one caller may report in an hour.
    reports_to_hide : int
        So many dancers' reports hide a dance or a comment until somebody has looked at it.
    """

    challenges_table: str
    core_table: str
    operations_table: str
    social_table: str
    live_url: str
    media_bucket: str
    media_url: str
    aggregates_table: str
    redis_url: str
    state_machine_arn: str
    drawing_machine_arn: str
    rescoring_machine_arn: str
    erasing_machine_arn: str
    upload_ttl_seconds: int
    rate_per_user: int
    rate_per_address: int
    reports_per_hour: int
    reports_to_hide: int

    @property
    def upload_ttl(self) -> timedelta:
        """How long an upload may be begun."""
        return timedelta(seconds=self.upload_ttl_seconds)


@cache
def settings() -> Settings:
    """Return the environment as this process found it."""
    return Settings.read()
