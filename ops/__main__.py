"""``idance boards list|show|rebuild|verify``, ``idance rescore``: what people on call do."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ops.journal import Journal
from ops.rescoring import ChallengeRescoring, Report
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
    if said.challenge:
        return _rescore_challenge(stage, said)
    failed = 0
    order = {} if said.dry_run else _order(stage, said)
    for submission_id in said.submissions:
        asked = {"submissionId": submission_id, "dryRun": said.dry_run, **order}
        try:
            found = stage.call("Rescore", asked)
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


def _order(stage: DeployedStage, said: argparse.Namespace) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    return {"at": at, "actor": stage.caller, "actorName": "idance rescore", "tells": said.tell}


def _rescore_challenge(stage: DeployedStage, said: argparse.Namespace) -> bool:
    """Measure, report, and write if the report allows it; True if something is left to do."""
    path = Path(said.journal or f"rescore-{said.challenge}.jsonl")
    journal = Journal(path)
    if journal.exists and not said.resume:
        raise OperationError(f"{path} is of an earlier run: --resume it, or remove the file")
    run = ChallengeRescoring(
        stage, said.challenge, journal, _say, a_second=said.rate, at_once=said.at_once
    )
    report = Report.of(said.challenge, run.measure())
    for line in report.lines():
        _say(line)
    is_refused = report.drift.is_alarming and not said.accept_drift
    is_written = not (said.dry_run or is_refused)
    if is_written:
        written = run.write(report.measured, actor=stage.caller, tells=said.tell)
        report = replace(report, failed=report.failed | written)
    elif is_refused and not said.dry_run:
        _say("Nothing was written: look at the shift, then --resume --accept-drift.")
    summary = path.with_suffix(".summary.json")
    report.write(summary, is_written=is_written)
    _say(f"{summary}")
    return bool(report.failed) or (is_refused and not said.dry_run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="idance", description=__doc__)
    parser.add_argument("--stage", default="dev", help="local, dev or prod (default: dev)")
    nouns = parser.add_subparsers(required=True)
    again = _command(nouns, "rescore", rescore)
    which = again.add_mutually_exclusive_group(required=True)
    which.add_argument("submissions", nargs="*", default=[], help="ids of submissions")
    which.add_argument("--challenge", help="all submissions of a challenge")
    again.add_argument("--dry-run", action="store_true", help="change nothing")
    again.add_argument("--tell", action="store_true", help="tell dancers and reporters")
    whole = again.add_argument_group("with --challenge")
    whole.add_argument("--resume", action="store_true", help="go on with a run that was stopped")
    whole.add_argument("--accept-drift", action="store_true", help="write, alarming or not")
    whole.add_argument("--rate", type=float, default=5.0, help="submissions a second (5)")
    whole.add_argument("--at-once", type=int, default=8, help="submissions at once (8)")
    whole.add_argument("--journal", help="where the run is noted (rescore-<id>.jsonl)")
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
