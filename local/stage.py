"""A running, deployed one-machine stage: found, started, and stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Protocol, cast

from pydantic import BaseModel, ValidationError

from local.deployment import deploy
from local.emulator import is_up
from local.identity import Identities
from local.processes import is_alive
from local.settings import ROOT, LocalSettings
from local.supervisor import KEEP, STAGE_FILE, Announcement

STOP_SECONDS: Final = 15.0


class StageError(Exception):
    """The stage cannot be started or stopped; the text says what to do."""


class Watch(Protocol):
    """Whoever wants to know how far the stage is."""

    def step(self, name: str) -> None:
        """Hear that a step begins."""

    def progress(self, share: float) -> None:
        """Hear how much of the step is done, 0 to 1."""


class Stage(BaseModel):
    """Where everything is.

    Attributes
    ----------
    pid : int
        The supervisor's process.
    endpoint : str
        The emulator: every AWS service answers here.
    outputs : dict[str, str]
        Outputs of the deployed stacks.
    """

    pid: int
    endpoint: str
    redis_url: str
    outputs: dict[str, str]

    @property
    def api_url(self) -> str:
        """The API, with its version, without a slash at the end."""
        return f"{self.outputs['ApiUrl'].rstrip('/')}/v1"

    @property
    def identities(self) -> Identities:
        """Who may use it."""
        return Identities(
            self.endpoint,
            pool_id=self.outputs["UserPoolId"],
            client_id=self.outputs["UserPoolClientId"],
        )


@contextmanager
def running_stage(settings: LocalSettings, *, watch: Watch, keep: bool = False) -> Iterator[Stage]:
    """Yield a stage with the checkout's app on it.

    One that runs already is brought up to date and left running; another is stopped at the end,
    however that comes, unless it is to be kept.

    Raises
    ------
    StageError
        If Redis or the emulator does not start.
    local.deployment.DeploymentError
        If the app cannot be deployed.
    """
    found = find_stage(settings)
    if found:
        watch.step(f"Found the stage that runs on {found.endpoint}")
        yield _deployed(found, settings, watch)
        return
    watch.step("Starting Redis and the AWS emulator")
    process, stage = _started(settings)
    stays = False
    try:
        yield _deployed(stage, settings, watch)
        watch.step("Leaving the stage running" if keep else "Stopping the stage")
        stays = keep
    finally:
        _let_go(process, stays=stays)


def find_stage(settings: LocalSettings) -> Stage | None:
    """Return the stage that runs in this state folder, if one does."""
    try:
        stage = Stage.model_validate_json(stage_file(settings).read_text())
    except (FileNotFoundError, ValidationError):
        return None
    return stage if is_alive(stage.pid) and is_up(stage.endpoint) else None


def stop_stage(settings: LocalSettings) -> bool:
    """Stop the stage that runs in this state folder; whether there was one."""
    stage = find_stage(settings)
    if stage is None:
        return False
    os.kill(stage.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while stage_file(settings).exists():
        if time.monotonic() > deadline:
            raise StageError(f"The stage (process {stage.pid}) does not stop.")
        time.sleep(0.1)
    return True


def stage_file(settings: LocalSettings) -> Path:
    """Return where a running stage is written down; the supervisor removes it at its end."""
    return settings.state / STAGE_FILE


def _deployed(stage: Stage, settings: LocalSettings, watch: Watch) -> Stage:
    watch.step("Deploying the CDK app")
    outputs = deploy(stage.endpoint, stage.redis_url, settings=settings, on_progress=watch.progress)
    deployed = stage.model_copy(update={"outputs": outputs})
    stage_file(settings).write_text(deployed.model_dump_json(indent=2))
    return deployed


def _started(settings: LocalSettings) -> tuple[subprocess.Popen[str], Stage]:
    settings.state.mkdir(parents=True, exist_ok=True)
    log = settings.state / "supervisor.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.supervisor"],
            cwd=ROOT,
            env=os.environ | settings.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,  # Ctrl-C is ours to handle: it stops when we close its input
        )
    with cast("IO[str]", process.stdout) as announcements:
        said = announcements.readline()
    if not said:
        raise StageError(f"The stage did not start, see {log}:\n{log.read_text()[-2000:]}")
    return process, Stage(**Announcement.model_validate_json(said).model_dump(), outputs={})


def _let_go(process: subprocess.Popen[str], *, stays: bool) -> None:
    """End the supervisor by closing its input, or leave it be with a word."""
    with suppress(BrokenPipeError), cast("IO[str]", process.stdin) as control:
        if stays:
            control.write(KEEP)
    if not stays:
        process.wait(STOP_SECONDS)
