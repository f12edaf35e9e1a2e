"""What delivering news is made of, built when the first event comes."""

from __future__ import annotations

from functools import cache

from idance.environment import EnvironmentSettings
from idance.store.connections import ConnectionStore


class Settings(EnvironmentSettings):
    """The function's environment."""

    connections_url: str


@cache
def connections() -> ConnectionStore:
    """Return the connections of the WebSocket API."""
    return ConnectionStore(Settings.read().connections_url)
