"""Calls of AWS when it is busy, broken or away, and connections that end."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

from idance.store.aws.credentials import Credentials, CredentialSource
from idance.store.aws.errors import RefusedError, UnreachableError
from idance.store.aws.service import DYNAMODB, JsonService
from idance.store.aws.wire import Wire, _trust
from tests.integration.aws.player import Player, Reply, playing

BUSY = Reply({"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException"}, status=400)
BROKEN = Reply({"__type": "com.amazonaws#InternalServerError", "message": "oh"}, status=500)
EXPIRED = Reply({"__type": "com.amazon.coral.service#ExpiredTokenException"}, status=400)
GOOD = Reply({"Item": {}})


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a region, and keys of nobody."""
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> Callable[..., str]:
    """Return what asks a player for an item, and says what came of it."""

    def ask(player: Player, *, times: int = 1, credentials: CredentialSource | None = None) -> str:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", player.url)
        service = JsonService(
            DYNAMODB, credentials=credentials, pause=pauses.append, chance=lambda: 0.5
        )
        for _ in range(times):
            service.call("GetItem", {"TableName": "core"})
        return "answered"

    return ask


def test_one_connection_serves_many_calls(asking: Callable[..., str]) -> None:
    with playing(*[GOOD] * 5) as player:
        asking(player, times=5)

    assert player.connections == 1
    assert all("AKIDEXAMPLE" in one["authorization"] for one in player.headers)


@pytest.mark.parametrize(
    "trouble", [BUSY, BROKEN, Reply("", status=503), Reply(cut=1), Reply("hello")]
)
def test_what_passes_is_tried_again_a_little_later(
    asking: Callable[..., str], pauses: list[float], trouble: Reply
) -> None:
    with playing(trouble, trouble, GOOD) as player:
        assert asking(player) == "answered"

    assert pauses == [0.05, 0.1]


def test_who_is_always_busy_is_given_up(asking: Callable[..., str], pauses: list[float]) -> None:
    with playing(*[BUSY] * 5) as player, pytest.raises(RefusedError) as refused:
        asking(player)

    assert refused.value.code == "ThrottlingException"
    assert player.replies == []
    assert len(pauses) == 4


def test_what_does_not_pass_is_said_at_once(
    asking: Callable[..., str], pauses: list[float]
) -> None:
    denied = Reply({"__type": "x#AccessDeniedException", "Message": "not you"}, status=400)
    with playing(denied) as player, pytest.raises(RefusedError, match=r"GetItem on core.*not you"):
        asking(player)

    assert pauses == []


def test_a_connection_that_ended_meanwhile_is_replaced_unnoticed(
    asking: Callable[..., str], pauses: list[float]
) -> None:
    ending = Reply({"Item": {}}, hangs_up=True)
    with playing(ending, ending, GOOD) as player:
        asking(player, times=3)

    assert player.connections == 3
    assert pauses == []


def test_nobody_there_is_unreachable(asking: Callable[..., str], pauses: list[float]) -> None:
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9"):
        asking(Player("http://127.0.0.1:9", []))

    assert len(pauses) == 4


def test_who_takes_too_long_is_unreachable_and_not_asked_twice_on_the_way() -> None:
    with playing(Reply(after_s=0.5), GOOD) as player:
        wire = Wire(player.url, connect_s=1, read_s=0.1)
        with pytest.raises(UnreachableError):
            wire.post({}, b"{}")

    assert player.connections == 1


def test_a_connection_that_ended_while_it_was_idle_is_not_used_again() -> None:
    now = 0.0
    with playing(Reply(hangs_up=True), GOOD) as player:
        wire = Wire(player.url, connect_s=1, read_s=1, clock=lambda: now)
        wire.post({}, b"{}")
        now = 2.0
        time.sleep(0.05)
        ((_, kept),) = wire._idle
        assert kept.has_news()
        wire.post({}, b"{}")

    assert player.connections == 2


def test_a_connection_that_was_idle_for_long_is_not_used_again() -> None:
    now = 0.0
    with playing(GOOD, GOOD) as player:
        wire = Wire(player.url, connect_s=1, read_s=1, clock=lambda: now)
        wire.post({}, b"{}")
        now = 61.0
        wire.post({}, b"{}")

    assert player.connections == 2


def test_threads_do_not_share_a_connection_at_once() -> None:
    with playing(*[Reply(after_s=0.1)] * 8) as player:
        wire = Wire(player.url, connect_s=1, read_s=2)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: wire.post({}, b"{}").status, range(8)))

    assert answers == [200] * 8
    assert player.connections <= 4


class Renewing(CredentialSource):
    """Has an old key first, and a new one when asked to forget it."""

    key = "OLD"

    def current(self) -> Credentials:
        return Credentials(self.key, "secret", "token")

    def forget(self) -> None:
        self.key = "NEW"


def test_credentials_that_have_ended_are_renewed(asking: Callable[..., str]) -> None:
    with playing(EXPIRED, GOOD) as player:
        asking(player, credentials=Renewing())

    old, new = (one["authorization"] for one in player.headers)
    assert "OLD" in old
    assert "NEW" in new
    assert player.headers[1]["x-amz-security-token"] == "token"


def test_credentials_that_are_refused_twice_are_refused(asking: Callable[..., str]) -> None:
    with playing(EXPIRED, EXPIRED) as player, pytest.raises(RefusedError) as refused:
        asking(player, credentials=Renewing())

    assert refused.value.code == "ExpiredTokenException"


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> Iterator[None]:
    """Trust the certificate of ``localhost`` for a while."""
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    _trust.cache_clear()
    yield
    _trust.cache_clear()


@pytest.mark.usefixtures("trusting")
def test_a_private_connection_is_kept_as_well(
    asking: Callable[..., str], tls: ssl.SSLContext
) -> None:
    with playing(GOOD, GOOD, tls=tls) as player:
        asking(player, times=2)

    assert player.connections == 1


def test_a_private_connection_trusts_nobody_unknown(
    asking: Callable[..., str], tls: ssl.SSLContext
) -> None:
    with (
        playing(tls=tls) as player,
        pytest.raises(UnreachableError, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        asking(player)


def test_an_answer_may_come_in_chunks() -> None:
    chunks = b'5\r\n{"a":\r\n3;x=y\r\n 1}\r\n0\r\nTrailer: z\r\n\r\n'
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire = Wire(f"http://127.0.0.1:{listening.getsockname()[1]}", connect_s=1, read_s=1)

        def serve() -> None:
            opened, _ = listening.accept()
            with opened:
                opened.recv(1000)
                opened.sendall(head + chunks)

        serving = Thread(target=serve)
        serving.start()
        answer = wire.post({}, b"{}")
        serving.join()

    assert answer == (200, b'{"a": 1}')


def test_what_speaks_no_http_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire = Wire(f"http://127.0.0.1:{listening.getsockname()[1]}", connect_s=1, read_s=1)

        def serve() -> None:
            opened, _ = listening.accept()
            with opened:
                opened.recv(1000)
                opened.sendall(b"-ERR what?\r\n")

        serving = Thread(target=serve)
        serving.start()
        with pytest.raises(UnreachableError):
            wire.post({}, b"{}")
        serving.join()
