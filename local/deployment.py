"""The real CDK app, deployed by the real CDK command line to the emulator."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from local.emulator import ACCOUNT, REGION, aws_environment
from local.settings import ROOT, LocalSettings

_CDK: Final = ROOT / "node_modules" / ".bin" / "cdk"
_QUIET: Final = ("--no-notices", "--no-version-reporting", "--no-color", "--progress", "events")
_RESOURCE: Final = re.compile(r"\|\s*(\d+)/(\d+) \|")

_LOOK_SECONDS: Final = 0.25

Progress = Callable[[float], None]


class DeploymentError(Exception):
    """The CDK command line failed; the text is the end of what it said."""


def deploy(
    endpoint: str,
    redis_url: str,
    *,
    settings: LocalSettings,
    on_progress: Progress = lambda _: None,
) -> dict[str, str]:
    """Bootstrap the emulator, deploy the app to it and return the stacks' outputs by name.

    Raises
    ------
    DeploymentError
        If a step fails or takes longer than the settings allow.
    """
    cdk = _Cdk(endpoint, settings)
    assembly = settings.state / "cdk.out"
    outputs = settings.state / "outputs.json"
    context = {
        "stage": "local",
        "endpoint": endpoint,
        "redisUrl": redis_url,
        "uploadTtlSeconds": str(settings.upload_ttl_seconds),
    }
    chosen = [word for name, value in context.items() for word in ("-c", f"{name}={value}")]
    shutil.rmtree(assembly, ignore_errors=True)
    # Neither needs the other: the app is synthesised while the account is prepared.
    with ThreadPoolExecutor() as pool:
        synthesised = pool.submit(
            cdk.run, "synth", "--all", "--quiet", "--output", str(assembly), *chosen
        )
        cdk.run("bootstrap", f"aws://{ACCOUNT}/{REGION}", "--app", "")
        synthesised.result()
    arguments = ("--all", "--app", str(assembly), "--require-approval", "never")
    cdk.run("deploy", *arguments, "--outputs-file", str(outputs), on_progress=on_progress)
    stacks: dict[str, dict[str, str]] = json.loads(outputs.read_text())
    return {name: value for stack in stacks.values() for name, value in stack.items()}


class _Cdk:
    """The CDK command line, pointed at the emulator, with a log per command."""

    def __init__(self, endpoint: str, settings: LocalSettings) -> None:
        self._settings = settings
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        self._environment = aws_environment(endpoint) | {
            "PATH": path,
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "true",
        }
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, *arguments: str, on_progress: Progress = lambda _: None) -> None:
        log = self._settings.state / f"cdk-{arguments[0]}.log"
        command = [str(_CDK), *arguments, *_QUIET]
        with log.open("w+") as output:
            code = self._followed(command, log, output.fileno(), on_progress)
        if code != 0:
            tail = "\n".join(log.read_text().splitlines()[-20:])
            raise DeploymentError(f"cdk {arguments[0]} failed, see {log}:\n{tail}")

    def _followed(
        self, command: Sequence[str], log: Path, output: int, on_progress: Progress
    ) -> int:
        """Run a command to its end, telling now and then how far it has come by its log."""
        process = subprocess.Popen(  # noqa: S603 - our own words and paths
            command,
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        looks = int(self._settings.deploy_timeout_seconds / _LOOK_SECONDS)
        try:
            for _ in range(looks):
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(_LOOK_SECONDS)
                on_progress(_share_done(log.read_text()))
        finally:
            process.kill()
            process.wait()
        raise DeploymentError(f"{' '.join(command)} took too long, see {log}")


def _share_done(log: str) -> float:
    """Return the share of the resources of the running stack that exist, 0 to 1."""
    seen = _RESOURCE.findall(log)
    return int(seen[-1][0]) / int(seen[-1][1]) if seen else 0.0
