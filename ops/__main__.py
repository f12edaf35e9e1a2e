"""``idance boards list|show|rebuild|verify``, ``idance rescore``: what people on call do."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any, Final

from ops.stage import DeployedStage, OperationError

_STEP_S: Final = 20.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 1 if it failed, or the boards are not what they should be."""
    said = _parser().parse_args(arguments)
    stage = DeployedStage(said.stage)
    try:
        return int(said.do(stage, said))
    except OperationError as error:
        _say(str(error))
        return 1


def list_boards(stage: DeployedStage, _said: argparse.Namespace) -> bool:
    """Print boards with their sizes."""
    found = stage.call("InspectBoards", {})
    for name, size in sorted(found["boards"].items()):
        _say(f"{size:>10}  {name}")
    if not found["isWhole"]:
        _say("Redis may have lost something: it is being rebuilt, or rebuild it now.")
    return False


def show(stage: DeployedStage, said: argparse.Namespace) -> bool:
    """Print the top of a board."""
    found = stage.call("InspectBoards", {"board": said.board, "limit": said.limit})
    _say(f"{found['board']}: {found['members']} dancers")
    for row in found["top"]:
        _say(f"{row['rank']:>6}  {row['score']:>12.2f}  {row['userId']}  {row['at']}")
    return False


def rebuild(stage: DeployedStage, said: argparse.Namespace) -> bool:
    """Rebuild boards step by step, and print how far it is."""
    while True:
        found = stage.call("Rebuild", {"boards": said.boards, "seconds": _STEP_S})
        if found["isDone"]:
            for name, size in sorted(found["sizes"].items()):
                _say(f"{size:>10}  {name}")
            return False
        _say(f"{found['underWay']}: {found['members']} members so far")


def verify(stage: DeployedStage, said: argparse.Namespace) -> bool:
    """Compare boards with DynamoDB; True if one is not what it should be."""
    found = stage.call("Verify", {"boards": said.boards})
    for drift in found["drift"]:
        _say(json.dumps(drift))
    _say(f"{found['boards']} boards, {found['members']} members, {len(found['drift'])} amiss")
    return bool(found["drift"])


def rescore(stage: DeployedStage, said: argparse.Namespace) -> bool:
    """Score submissions again from their landmarks, the old scores kept; or say what would come."""
    failed = 0
    for submission_id in said.submissions:
        try:
            found = stage.call("Rescore", {"submissionId": submission_id, "dryRun": said.dry_run})
        except OperationError as error:
            failed += 1
            _say(f"{submission_id}: {error}")
            continue
        change = f"{found['before']:.2f} -> {found['after']:.2f}"
        versions = f"{found['versionBefore']} -> {found['versionAfter']}"
        _say(f"{submission_id}: {change}  {versions}  {found['status']}")
        for attempt in found["kept"]:
            failed += 1
            _say(f"  {attempt['sessionId']} keeps its score: {attempt['code']}")
    return failed > 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="idance", description=__doc__)
    parser.add_argument("--stage", default="dev", help="local, dev or prod (default: dev)")
    nouns = parser.add_subparsers(required=True)
    again = _command(nouns, "rescore", rescore)
    again.add_argument("submissions", nargs="+", help="ids of submissions")
    again.add_argument("--dry-run", action="store_true", help="change nothing")
    boards = nouns.add_parser("boards").add_subparsers(required=True)
    _command(boards, "list", list_boards)
    shown = _command(boards, "show", show)
    shown.add_argument("board", help="its name, such as w:2026W47 or c:ch_daily20261121")
    shown.add_argument("--limit", type=int, default=20)
    for name, do in (("rebuild", rebuild), ("verify", verify)):
        several = _command(boards, name, do)
        several.add_argument("boards", nargs="*", help="names of boards; none: all")
    return parser


def _command(commands: Any, name: str, do: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names no types for these)
    parser: argparse.ArgumentParser = commands.add_parser(name, help=do.__doc__.splitlines()[0])
    parser.set_defaults(do=do)
    return parser


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
