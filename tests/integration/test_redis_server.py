"""The Redis that tests and the one-machine stage start."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from redis import ConnectionError as RedisAway
from redis import Redis

from local import redis_server
from local.redis_server import RedisServerError, running_redis, server_binary


def test_redis_runs_on_the_port_it_is_given_and_is_gone_afterwards() -> None:
    with running_redis() as url:
        port = int(url.rsplit(":", 1)[1].removesuffix("/0"))
        with Redis.from_url(url) as redis:
            assert redis.ping()
            assert redis.config_get("save") == {"save": ""}

    with Redis.from_url(url, retry=None) as redis, pytest.raises(RedisAway):
        redis.ping()
    with running_redis(port) as again:
        assert again == url


def test_a_server_on_the_path_goes_before_the_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/somewhere/redis-server")
    assert server_binary() == "/somewhere/redis-server"

    monkeypatch.setattr(shutil, "which", lambda _: None)
    said = subprocess.run(  # noqa: S603 (the server itself)
        [server_binary(), "--version"], capture_output=True, text=True, check=True
    )
    assert "Redis server v=6.2" in said.stdout


def test_a_machine_without_any_server_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(redis_server, "find_spec", lambda _: None)

    with pytest.raises(RedisServerError, match="install"), running_redis():
        pass


def test_a_server_that_does_not_start_is_reported(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    broken = tmp_path / "redis-server"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(broken))

    with pytest.raises(RedisServerError, match="did not start"), running_redis():
        pass
