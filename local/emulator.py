"""MiniStack, the AWS emulator, as a child process on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import boto3
import httpx

from local.processes import stop_group

ACCOUNT: Final = "000000000000"
REGION: Final = "us-east-1"
READY_SECONDS: Final = 30.0


class EmulatorError(Exception):
    """The emulator did not start; the text names its log."""


def free_port() -> int:
    """Return a loopback port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def aws_environment(endpoint: str) -> dict[str, str]:
    """Return the environment that points the AWS tools at the emulator, and at nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",  # the emulator asks for any
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def aws_session() -> boto3.Session:
    """Return a session whose clients need only the emulator's address."""
    return boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator takes any
        region_name=REGION,
    )


def is_up(endpoint: str) -> bool:
    """Whether an emulator answers at this address."""
    try:
        return httpx.get(f"{endpoint}/_ministack/health", timeout=2).is_success
    except httpx.TransportError:
        return False


@contextmanager
def running_emulator(port: int, *, state: Path) -> Iterator[str]:
    """Run the emulator on a port and yield its address; its Lambdas stop with it.

    Raises
    ------
    EmulatorError
        If it has not answered after half a minute.
    """
    endpoint, log = f"http://127.0.0.1:{port}", state / "emulator.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            env=_environment(endpoint, port=port, state=state),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_up(process, endpoint, log)
        yield endpoint
    finally:
        stop_group(process)
        shutil.rmtree(_scratch(state), ignore_errors=True)


def _environment(endpoint: str, *, port: int, state: Path) -> Mapping[str, str]:
    scratch = _scratch(state)
    scratch.mkdir(parents=True, exist_ok=True)
    environment = aws_environment(endpoint) | {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "LOG_LEVEL": "INFO",
        "TMPDIR": str(scratch),
        "STATE_DIR": str(scratch / "state"),
        # Fixed ports beside its own, which nobody here asks for.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
    }
    # Lambdas are started often: they must find, and may leave, compiled files.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _scratch(state: Path) -> Path:
    """Return where the emulator unpacks code and its Lambdas keep files while they work."""
    return state / "tmp"


def _wait_until_up(process: subprocess.Popen[bytes], endpoint: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not is_up(endpoint):
        if process.poll() is not None or time.monotonic() > deadline:
            raise EmulatorError(f"The AWS emulator did not start: see {log}")
        time.sleep(0.05)
