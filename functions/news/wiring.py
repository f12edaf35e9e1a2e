"""What delivering news is made of, built when the first event comes."""

from __future__ import annotations

from functools import cache

from pydantic_settings import BaseSettings

from idance.store.connections import ConnectionStore


class Settings(BaseSettings):
    """The function's environment."""

    connections_url: str


@cache
def connections() -> ConnectionStore:
    """Return the connections of the WebSocket API."""
    return ConnectionStore(Settings().connections_url)
