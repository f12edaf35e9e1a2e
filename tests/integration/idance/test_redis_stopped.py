"""The real server is stopped under load, hangs, and comes back empty: nothing is lost, it heals."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from idance.domain.challenge import Challenge
from idance.domain.errors import UnavailableError
from idance.domain.ranking import LeaderboardPage, Reading
from local.emulator import free_port
from local.redis_server import running_redis, server_binary
from tests.builders import NOW, any_caller, any_score, any_user_id
from tests.integration.house import House
from tests.integration.idance.journey import dance, publish

PATIENCE_S = 20.0


class Reader(Thread):
    """Somebody who reads a board without a pause, and notes every answer."""

    def __init__(self, house: House, challenge: Challenge) -> None:
        super().__init__(daemon=True)
        self._house, self._challenge = house, challenge
        self.stopped = Event()
        self.answers: list[LeaderboardPage] = []
        self.failures: list[Exception] = []

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                page = self._house.leaderboards.challenge_leaderboard(
                    self._challenge.id, user_id=any_user_id(), reading=Reading(limit=5)
                )
            except Exception as error:  # noqa: BLE001 (whatever it is, the test shows it)
                self.failures.append(error)
            else:
                self.answers.append(page)

    def sees(self, *, approximate: bool, total: int) -> bool:
        """Wait until the last answer is like that."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            last = self.answers[-1] if self.answers else None
            if last and (last.approximate, last.total) == (approximate, total):
                return True
            time.sleep(0.02)
        return False


@contextmanager
def reading(house: House, challenge: Challenge) -> Iterator[Reader]:
    reader = Reader(house, challenge)
    reader.start()
    try:
        yield reader
    finally:
        reader.stopped.set()
        reader.join(PATIENCE_S)


def heal(house: House) -> None:
    """Do what the schedule does every minute."""
    for group in house.rebuild.names(NOW):
        assert house.rebuild.go_on(group, now=NOW, has_time=lambda: True).is_done
    house.rebuild.declare_whole()


def test_a_server_that_is_stopped_under_load(aws: str) -> None:
    port = free_port()
    house = House(state_machine_arn=aws, redis_url=f"redis://127.0.0.1:{port}/0")
    challenge = publish(house)
    with running_redis(port):
        house.boards.set_whole()
        house.stream(dance(house, any_caller(), challenge, any_score(60)))
        house.publisher.publish_changes(NOW)
        with reading(house, challenge) as reader:
            assert reader.sees(approximate=False, total=1)
    late = dance(house, any_caller(), challenge, any_score(90))
    with reading(house, challenge) as reader:
        assert reader.sees(approximate=True, total=1)
        with pytest.raises(UnavailableError):
            house.stream(late)
        with running_redis(port):
            assert reader.sees(approximate=True, total=1)
            time.sleep(1.1)
            house.stream(late)
            assert house.publisher.publish_changes(NOW) == []
            assert reader.sees(approximate=True, total=1)
            heal(house)
            assert reader.sees(approximate=False, total=2)
    assert reader.failures == []


def test_a_server_that_hangs_is_not_waited_for_again_and_again(aws: str) -> None:
    port = free_port()
    house = House(state_machine_arn=aws, redis_url=f"redis://127.0.0.1:{port}/0")
    challenge = publish(house)
    process = subprocess.Popen(  # noqa: S603 (our own arguments)
        [server_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        scored = dance(house, any_caller(), challenge, any_score(60))
        while time.monotonic() < deadline:
            try:
                house.stream(scored)
                break
            except UnavailableError:
                time.sleep(0.2)
        house.boards.set_whole()
        house.publisher.publish_changes(NOW)
        with reading(house, challenge) as reader:
            assert reader.sees(approximate=False, total=1)
            os.kill(process.pid, signal.SIGSTOP)
            assert reader.sees(approximate=True, total=1)
            os.kill(process.pid, signal.SIGCONT)
            assert reader.sees(approximate=False, total=1)
        assert reader.failures == []
    finally:
        os.kill(process.pid, signal.SIGCONT)
        process.terminate()
        process.wait(PATIENCE_S)
