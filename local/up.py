"""``make up``: start the one-machine stage, keep it running, and say how to use it."""

from __future__ import annotations

import sys

from rich.console import Console

from local.console import StepWatch
from local.deployment import DeploymentError
from local.preflight import MissingLibraryError, check_machine
from local.settings import LocalSettings
from local.stage import Stage, StageError, running_stage

_USE = """
[bold]The stage is up.[/bold]

  API        {api}
  AWS        {endpoint}   [dim](AWS_ENDPOINT_URL, any credentials, region us-east-1)[/dim]
  Redis      {redis}
  logs       {logs}

Try it:

  TOKEN=$(make token NAME="Ada")
  curl -H "Authorization: Bearer $TOKEN" {api}/challenges/today

[bold]make token NAME=… ADMIN=1[/bold] signs an admin in, [bold]make demo[/bold] plays on it,
[bold]make down[/bold] stops it.
"""


def main() -> None:
    """Start it, or bring the one that runs up to date."""
    settings, console = LocalSettings(), Console()
    try:
        check_machine()
        with StepWatch(console) as watch, running_stage(settings, watch=watch, keep=True) as stage:
            pass
    except (MissingLibraryError, StageError, DeploymentError) as error:
        sys.exit(str(error))
    console.print(_described(stage, settings), highlight=False, soft_wrap=True)


def _described(stage: Stage, settings: LocalSettings) -> str:
    return _USE.format(
        api=stage.api_url,
        endpoint=stage.endpoint,
        redis=stage.redis_url,
        logs=settings.state,
    )


if __name__ == "__main__":
    main()
