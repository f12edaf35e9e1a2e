"""Fixtures: AWS in this process, a real Redis beside it, and the house built on both."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from local.redis_server import running_redis
from tests.integration.aws_server import running_aws
from tests.integration.certificates import certificate_in
from tests.integration.house import House, aws_in_process


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """Run one Redis for all tests."""
    with running_redis() as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """Return the URL of an empty Redis."""
    with Redis.from_url(redis_server) as redis:
        redis.flushall()
    return redis_server


@pytest.fixture(scope="session")
def aws_server() -> Iterator[str]:
    """Serve moto over HTTP for all tests."""
    with running_aws() as url:
        yield url


@pytest.fixture
def region(monkeypatch: pytest.MonkeyPatch, aws_server: str) -> None:
    """Point AWS at nothing but this process."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    for service in ("DYNAMODB", "SFN"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", aws_server)


@pytest.fixture
def aws(region: None) -> Iterator[str]:
    """Make the tables, the bucket and the state machine; yield the machine's ARN."""
    del region
    with aws_in_process() as arn:
        yield arn


@pytest.fixture
def house(aws: str, redis_url: str) -> House:
    """Return all stores and services over empty tables."""
    house = House(state_machine_arn=aws, redis_url=redis_url)
    house.boards.set_whole()
    return house


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a key with a certificate for ``localhost``."""
    return certificate_in(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """Return how a server on ``localhost`` proves who it is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
