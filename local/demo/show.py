"""The show itself: dancers sign in, dance, and look at the boards."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from functions.api.responses.challenges import ChallengeResponse
from functions.api.responses.leaderboards import ChallengeLeaderboardResponse
from idance.domain.period import Period
from local.console import StepWatch
from local.demo.cast import Character, Judged, surprises
from local.demo.encore import play_encore
from local.demo.journey import Danced, Entry, dance, outcome
from local.demo.opening import BPM, open_the_day
from local.demo.result import (
    DancerResult,
    DemoResult,
    EncoreResult,
    Line,
    dancer_result,
    ranked,
)
from local.executions import Executions
from local.phone import Phone
from local.stage import Stage

YOU: Final = "You"
BOARD_PATIENCE_S: Final = 30.0
AT_ONCE: Final = max(2, os.cpu_count() or 2)
"""Dancers at the same time: scoring keeps a core busy for each."""


class Show:
    """One run of the demo on a stage.

    Parameters
    ----------
    watch : StepWatch
        Who is told how far it is.
    clips : Path
        Folder where drawn clips are kept from run to run.
    """

    def __init__(self, stage: Stage, watch: StepWatch, *, clips: Path) -> None:
        self._stage = stage
        self._watch = watch
        self._clips = clips
        self._executions = Executions(stage.endpoint, stage.outputs["StateMachineArn"])

    def play(self, clip: Path | None, cast: Sequence[Character]) -> DemoResult:
        """Let the cast dance, and the clip's dancer if there is one, and return what came of it."""
        self._watch.step("Rotation runs, an admin makes today's challenge")
        challenge = open_the_day(self._stage)
        with ExitStack() as phones:
            entries = self._entries(clip, cast, challenge, phones)
            danced = self._dance(entries, challenge)
            self._watch.step("Everybody reads the boards")
            boards = [self._board(one, challenge.id) for one in danced]
            periods = self._ranks(danced[0])
        result = self._result(danced, boards, periods, cast, challenge)
        return result if clip else self._with_encore(result, cast)

    def _with_encore(self, result: DemoResult, cast: Sequence[Character]) -> DemoResult:
        """Let a challenge of another type follow; return the result with what came of it."""
        take = self._take(cast)
        encore = play_encore(self._stage, self._watch, clips=self._clips, take=take)
        failures = _failures(encore.danced, self._executions)
        found = (*result.surprises, *encore.surprises, *failures)
        told = EncoreResult(
            challenge_id=encore.challenge.id,
            title=encore.challenge.title,
            type=encore.challenge.type,
            dancers=tuple(self._told(one, rank=None) for one in encore.danced),
        )
        return result.model_copy(
            update={
                "encore": told,
                "surprises": found,
                "order_follows_skill": not found,
                "steps_s": self._watch.seconds,
            }
        )

    def _take(self, cast: Sequence[Character]) -> int:
        """Return how often the cast has danced on this stage: it dances something else then."""
        return -(-len(self._executions.statuses()) // max(1, len(cast)))

    def _entries(
        self,
        clip: Path | None,
        cast: Sequence[Character],
        challenge: ChallengeResponse,
        phones: ExitStack,
    ) -> list[Entry]:
        """Draw and sign in; the first entry is the one the demo tells about."""
        self._watch.step(f"Drawing {len(cast)} dancers")
        take = self._take(cast)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            bpm = challenge.target_bpm or BPM
            drawn = list(pool.map(lambda one: one.clip(self._clips, bpm=bpm, take=take), cast))
        clips = [(YOU, clip)] if clip else []
        clips += [(one.name, path) for one, path in zip(cast, drawn, strict=True)]
        self._watch.step(f"{len(clips)} dancers sign in and read the challenges")
        entries = []
        for number, (name, path) in enumerate(clips):
            token = self._stage.identities.token_for(name)
            phone = phones.enter_context(Phone(self._stage.api_url, token))
            entries.append(Entry(name, path, phone, submit_first=number % 2 == 1))
        self._read_challenges(entries[0].phone)
        return entries

    def _read_challenges(self, phone: Phone) -> None:
        """Read today's challenge and the next days', as every app does when it opens."""
        today, (tomorrow, *later) = phone.today(), phone.upcoming()
        tempo = f"{today.target_bpm:.0f} BPM" if today.target_bpm else "any tempo"
        self._watch.tell(f"today: {today.title}, {tempo}, {today.points} points")
        self._watch.tell(f"tomorrow: {tomorrow.title}; {len(later)} more days are ready")

    def _dance(self, entries: Sequence[Entry], challenge: ChallengeResponse) -> list[Danced]:
        self._watch.step(f"{len(entries)} dancers enter “{challenge.title}”")

        def play(entry: Entry) -> Danced:
            danced = dance(
                entry,
                challenge.id,
                on_step=lambda text: self._watch.note(entry.name, text),
            )
            order = "submit, then upload" if entry.submit_first else "upload, then submit"
            self._watch.tell(f"{entry.name:<5} {order}: {outcome(danced)}")
            return danced

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(play, entries))

    def _board(self, danced: Danced, challenge_id: str) -> ChallengeLeaderboardResponse:
        """Return the board as the dancer sees it, once the own score has reached it."""
        deadline = time.monotonic() + BOARD_PATIENCE_S
        while True:
            with danced.timed("leaderboard"):
                seen = danced.entry.phone.challenge_board(challenge_id)
            settled = seen.user_score == danced.score and (seen.user_rank or not danced.score)
            if settled or time.monotonic() > deadline:
                return seen
            time.sleep(0.25)

    def _ranks(self, danced: Danced) -> dict[str, int]:
        boards = {period: danced.entry.phone.global_board(period) for period in Period}
        return {
            period.value: board.user_position.rank
            for period, board in boards.items()
            if board.user_position
        }

    def _result(
        self,
        danced: Sequence[Danced],
        boards: Sequence[ChallengeLeaderboardResponse],
        ranks: dict[str, int],
        cast: Sequence[Character],
        challenge: ChallengeResponse,
    ) -> DemoResult:
        results = [
            self._told(one, rank=board.user_rank) for one, board in zip(danced, boards, strict=True)
        ]
        found = (
            *_without_score(cast, danced),
            *surprises(_judged(cast, danced)),
            *_failures(danced, self._executions),
        )
        return DemoResult(
            **results[0].model_dump(),
            challenge_id=challenge.id,
            leaderboard=tuple(
                Line(rank=line.rank, name=line.user.display_name, score=line.score)
                for line in boards[0].leaderboard
            ),
            ranks=ranks,
            dancers=ranked(results),
            order_follows_skill=not found,
            surprises=found,
            steps_s=self._watch.seconds,
        )

    def _told(self, danced: Danced, *, rank: int | None) -> DancerResult:
        session_id = danced.session_id
        times = self._executions.state_times_ms(session_id) if session_id else {}
        return dancer_result(danced, rank=rank, state_times_ms=times)


def _failures(danced: Sequence[Danced], executions: Executions) -> tuple[str, ...]:
    """Return what went wrong on our side, as a developer wants to read it."""
    failures = (executions.failure_of(one.session_id) for one in danced if one.session_id)
    return tuple(failure for failure in failures if failure)


def _without_score(cast: Sequence[Character], danced: Sequence[Danced]) -> tuple[str, ...]:
    drawn = {character.name for character in cast}
    return tuple(
        f"{one.entry.name} got no score: {one.code}, {one.message}"
        for one in danced
        if one.code and one.entry.name in drawn
    )


def _judged(cast: Sequence[Character], danced: Sequence[Danced]) -> tuple[Judged, ...]:
    by_name = {character.name: character for character in cast}
    return tuple(
        Judged(
            character=by_name[one.entry.name],
            score=one.score,
            metrics={metric.name: metric.score for metric in one.submission.metrics},
        )
        for one in danced
        if one.submission and one.score is not None and one.entry.name in by_name
    )
