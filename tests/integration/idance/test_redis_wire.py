"""A connection to Redis: whom it greets, what it survives, and that it is private."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from redis import Redis

from idance.store.redis_wire import (
    RedisGoneError,
    RedisRefusedError,
    RedisSilentError,
    RedisWire,
    packed,
    packed_with,
)

PING = packed(("PING",))
PONG = b"+PONG\r\n"


@contextmanager
def server(*answers: bytes, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Give each connection one answer, then close it; yield ``localhost:port``."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                opened, _ = listening.accept()
                try:
                    with (
                        context.wrap_socket(opened, server_side=True) if context else opened
                    ) as one:
                        one.recv(1000)
                        one.sendall(answer)
                except OSError:
                    continue

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"localhost:{listening.getsockname()[1]}"
        thread.join(5)


def test_a_user_with_a_password_asks_in_a_database_of_its_own(redis_url: str) -> None:
    address = redis_url.removeprefix("redis://").partition("/")[0]
    with Redis.from_url(redis_url) as redis:
        redis.execute_command("ACL", "SETUSER", "dance", "on", ">p@ss/word", "~*", "+@all")
        try:
            wire = RedisWire(f"redis://dance:p%40ss%2Fword@{address}/3", patience_s=1)
            assert wire.exchange([packed(("SET", "a", 1)), packed(("GET", "a"))]) == [b"OK", b"1"]
            wire.exchange([packed(("DEL", "a"))])

            stranger = RedisWire(f"redis://dance:wrong@{address}/0", patience_s=1)
            for _ in range(2):
                with pytest.raises(RedisRefusedError, match="WRONGPASS"):
                    stranger.exchange([PING])
        finally:
            redis.execute_command("ACL", "DELUSER", "dance")
        assert redis.get("a") is None


def test_a_refused_command_leaves_the_replies_of_the_others_in_their_order(redis_url: str) -> None:
    wire = RedisWire(redis_url, patience_s=1)

    with pytest.raises(RedisRefusedError, match="unknown command") as refused:
        wire.exchange([packed(("SET", "a", "1")), packed(("NONSENSE",)), packed(("GET", "a"))])

    assert not refused.value.knows_no_script
    assert wire.exchange([packed(("GET", "a")), PING]) == [b"1", b"PONG"]


def test_a_script_that_is_not_known_is_told_apart(redis_url: str) -> None:
    with pytest.raises(RedisRefusedError) as refused:
        RedisWire(redis_url, patience_s=1).exchange([packed(("EVALSHA", "0" * 40, 0))])

    assert refused.value.knows_no_script


def test_a_connection_that_was_closed_is_gone_and_the_next_is_a_new_one() -> None:
    with server(PONG, PONG) as address:
        wire = RedisWire(f"redis://{address}", patience_s=1)
        assert wire.exchange([PING]) == [b"PONG"]
        with pytest.raises(RedisGoneError):
            wire.exchange([PING])

        assert wire.exchange([PING]) == [b"PONG"]


def test_nobody_there_is_gone() -> None:
    with pytest.raises(RedisGoneError, match=r"127\.0\.0\.1"):
        RedisWire("redis://127.0.0.1:9", patience_s=1).exchange([PING])


def test_what_is_no_redis_is_gone() -> None:
    with (
        server(b"HTTP/1.1 400 Bad Request\r\n\r\n") as address,
        pytest.raises(RedisGoneError, match="Protocol"),
    ):
        RedisWire(f"redis://{address}", patience_s=1).exchange([PING])


def test_half_a_reply_is_silence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire = RedisWire(f"redis://127.0.0.1:{listening.getsockname()[1]}", patience_s=0.1)

        with pytest.raises(RedisSilentError):
            wire.exchange([PING])


def test_a_private_connection_reaches_whom_it_trusts(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, tls: ssl.SSLContext
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with server(PONG, context=tls) as address:
        assert RedisWire(f"rediss://{address}", patience_s=1).exchange([PING]) == [b"PONG"]


def test_a_private_connection_trusts_nobody_unknown(tls: ssl.SSLContext) -> None:
    with (
        server(PONG, context=tls) as address,
        pytest.raises(RedisGoneError, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        RedisWire(f"rediss://{address}", patience_s=1).exchange([PING])


def test_words_that_are_written_out_already_are_words_like_others(redis_url: str) -> None:
    wire = RedisWire(redis_url, patience_s=1)
    more = (b"$1\r\n2\r\n", b"$3\r\ntwo\r\n")
    told = packed_with(("ZADD", "written", 1, "one"), more, words=2)

    assert told == packed(("ZADD", "written", 1, "one", 2, "two"))
    assert wire.exchange([told, packed(("DEL", "written"))]) == [2, 1]
