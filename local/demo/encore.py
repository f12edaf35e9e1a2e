"""The demo's encore: a challenge of another type, danced after a demo video."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from functions.api.responses.challenges import ChallengeResponse
from functions.api.responses.references import ReferenceResponse
from idance.domain.challenge_type import ChallengeType, default_criteria
from idance.domain.reference import ReferenceStatus
from local.console import StepWatch
from local.demo.cast import drawn_once, seed_of
from local.demo.journey import Danced, Entry, dance, outcome
from local.demo.opening import todays_draft
from local.drawn_dancer import LOOKS, Clip, Dance, Move
from local.phone import Phone, upload
from local.stage import Stage

ROUTINE: Final = (Move.WAVE, Move.LUNGE, Move.KNEES)
SHOWN: Final = Dance(duration_s=6.0, routine=ROUTINE, seed=3)
FILM: Final = Clip(width=360, height=640)
PATIENCE_S: Final = 60.0
_LOOK_AGAIN_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who dances after the demo video."""

    name: str
    words: str
    dance: Dance
    looks: int

    def clip(self, folder: Path, take: int) -> Path:
        """Return the follower's clip, drawn unless it is there already."""
        moved = replace(take_of(self.dance, take), seed=seed_of(self.dance, take))
        return drawn_once(folder, self.name, moved, replace(FILM, looks=LOOKS[self.looks]))


FOLLOWERS: Final = (
    Follower("Echo", "the same moves", replace(SHOWN, seed=8), looks=3),
    Follower("Stray", "other moves", replace(SHOWN, seed=9, wrong_share=1.0), looks=1),
)


@dataclass(frozen=True, slots=True)
class Encore:
    """The second challenge, and how its dancers fared, in the order of `FOLLOWERS`."""

    challenge: ChallengeResponse
    danced: tuple[Danced, ...]

    @property
    def surprises(self) -> tuple[str, ...]:
        """Where the scores contradict the way the dancers were drawn, in words."""
        echo, stray = self.danced
        if echo.score is None:
            return (f"{echo.entry.name} got no score: {echo.code}, {echo.message}",)
        if stray.score is not None and stray.score >= echo.score:
            scores = f"{stray.score:.2f} against {echo.score:.2f}"
            return (f"{stray.entry.name} danced other moves than were shown, yet got {scores}.",)
        return ()


def play_encore(stage: Stage, watch: StepWatch, *, clips: Path, take: int) -> Encore:
    """Show a demo video, make a challenge of it, and let everybody dance after it."""
    watch.step("An encore: an admin shows a demo video")
    video = drawn_once(clips, "demo", take_of(SHOWN, take), FILM)
    token = stage.identities.token_for("The admin", admin=True)
    with Phone(stage.api_url, token) as admin:
        reference = _looked_at(admin, video)
        challenge = _challenge(admin, reference)
        watch.tell(f"what is to be danced is known: {reference.seconds:.0f} s of choreography")
    watch.step(f"{len(FOLLOWERS)} dancers enter “{challenge.title}”")
    return Encore(challenge, tuple(_danced(stage, watch, challenge, clips=clips, take=take)))


def take_of(shown: Dance, take: int) -> Dance:
    """Return a dance as it is danced this time: nobody may enter the same one twice."""
    first = take % len(ROUTINE)
    return replace(shown, routine=ROUTINE[first:] + ROUTINE[:first])


def _looked_at(admin: Phone, video: Path) -> ReferenceResponse:
    announced = admin.create_reference(video)
    upload(announced.upload, video.read_bytes())
    deadline = time.monotonic() + PATIENCE_S
    while True:
        seen = admin.reference(announced.reference_id)
        if seen.status is not ReferenceStatus.AWAITED or time.monotonic() > deadline:
            return seen
        time.sleep(_LOOK_AGAIN_S)


def _challenge(admin: Phone, reference: ReferenceResponse) -> ChallengeResponse:
    draft = todays_draft(datetime.now(UTC)).model_copy(
        update={
            "title": "Follow Me",
            "description": "Dance what the video shows, when it shows it.",
            "type": ChallengeType.ACCURACY.value,
            "scoring_criteria": default_criteria(ChallengeType.ACCURACY),
            "demo_video_file_key": reference.demo_video_file_key,
            "badge_name": "Good Shadow",
            "slot": f"encore-{uuid4().hex[:8]}",
        }
    )
    return admin.create_challenge(draft)


def _danced(
    stage: Stage, watch: StepWatch, challenge: ChallengeResponse, *, clips: Path, take: int
) -> Sequence[Danced]:
    with ExitStack() as phones, ThreadPoolExecutor(len(FOLLOWERS)) as pool:

        def play(follower: Follower) -> Danced:
            token = stage.identities.token_for(follower.name)
            phone = phones.enter_context(Phone(stage.api_url, token))
            danced = dance(Entry(follower.name, follower.clip(clips, take), phone), challenge.id)
            watch.tell(f"{follower.name:<5} {follower.words}: {outcome(danced)}")
            return danced

        return list(pool.map(play, FOLLOWERS))
