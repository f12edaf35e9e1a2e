"""The link to Redis: many commands a round trip, each with the reply that is its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from idance.domain.errors import UnavailableError
from idance.store.redis_link import Command, RedisLink
from tests.integration.functions.backend import NOWHERE

LARGE = "x" * 10_000


def test_commands_of_many_parts_have_their_replies_in_order(redis_url: str) -> None:
    link = RedisLink(redis_url)
    assert link.stream(("ECHO", f"{LARGE}{number}") for number in range(20)) == [
        f"{LARGE}{number}".encode() for number in range(20)
    ]


def test_a_refused_command_is_named_and_leaves_no_reply_behind(redis_url: str) -> None:
    link = RedisLink(redis_url, clock=lambda: 0.0)
    with pytest.raises(UnavailableError):
        link.ask(("NOSUCH",), ("ECHO", "one"))
    rested = RedisLink(redis_url)
    assert rested.ask(("ECHO", "two")) == [b"two"]


def test_who_fails_while_making_commands_leaves_no_reply_to_the_next(redis_url: str) -> None:
    link = RedisLink(redis_url)

    def failing() -> Iterator[Command]:
        yield ("ECHO", LARGE)
        yield ("ECHO", LARGE)
        raise ValueError("out of range")

    with pytest.raises(ValueError, match="out of range"):
        link.stream(failing())
    assert link.ask(("ECHO", "mine")) == [b"mine"]


def test_a_connection_that_died_hears_everything_again(redis_url: str) -> None:
    link = RedisLink(redis_url)
    link.ask(("PING",))
    with Redis.from_url(redis_url) as redis:
        redis.client_kill_filter(_type="normal", skipme=True)
    echoes = [f"{LARGE}{number}".encode() for number in range(5)]
    assert link.stream(("ECHO", echo) for echo in echoes) == echoes


def test_nothing_to_send_asks_nobody() -> None:
    assert RedisLink(NOWHERE).ask() == []
