"""``python -m benchmarks.load``: the one-machine stage's API under load, with Redis lost meanwhile.

A fixed number of readers never pause while dancers go on entering clips. In the middle the real
Redis is stopped, and started again empty. Ends with 1 where a submission that was accepted is not
on the board afterwards, where boards do not heal by themselves, or where a call fails in any other
way than by a 503 that says when to come again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

from redis import Redis
from rich.console import Console

from benchmarks.load.calls import PERCENTS, Call, Outcome, figures
from benchmarks.load.chart import chart
from benchmarks.load.crowd import Crowd
from local.console import StepWatch
from local.demo.opening import todays_draft
from local.drawn_dancer import LOOKS, Clip, Dance, write_clip
from local.phone import Phone
from local.redis_server import running_redis
from local.settings import ROOT, LocalSettings
from local.stage import Stage, running_stage

RESULTS: Final = ROOT / "benchmarks" / "results"
HEALS_WITHIN_S: Final = 240.0
LANDS_WITHIN_S: Final = 420.0
SEEDS: Final = 500
"""From here on: dances that no test and no demo has drawn."""


def main() -> None:
    """Load, stop, start, wait, judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--entries", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=45, help="of each of the three phases")
    asked = parser.parse_args()
    with ExitStack() as stack:
        watch = stack.enter_context(StepWatch(Console()))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="idance_load_")))
        settings = LocalSettings(port=0, redis_port=0, state=folder)
        watch.step(f"Drawing {asked.entries} dancers")
        clips = [_drawn(folder, SEEDS + number) for number in range(asked.entries)]
        stage = stack.enter_context(running_stage(settings, watch=watch))
        test = LoadTest(stage, stack, watch)
        lost = test.run(clips, readers=asked.readers, phase_s=asked.seconds)
    _tell(test, readers=asked.readers)
    sys.exit(_judged(test, lost))


class LoadTest:
    """One run.

    Attributes
    ----------
    away : (float, float)
        When Redis was stopped and started again, in seconds of the test.
    healed : float, optional
        When the board was read live and whole again; None: it never was.
    """

    def __init__(self, stage: Stage, stack: ExitStack, watch: StepWatch) -> None:
        self._stage, self._stack, self._watch = stage, stack, watch
        self._admin = self._phone("Admin", admin=True)
        now = datetime.now(UTC)
        times = {"start_time": now - timedelta(hours=1), "end_time": now + timedelta(hours=2)}
        draft = todays_draft(now).model_copy(update=times)
        self._challenge_id = self._admin.create_challenge(draft).id
        self.crowd = Crowd(self._challenge_id)
        self.away = (0.0, 0.0)
        self.healed: float | None = None

    @property
    def phases(self) -> dict[str, tuple[float, float]]:
        """From when to when, in seconds of the test."""
        healed = self.healed or float("inf")
        return {
            "before": (0.0, self.away[0]),
            "stopped": self.away,
            "healing": (self.away[1], healed),
            "after": (healed, float("inf")),
        }

    def run(self, clips: Sequence[Path], *, readers: int, phase_s: float) -> list[str]:
        """Play it; return the submissions that were accepted and are not on the board."""
        reading = [self._phone(f"Reader {number}") for number in range(readers)]
        dancers = [(self._phone(f"Dancer {number}"), clip) for number, clip in enumerate(clips)]
        self._watch.step("Waiting until boards are whole")
        self._seen_live(HEALS_WITHIN_S)
        self.crowd = Crowd(self._challenge_id)
        with self.crowd.at_work(reading, dancers, every_s=3 * phase_s / (len(clips) + 1)):
            self._watch.step(f"Load of {readers} readers, all well")
            time.sleep(phase_s)
            self._watch.step("Redis is stopped")
            Redis.from_url(self._stage.redis_url).shutdown(nosave=True)
            stopped = self.crowd.now
            time.sleep(phase_s)
            self._watch.step("Redis is there again, empty")
            self._stack.enter_context(running_redis(urlsplit(self._stage.redis_url).port or 0))
            self.away = (stopped, self.crowd.now)
            self.healed = self._seen_live(HEALS_WITHIN_S)
            self._watch.step("Healed; load goes on" if self.healed else "Not healed")
            time.sleep(phase_s)
        self._watch.step("Waiting for the last scores")
        return self._lost()

    def _seen_live(self, patience_s: float) -> float | None:
        """Wait until the board is read live from a Redis that has lost nothing; return when."""

        def is_live() -> bool:
            with Redis.from_url(self._stage.redis_url) as redis:
                whole = redis.exists("lb:whole")
            path = f"/leaderboards/challenge/{self._challenge_id}"
            answer = self._admin.http.get(path)
            return bool(whole) and answer.is_success and not answer.json()["approximate"]

        return self.crowd.now if _waited(is_live, patience_s) else None

    def _lost(self) -> list[str]:
        missing = {submission_id: phone for phone, submission_id in self.crowd.accepted}

        def all_there() -> bool:
            for submission_id, phone in list(missing.items()):
                if phone.submission(submission_id).score is None:
                    continue
                page = phone.challenge_board(self._challenge_id, limit=100)
                if page.user_rank is not None and not page.approximate:
                    del missing[submission_id]
            return not missing

        _waited(all_there, LANDS_WITHIN_S)
        return [f"{one} is {phone.submission(one).status}" for one, phone in missing.items()]

    def _phone(self, name: str, *, admin: bool = False) -> Phone:
        token = self._stage.identities.token_for(name, admin=admin)
        return self._stack.enter_context(Phone(self._stage.api_url, token))


def _waited(is_so: Callable[[], bool], patience_s: float) -> bool:
    deadline = time.monotonic() + patience_s
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(1)
    return True


def _drawn(folder: Path, seed: int) -> Path:
    path = folder / f"{seed}.mp4"
    looks = LOOKS[seed % len(LOOKS)]
    dance = Dance(duration_s=4.0, seed=seed, wobble=0.25)
    write_clip(path, dance, Clip(width=360, height=640, looks=looks, sound=False))
    return path


def _rows(test: LoadTest) -> list[dict[str, Any]]:
    kinds = {"read": lambda call: call.what != "enter", "enter": lambda call: call.what == "enter"}
    rows = []
    for phase, (since, until) in test.phases.items():
        of_phase = [call for call in test.crowd.calls if since <= call.at < until]
        for kind, is_kind in kinds.items():
            told = figures(filter(is_kind, of_phase))
            if told.count:
                took = {f"p{percent}_ms": round(told.milliseconds[percent]) for percent in PERCENTS}
                rows.append({"phase": phase, "what": kind, "calls": told.count, **took})
                rows[-1]["outcomes"] = {one.value: count for one, count in told.outcomes.items()}
    return rows


def _tell(test: LoadTest, *, readers: int) -> None:
    rows = _rows(test)
    lines = [f"{'phase':9}{'what':7}{'calls':>7}{'p50':>8}{'p95':>8}{'p99':>8} ms  ended as"]
    for row in rows:
        ended = ", ".join(f"{count} {name}" for name, count in row["outcomes"].items())
        took = "".join(f"{row[f'p{percent}_ms']:8}" for percent in PERCENTS)
        lines.append(f"{row['phase']:9}{row['what']:7}{row['calls']:7}{took}     {ended}")
    print("\n".join(lines))  # noqa: T201 (a command talks to its caller)
    stopped, started = test.away
    report = {
        "readers": readers,
        "redis_away_s": round(started - stopped, 1),
        "healed_after_s": round(test.healed - started, 1) if test.healed else None,
        "accepted": len(test.crowd.accepted),
        "rows": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "load.json").write_text(json.dumps(report, indent=1) + "\n")
    title = f"{readers} readers and a dancer at a time; Redis stopped and started again, empty"
    healed = test.healed or test.crowd.now
    (RESULTS / "load.svg").write_text(
        chart(test.crowd.calls, away=test.away, healed=healed, title=title)
    )


def _judged(test: LoadTest, lost: Sequence[str]) -> bool:
    """Say what is amiss; return whether anything is."""
    failed: list[Call] = [call for call in test.crowd.calls if call.outcome is Outcome.FAILED]
    accepted = len(test.crowd.accepted)
    healed = f"{test.healed - test.away[1]:.0f} s after Redis came back" if test.healed else "never"
    verdicts = {
        f"{accepted} submissions accepted, {len(lost)} not on the board": bool(accepted)
        and not lost,
        f"boards are live and whole again: {healed}": test.healed is not None,
        f"{len(failed)} calls failed unexplained": not failed,
    }
    for text, is_met in verdicts.items():
        print(f"{'✓' if is_met else '✗'} {text}")  # noqa: T201
    for note in [*lost, *(f"{call.what} at {call.at:.0f} s: {call.note}" for call in failed[:5])]:
        print(f"    {note}")  # noqa: T201
    return not all(verdicts.values())


if __name__ == "__main__":
    main()
