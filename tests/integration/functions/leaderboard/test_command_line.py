"""The command line of people on call, with the real functions behind it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from redis import Redis

from functions.leaderboard import inspect_boards, rebuild, verify
from idance.domain.challenge import Challenge
from ops.__main__ import main
from ops.stage import DeployedStage, OperationError
from tests.builders import any_caller, any_score
from tests.integration.functions.backend import Backend
from tests.integration.house import House
from tests.integration.idance.journey import dance, publish
from tests.unit.functions.lambda_context import AnyLambdaContext

FUNCTIONS: dict[str, ModuleType] = {
    "InspectBoards": inspect_boards,
    "Rebuild": rebuild,
    "Verify": verify,
}


@pytest.fixture(autouse=True)
def _called_in_process(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    """Call the functions here, where a stage would call them over AWS."""
    del backend

    def call(_stage: DeployedStage, function: str, event: dict[str, Any]) -> dict[str, Any]:
        if function not in FUNCTIONS:
            raise OperationError(f"no function {function}")
        answer: dict[str, Any] = FUNCTIONS[function].lambda_handler(event, AnyLambdaContext())
        return answer

    monkeypatch.setattr(DeployedStage, "call", call)


@pytest.fixture
def challenge(house: House) -> Challenge:
    challenge = publish(house)
    house.stream(dance(house, any_caller(), challenge, any_score(90)))
    return challenge


def test_a_board_is_shown(
    house: House, challenge: Challenge, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["boards", "show", f"c:{challenge.id}", "--limit", "1"]) == 0
    assert "90.00" in capsys.readouterr().out
    assert main(["boards", "list"]) == 0
    assert "Redis may have lost something" not in capsys.readouterr().out
    with Redis.from_url(house.redis_url) as redis:
        redis.flushall()
    assert main(["boards", "list"]) == 0
    assert "Redis may have lost something" in capsys.readouterr().out


def test_drift_is_told_and_a_rebuild_ends_it(
    house: House, challenge: Challenge, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"c:{challenge.id}"
    assert main(["boards", "verify", name]) == 0
    with Redis.from_url(house.redis_url) as redis:
        redis.flushall()
    assert main(["boards", "verify", name]) == 1
    assert main(["boards", "rebuild", name]) == 0
    assert main(["boards", "verify", name]) == 0
    assert "1 boards, 1 members, 0 amiss" in capsys.readouterr().out


def test_what_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(FUNCTIONS, "Verify")
    assert main(["boards", "verify"]) == 1
    assert "no function Verify" in capsys.readouterr().out
