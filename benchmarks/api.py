"""``make bench-api``: what a request costs, against the stack that the requirements assumed.

The peer (`benchmarks.api_peer`) is FastAPI behind Mangum with boto3's resource. Both answer the
same proxy events from the same DynamoDB (the emulator) and the same Redis, each in fresh processes
of its own, in turn. Counted is processor time of the answering process alone. Then the import of
every function, what it is made of, and what is uploaded. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks import api_functions
from benchmarks.api_backend import backend
from benchmarks.api_chart import chart
from local.settings import ROOT

RESULTS: Final = ROOT / "benchmarks" / "results" / "api.json"
PLOT: Final = RESULTS.with_suffix(".svg")
MOST: Final = 0.5
"""Of the peer's cost."""

Row = dict[str, Any]


def main() -> None:
    """Measure, print, keep and judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api")
    parser.add_argument("--rounds", type=int, default=7, help="the median counts")
    parser.add_argument("--requests", type=int, default=200, help="warm ones, by endpoint")
    arguments = parser.parse_args()
    with backend() as environment:
        runs: dict[str, list[Row]] = {"ours": [], "peer": []}
        for _ in range(arguments.rounds):
            for who, rows in runs.items():
                rows.append(run(who, arguments.requests, environment))
        functions = api_functions.measured(environment, rounds=3)
    report = compared(runs) | {"functions": functions, "archives_mb": api_functions.archives()}
    show(report)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n")
    PLOT.write_text(chart(report, most=MOST))
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


def compared(runs: dict[str, list[Row]]) -> Row:
    """Return medians, the median of each round's ratio, and the bars that are missed."""
    costs = {who: [costs_of(row) for row in rows] for who, rows in runs.items()}
    names = costs["peer"][0]
    ratios = {
        name: median(o[name] / p[name] for o, p in zip(*costs.values(), strict=True))
        for name in names
    }
    medians = {
        who: {name: round(median(row[name] for row in rows), 2) for name in names}
        for who, rows in costs.items()
    }
    missed = [name for name, ratio in ratios.items() if ratio > MOST]
    shown = {name: round(ratio, 2) for name, ratio in ratios.items()}
    return {"cpu_ms": medians, "ratio": shown, "missed": missed}


def costs_of(row: Row) -> dict[str, float]:
    """Return what a process says by what it was asked."""
    return {"cold start": row["import"] + row["first"], **row["warm"]}


def show(report: Row) -> None:
    """Print the tables."""
    table = Table("processor ms", "ours", "peer", "ratio", f"at most {MOST}")
    for name, ratio in report["ratio"].items():
        costs = (f"{report['cpu_ms'][who][name]:.2f}" for who in ("ours", "peer"))
        table.add_row(name, *costs, str(ratio), "missed" if name in report["missed"] else "met")
    console = Console()
    console.print(table)
    imports = Table("import of", "ms", "of the peer", "made of")
    peer = report["functions"][-1]["cpu_ms"]
    for row in report["functions"]:
        made_of = ", ".join(f"{name} {share:.0%}" for name, share in list(row["parts"].items())[:2])
        ratio = f"{row['cpu_ms'] / peer:.2f}"
        imports.add_row(
            row["module"].removeprefix("functions."), f"{row['cpu_ms']:.0f}", ratio, made_of
        )
    console.print(imports)
    console.print("Uploaded, MB zipped:", report["archives_mb"])


if __name__ == "__main__":
    main()
