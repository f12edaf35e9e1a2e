"""``make bench-units``: the DynamoDB units that each thing a dancer does consumes.

The real handlers against the emulator's DynamoDB, with tables and indexes as `infra` makes them.
Every call asks for ``ReturnConsumedCapacity``; a write of a table and of its index, and each item
of a transaction, count as DynamoDB counts them. Writes docs/units.md.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from rich.console import Console

from benchmarks.api_backend import backend
from benchmarks.api_worker import CLIP, answer
from idance.store.aws.service import JsonService
from local.settings import ROOT

DOCUMENT: Final = ROOT / "docs" / "units.md"
WRITES: Final = {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"}
READS: Final = {"GetItem", "BatchGetItem", "Query", "Scan"}
HEAD: Final = """\
# DynamoDB units by what a dancer does

Measured by `make bench-units` (`ReturnConsumedCapacity` of the emulator's DynamoDB, real handlers,
real items, tables and indexes as in `infra/data_stack.py`), for a dancer who is not the challenge's
first, by processes that remember no challenge yet. Eventually consistent reads cost half a unit for
4 KB, writes one for each KB and one more for each entry of an index that changes, items of a
transaction twice as much. *Shared* are units at keys that all dancers of a challenge have in
common. What all this makes of 10,000 submissions a second is calculated by `make bench-partitions`.

| what happens | read units | of them shared | write units | of them shared | writes by table |
|---|---|---|---|---|---|
"""
RESULTS: Final = ROOT / "benchmarks" / "results" / "units.json"
SECOND: Final = "11111111-8a52-4c52-9d53-4f5800000000"
OWN: Final = ("U#", "S#", "IDEM#", "CLIP#", "N#")
"""How keys begin that are one dancer's or one clip's alone."""


@dataclass
class Units:
    """What something consumed, by table; of that, at keys that dancers share, and in indexes."""

    reads: Counter[str] = field(default_factory=Counter)
    writes: Counter[str] = field(default_factory=Counter)
    shared_reads: Counter[str] = field(default_factory=Counter)
    shared_writes: Counter[str] = field(default_factory=Counter)
    index_writes: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Measure and write the table."""
    with backend() as environment:
        os.environ.update(environment)
        rows = list(measured())
    lines = [
        f"| {what} | {units.reads.total():g} | {units.shared_reads.total():g} "
        f"| {units.writes.total():g} | {units.shared_writes.total():g} | {by_table(units.writes)} |"
        for what, units in rows
    ]
    RESULTS.write_text(json.dumps({what: vars(units) for what, units in rows}, indent=1) + "\n")
    DOCUMENT.write_text(HEAD + "\n".join(lines) + "\n")
    Console().print(DOCUMENT.read_text())


def measured() -> Iterator[tuple[str, Units]]:
    """Go the way of one clip, counting at each step."""
    # Imported here: its wiring reads the environment of the backend.
    from functions.api.handler import lambda_handler  # noqa: PLC0415

    fan = ask = partial(answer, lambda_handler)
    challenge_id = ask("GET", "/challenges/today")["id"]
    ask(
        "POST",
        f"/challenges/{challenge_id}/submit",
        json.dumps({"sessionId": ask("POST", "/sessions", CLIP)["sessionId"]}),
    )
    ask = partial(answer, lambda_handler, user_id=SECOND)
    yield counted("read the day's challenge", lambda: ask("GET", "/challenges/today"))
    sessions: list[str] = []
    yield counted(
        "announce a clip", lambda: sessions.append(ask("POST", "/sessions", CLIP)["sessionId"])
    )
    entry = f'{{"sessionId": "{sessions[0]}", "caption": "My best attempt!"}}'
    entered: list[str] = []
    submit = f"/challenges/{challenge_id}/submit"
    yield counted("submit it", lambda: entered.append(ask("POST", submit, entry)["submissionId"]))
    yield counted("look how far it is", lambda: ask("GET", f"/submissions/{entered[0]}"))
    yield counted("the pipeline scores it", lambda: score(sessions[0], challenge_id))
    yield counted("read the score", lambda: ask("GET", f"/submissions/{entered[0]}"))
    liking = f"/submissions/{entered[0]}/like", '{"liked": true}'
    yield counted("like another's dance", lambda: fan("POST", *liking))
    saying = f"/submissions/{entered[0]}/comments", '{"content": "Amazing moves!"}'
    yield counted("comment on it", lambda: fan("POST", *saying))
    yield counted("read the challenge's board", lambda: ask("GET", board_of(challenge_id)))
    yield counted("read the week's board", lambda: ask("GET", "/leaderboards/global"))


def board_of(challenge_id: str) -> str:
    """Return the path of a challenge's board."""
    return f"/leaderboards/challenge/{challenge_id}"


def forget() -> None:
    """Have the functions put together anew, as if each call met another process."""
    from tests.integration.functions.backend import forget_wiring  # noqa: PLC0415 (as above)

    forget_wiring()


def score(session_id: str, challenge_id: str) -> None:
    """Do what the pipeline writes for a clip."""
    from functions.scoring.wiring import services  # noqa: PLC0415 (as above)
    from tests.builders import any_score  # noqa: PLC0415

    os.environ.setdefault("POSE_MODEL_PATH", "none")
    pipeline, now = services().scoring, datetime.now(UTC)
    services().challenges.get(challenge_id)  # as score_submission does, in a process of its own
    pipeline.begin(session_id, now=now)
    pipeline.pose_extracted(session_id, pose_file_key="poses/1/ff/ff.npz", now=now)
    pipeline.complete(session_id, challenge_id, any_score(), now=now)


def counted(what: str, act: Callable[[], object]) -> tuple[str, Units]:
    """Do something in processes that remember nothing; return the units it consumed by table."""
    forget()
    units = Units()
    with capacity_told_to(units):
        act()
    return what, units


@contextmanager
def capacity_told_to(units: Units) -> Iterator[None]:
    """Have every call to DynamoDB ask for its units, and add them up."""
    make_call = JsonService.call

    def counting(service: JsonService, operation: str, params: Mapping[str, Any]) -> Any:  # noqa: ANN401
        if operation in WRITES | READS:
            params = {**params, "ReturnConsumedCapacity": "INDEXES"}
        told = make_call(service, operation, params)
        used = told.get("ConsumedCapacity") or []
        is_write = operation in WRITES
        for one in used if isinstance(used, list) else [used]:
            table = one["TableName"].removeprefix("bench-").removesuffix("-table")
            (units.writes if is_write else units.reads)[table] += one["CapacityUnits"]
            for name, index in one.get("GlobalSecondaryIndexes", {}).items() if is_write else ():
                units.index_writes[name] += index["CapacityUnits"]
            if is_shared(params):
                into = units.shared_writes if is_write else units.shared_reads
                into[table] += one["CapacityUnits"]
        return told

    JsonService.call = counting  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        JsonService.call = make_call  # type: ignore[method-assign]


def is_shared(params: Mapping[str, Any]) -> bool:
    """Whether a call of one item is about a key that dancers share."""
    key = (params.get("Key") or params.get("Item") or {}).get("PK", {}).get("S", OWN[0])
    return not key.startswith(OWN)


def by_table(units: Counter[str]) -> str:
    """Return where units were consumed."""
    return ", ".join(f"{name} {n:g}" for name, n in sorted(units.items()))


if __name__ == "__main__":
    main()
