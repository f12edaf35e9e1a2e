"""What can be chosen about the one-machine stage, from the environment (``IDANCE_…``)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT: Final = Path(__file__).parents[1]
"""The checkout."""


class LocalSettings(BaseSettings):
    """Where the stage lives.

    Attributes
    ----------
    port, redis_port : int
        Loopback ports of the emulator and of Redis; 0 takes a free one.
    state : Path
        Folder for everything the stage writes: logs, the synthesised app, drawn clips.
    upload_ttl_seconds : int
        How long a dancer has to upload a clip.
    deploy_timeout_seconds : int
        How long the deployment may take before it counts as stuck.
    """

    model_config = SettingsConfigDict(env_prefix="IDANCE_", frozen=True)

    port: int = 0
    redis_port: int = 0
    state: Path = ROOT / ".local"
    upload_ttl_seconds: int = 900
    deploy_timeout_seconds: int = 300

    def environment(self) -> dict[str, str]:
        """Return these settings as a child process reads them."""
        return {f"IDANCE_{name.upper()}": str(value) for name, value in self.model_dump().items()}
