"""One deployed one-machine stage for all end-to-end tests, and people to use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from functions.api.responses.challenges import ChallengeResponse
from idance.domain.challenge import ChallengeDraft
from local.demo.opening import todays_draft
from local.drawn_dancer import LOOKS, Clip, Dance, write_clip
from local.executions import Executions
from local.phone import Phone
from local.settings import LocalSettings
from local.stage import Stage, running_stage
from tests.e2e.takes import take

UPLOAD_TTL_S: Final = 25
"""Short enough to wait for, long enough to upload in."""

SignIn = Callable[..., Phone]
NewChallenge = Callable[[], ChallengeResponse]
NewClip = Callable[[], Path]


class Silence:
    """Nobody watches a test's stage start."""

    def step(self, name: str) -> None:
        """Say nothing."""

    def progress(self, share: float) -> None:
        """Say nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return the checkout's app, deployed on ports and in a folder of its own."""
    settings = LocalSettings(
        port=0,
        redis_port=0,
        state=tmp_path_factory.mktemp("stage"),
        upload_ttl_seconds=UPLOAD_TTL_S,
    )
    with running_stage(settings, watch=Silence()) as running:
        yield running


@pytest.fixture(scope="session")
def sign_in(stage: Stage) -> Iterator[SignIn]:
    """Return what signs a new user in."""
    with ExitStack() as phones:

        def new_phone(name: str = "Any Dancer", *, admin: bool = False) -> Phone:
            token = stage.identities.token_for(name, admin=admin)
            return phones.enter_context(Phone(stage.api_url, token))

        yield new_phone


@pytest.fixture(scope="session")
def admin(sign_in: SignIn) -> Phone:
    """Return an administrator."""
    return sign_in("Any Admin", admin=True)


@pytest.fixture
def dancer(sign_in: SignIn) -> Phone:
    """Return a dancer who has never danced."""
    return sign_in()


@pytest.fixture(scope="session")
def challenge(admin: Phone) -> ChallengeResponse:
    """Return today's challenge."""
    return admin.create_challenge(todays_draft(datetime.now(UTC)))


@pytest.fixture(scope="session")
def new_challenge(admin: Phone) -> NewChallenge:
    """Return what makes an open challenge nobody else uses."""

    def make() -> ChallengeResponse:
        return admin.create_challenge(lasting(timedelta(days=-1), timedelta(hours=1)))

    return make


@pytest.fixture(scope="session")
def executions(stage: Stage) -> Executions:
    """Return what the pipeline has done."""
    return Executions(stage.endpoint, stage.outputs["StateMachineArn"])


@pytest.fixture(scope="session", autouse=True)
def _no_scoring_fails_by_our_own_fault(executions: Executions) -> Iterator[None]:
    """Let no test leave behind what would make the alarm cry."""
    yield
    assert "FAILED" not in executions.statuses().values()


@pytest.fixture(scope="session")
def new_clip(tmp_path_factory: pytest.TempPathFactory) -> NewClip:
    """Return what draws a good dancer, in a dance that nobody has entered.

    Two of eight moves in four seconds may well be the same: each sways in a way of their own.
    """
    seeds = count(11)

    def make() -> Path:
        dance = Dance(duration_s=4.0, seed=next(seeds), wobble=0.25)
        return drawn(tmp_path_factory, "new", dance)

    return make


@pytest.fixture(scope="session")
def good_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of a drawn dancer without fault."""
    return drawn(tmp_path_factory, "good", Dance(duration_s=4.0, seed=1))


@pytest.fixture(scope="session")
def stolen_clip(good_clip: Path) -> Path:
    """Return the good clip as other bytes."""
    stolen = good_clip.with_name("stolen.mp4")
    stolen.write_bytes(take(good_clip.read_bytes(), name="mine"))
    return stolen


@pytest.fixture(scope="session")
def clips(
    good_clip: Path, poor_clip: Path, stolen_clip: Path, new_clip: NewClip
) -> Mapping[str, Path]:
    """Return who dances what in a contest."""
    return {"Poor": poor_clip, "First": good_clip, "Second": new_clip(), "Thief": stolen_clip}


@pytest.fixture(scope="session")
def poor_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of a drawn dancer who wobbles and twitches beside the beat."""
    dance = Dance(duration_s=4.0, seed=2, tempo_error=0.12, jerkiness=0.9, wobble=0.9)
    return drawn(tmp_path_factory, "poor", dance)


def drawn(tmp_path_factory: pytest.TempPathFactory, name: str, dance: Dance) -> Path:
    """Draw a small clip."""
    path = tmp_path_factory.mktemp("clips") / f"{name}.mp4"
    write_clip(
        path, dance, Clip(width=360, height=640, looks=LOOKS[dance.seed % len(LOOKS)], sound=False)
    )
    return path


def lasting(start: timedelta, end: timedelta) -> ChallengeDraft:
    """Return a draft that starts and ends so long from now, in a slot of its own."""
    now = datetime.now(UTC)
    times = {"start_time": now + start, "end_time": now + end, "slot": f"e2e-{uuid4().hex}"}
    return todays_draft(now).model_copy(update=times)
