"""All submissions of a challenge scored again: measured, looked at, and only then written.

Every submission is first scored without writing anything. The drift report tells what would become
of the challenge; where it alarms, nothing is written unless that is accepted. Both passes note each
submission in a journal, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ops.drift import Drift, Move, drift_of
from ops.journal import Journal
from ops.stage import DeployedStage, OperationError

MEASURED: Final = "measured"
WRITTEN: Final = "written"
_TOLD_EVERY: Final = 100
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ChallengeRescoring:
    """One challenge's submissions, on their way to new scores.

    Attributes
    ----------
    a_second
        So many submissions at most are begun in a second.
    at_once
        So many at most are under way.
    """

    stage: DeployedStage
    challenge_id: str
    journal: Journal
    say: Say
    a_second: float = 5.0
    at_once: int = 8

    def measure(self) -> dict[str, dict[str, Any]]:
        """Score what has not been measured yet, writing nothing; return all outcomes by id."""
        return self._pass(MEASURED, self._entries(), {"dryRun": True})

    def write(self, submissions: Sequence[str], *, actor: str, tells: bool) -> dict[str, str]:
        """Replace the scores of submissions, as far as that is not done yet; return what failed."""
        order = {"actor": actor, "actorName": "idance rescore", "tells": tells}
        done = self._pass(WRITTEN, submissions, order | {"at": datetime.now(UTC).isoformat()})
        return {one: told["failed"] for one, told in done.items() if "failed" in told}

    def _entries(self) -> list[str]:
        found: list[str] = []
        shard: int | None = 0
        while shard is not None:
            asked = {"challengeId": self.challenge_id, "shard": shard}
            told = self.stage.call("ListEntries", asked)
            found += told["submissions"]
            shard = told["nextShard"]
        return found

    def _pass(
        self, step: str, submissions: Sequence[str], order: dict[str, Any]
    ) -> dict[str, dict[str, Any]]:
        done = {line["id"]: line for line in self.journal.lines() if line["step"] == step}
        left = [one for one in submissions if "failed" in done.get(one, {"failed": ""})]
        self.say(f"{step}: {len(submissions) - len(left)} of {len(submissions)} are done already")
        for count, (one, outcome) in enumerate(self._outcomes(left, order), 1):
            done[one] = {"step": step, "id": one, **outcome}
            self.journal.note(done[one])
            if count % _TOLD_EVERY == 0 or count == len(left):
                self.say(f"{step}: {len(submissions) - len(left) + count} of {len(submissions)}")
        return done

    def _outcomes(
        self, submissions: Sequence[str], order: dict[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield submissions as they are done, with what came of them."""
        with ThreadPoolExecutor(self.at_once) as pool:
            running: dict[Future[dict[str, Any]], str] = {}
            for one in self._paced(submissions):
                running[pool.submit(self._rescore, one, order)] = one
                if len(running) >= self.at_once:
                    yield from _finished(running)
            while running:
                yield from _finished(running)

    def _paced(self, submissions: Sequence[str]) -> Iterator[str]:
        start = time.monotonic()
        for count, one in enumerate(submissions):
            time.sleep(max(0.0, start + count / self.a_second - time.monotonic()))
            yield one

    def _rescore(self, submission_id: str, order: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.stage.call("Rescore", {"submissionId": submission_id, **order})
        except OperationError as error:
            return {"failed": str(error)}


def _finished(running: dict[Future[dict[str, Any]], str]) -> Iterator[tuple[str, dict[str, Any]]]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        yield running.pop(future), future.result()


@dataclass(frozen=True, slots=True)
class Report:
    """What a challenge's submissions come to under the scoring version of today.

    Attributes
    ----------
    drift
        Of those on the boards.
    kept
        Why attempts keep their scores, by submission: codes.
    failed
        What could not be asked, by submission.
    """

    challenge_id: str
    entries: int
    measured: tuple[str, ...]
    off_boards: int
    drift: Drift
    kept: dict[str, list[str]]
    failed: dict[str, str]

    @classmethod
    def of(cls, challenge_id: str, outcomes: dict[str, dict[str, Any]]) -> Report:
        """Return the report of what was measured."""
        known = {one: told for one, told in outcomes.items() if "failed" not in told}
        ranked = [told for told in known.values() if told["status"] == "SCORED"]
        moves = [Move(told["before"], told["after"], told["submittedAt"]) for told in ranked]
        return cls(
            challenge_id=challenge_id,
            entries=len(outcomes),
            measured=tuple(known),
            off_boards=len(known) - len(ranked),
            drift=drift_of(moves),
            kept={
                one: [attempt["code"] for attempt in told["kept"]]
                for one, told in known.items()
                if told["kept"]
            },
            failed={one: told["failed"] for one, told in outcomes.items() if "failed" in told},
        )

    def write(self, path: Path, *, is_written: bool) -> None:
        """Write it as JSON."""
        known = {
            "challenge_id": self.challenge_id,
            "entries": self.entries,
            "off_boards": self.off_boards,
            "drift": self.drift.document(),
            "kept": self.kept,
            "failed": self.failed,
            "is_written": is_written,
        }
        path.write_text(json.dumps(known, indent=2) + "\n", "utf-8")

    def lines(self) -> Iterator[str]:
        """Return it as a person reads it."""
        drift = self.drift
        yield f"{self.challenge_id}: {self.entries} entries, {self.off_boards} off the boards"
        yield f"moved            {drift.moved} of {drift.scores}"
        yield f"shift            mean {drift.mean_shift:+.2f}, median {drift.median_shift:+.2f}"
        cuts = ", ".join(f"{name} {shift:+.2f}" for name, shift in drift.percentiles.items())
        yield f"                 {cuts}"
        yield f"                 from {drift.largest_fall:+.2f} to {drift.largest_rise:+.2f}"
        yield f"stability index  {drift.psi:.3f}{'  ALARMING' if drift.is_alarming else ''}"
        yield f"rank correlation {drift.rank_correlation:.4f}"
        yield f"top 100          {drift.top_churn} are no longer among them"
        yield from (f"{one} keeps its score: {' '.join(codes)}" for one, codes in self.kept.items())
        yield from (f"{one}: {why}" for one, why in self.failed.items())
