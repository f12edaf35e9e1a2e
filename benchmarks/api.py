"""``make bench-api``: what a request costs, against the stack that the requirements assumed.

The peer (`benchmarks.api_peer`) is FastAPI behind Mangum with boto3's resource. Both answer the
same proxy events from the same DynamoDB (the emulator) and the same Redis, each in fresh processes
of its own, in turn. Counted is processor time of the answering process alone. Ends with 1 where a
bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.api_backend import backend
from local.settings import ROOT

RESULTS: Final = ROOT / "benchmarks" / "results" / "api.json"
MOST: Final = 0.5
"""Of the peer's cost."""
HEAVY: Final = ("aws_lambda_powertools", "pydantic", "botocore", "boto3", "pynamodb", "redis")

Row = dict[str, Any]


def main() -> None:
    """Measure, print, keep and judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api")
    parser.add_argument("--rounds", type=int, default=5, help="the median counts")
    parser.add_argument("--requests", type=int, default=200, help="warm ones, by endpoint")
    arguments = parser.parse_args()
    with backend() as environment:
        runs: dict[str, list[Row]] = {"ours": [], "peer": []}
        for _ in range(arguments.rounds):
            for who, rows in runs.items():
                rows.append(run(who, arguments.requests, environment))
        imports = dominating(environment)
    report = compared(runs) | {"imports_ms": imports}
    show(report)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n")
    sys.exit(bool(report["missed"]))


def run(who: str, requests: int, environment: dict[str, str]) -> Row:
    """Return what one fresh process says of itself."""
    command = [sys.executable, "-m", "benchmarks.api_worker", who, str(requests)]
    done = subprocess.run(  # noqa: S603 (our own program)
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def dominating(environment: dict[str, str]) -> Row:
    """Return the milliseconds that the heavy libraries take of importing the handler."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import functions.api.handler"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    own = dict.fromkeys((*HEAVY, "others"), 0.0)
    for line in done.stderr.splitlines():
        spent, _, module = line.removeprefix("import time:").split("|")
        if spent.strip().isdigit():
            root = module.strip().partition(".")[0]
            own[root if root in own else "others"] += int(spent) / 1000
    return {name: round(spent) for name, spent in own.items()}


def compared(runs: dict[str, list[Row]]) -> Row:
    """Return medians, ratios, and the bars that are missed."""
    costs: dict[str, Row] = {}
    for who, rows in runs.items():
        costs[who] = {"cold start": median(row["import"] + row["first"] for row in rows)}
        for name in rows[0]["warm"]:
            costs[who][name] = median(row["warm"][name] for row in rows)
    ratios = {name: round(costs["ours"][name] / cost, 2) for name, cost in costs["peer"].items()}
    missed = [name for name, ratio in ratios.items() if ratio > MOST]
    return {"cpu_ms": costs, "ratio": ratios, "missed": missed}


def show(report: Row) -> None:
    """Print the table, and what importing is made of."""
    table = Table("processor ms", "ours", "peer", "ratio", f"at most {MOST}")
    for name, ratio in report["ratio"].items():
        costs = (f"{report['cpu_ms'][who][name]:.2f}" for who in ("ours", "peer"))
        table.add_row(name, *costs, str(ratio), "missed" if name in report["missed"] else "met")
    console = Console()
    console.print(table)
    console.print("Importing, ms by library:", report["imports_ms"])


if __name__ == "__main__":
    main()
