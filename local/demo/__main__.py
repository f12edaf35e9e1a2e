"""``python -m local.demo``: start the stage, let everybody dance, tell how it went."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from local.console import StepWatch
from local.demo.cast import CAST, Character
from local.demo.result import DemoResult
from local.demo.show import Show
from local.demo.telling import tell
from local.deployment import DeploymentError
from local.operations import JobError
from local.phone import ApiError
from local.preflight import MissingLibraryError, check_machine
from local.settings import LocalSettings
from local.stage import StageError, find_stage, running_stage

_KNOWN_TROUBLE = (MissingLibraryError, StageError, DeploymentError, JobError, ApiError)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for."""

    clip: Path | None
    json: Path | None
    keep: bool

    @property
    def rivals(self) -> tuple[Character, ...]:
        """Whom to draw: everybody, or with a clip of one's own just the best and the worst."""
        return (CAST[0], CAST[-1]) if self.clip else CAST


def main() -> int:
    """Play the demo; 0 if the score is on the board and everything came out as it should."""
    wishes, console, settings = _wishes(), Console(), LocalSettings()
    console.rule("[bold]iDance Challenge Engine[/bold]")
    try:
        check_machine()
        result = _played(wishes, settings, console)
    except _KNOWN_TROUBLE as error:
        console.print(Text(f"\n{error}", style="red"))
        return 1
    except KeyboardInterrupt:
        left = (
            "the stage you started runs on" if find_stage(settings) else "nothing is left running"
        )
        console.print(f"\nStopped; {left}.")
        return 130
    if wishes.json:
        wishes.json.parent.mkdir(parents=True, exist_ok=True)
        wishes.json.write_text(result.model_dump_json(indent=2) + "\n")
    tell(console, result, kept=find_stage(settings) is not None)
    return 0 if result.rank is not None and result.order_follows_skill else 1


def _played(wishes: Wishes, settings: LocalSettings, console: Console) -> DemoResult:
    with (
        StepWatch(console) as watch,
        running_stage(settings, watch=watch, keep=wishes.keep) as stage,
    ):
        show = Show(stage, watch, clips=settings.state / "clips")
        return show.play(wishes.clip, wishes.rivals)


def _wishes() -> Wishes:
    parser = argparse.ArgumentParser(prog="make demo", description="Play the whole journey.")
    parser.add_argument("--clip", type=_existing_file, help="score this video")
    parser.add_argument("--json", type=Path, help="also write the result here")
    parser.add_argument("--keep", action="store_true", help="leave the stage running")
    return Wishes(**vars(parser.parse_args()))


def _existing_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


if __name__ == "__main__":
    sys.exit(main())
