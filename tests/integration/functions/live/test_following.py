"""Boards followed live: who asks is told, at once, by itself, until they go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final

import pytest

from functions.live import follow_board
from functions.news import deliver, wiring
from idance.domain.challenge import Challenge
from idance.store.followers import MOST_BOARDS
from tests.builders import any_caller, any_score
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import records
from tests.integration.functions.leaderboard.test_moderation import consume
from tests.integration.house import NEWS_QUEUE_URL, House, client
from tests.integration.idance.journey import dance, publish
from tests.unit.functions.lambda_context import AnyLambdaContext


@pytest.fixture(autouse=True)
def _wired(backend: Backend) -> None:
    """Have the functions behind the house."""
    del backend


@pytest.fixture
def challenge(house: House) -> Challenge:
    return publish(house)


def say(connection: str, body: object = None, *, kind: str = "MESSAGE") -> None:
    context = {"eventType": kind, "connectionId": connection}
    event = {"requestContext": context, "body": body and json.dumps(body)}
    assert follow_board.lambda_handler(event, AnyLambdaContext()) == {"statusCode": 200}


def heard() -> list[tuple[list[str], Any]]:
    """Take everything out of the queue: to which connections, and what."""
    found = client("sqs").receive_message(QueueUrl=NEWS_QUEUE_URL, MaxNumberOfMessages=10)
    messages = found.get("Messages", [])
    for one in messages:
        client("sqs").delete_message(QueueUrl=NEWS_QUEUE_URL, ReceiptHandle=one["ReceiptHandle"])
    letters = [json.loads(one["Body"]) for one in messages]
    return [(one["connections"], json.loads(one["message"])) for one in letters]


def test_followers_hear_where_dancers_stand_who_scored(house: House, challenge: Challenge) -> None:
    board = f"c:{challenge.id}"
    say("one", kind="CONNECT")
    say("one", {"action": "follow", "board": board})
    say("two", {"action": "follow", "board": board})
    assert heard() == [
        (["one"], {"board": board, "following": True}),
        (["two"], {"board": board, "following": True}),
    ]

    best, second = (dance(house, any_caller(), challenge, any_score(n)) for n in (90, 60))
    consume(records())
    ((connections, news),) = heard()
    assert sorted(connections) == ["one", "two"]
    assert (news["board"], news["totalCount"]) == (board, 2)
    assert news["moved"] == [
        {"userId": best.user_id, "rank": 1, "score": 90},
        {"userId": second.user_id, "rank": 2, "score": 60},
    ]


def test_who_has_left_hears_nothing_more(house: House, challenge: Challenge) -> None:
    board = f"c:{challenge.id}"
    for connection in ("stays", "unfollows", "goes"):
        say(connection, {"action": "follow", "board": board})
    say("unfollows", {"action": "unfollow", "board": board})
    say("goes", kind="DISCONNECT")
    heard()
    dance(house, any_caller(), challenge)
    consume(records())
    assert [connections for connections, _ in heard()] == [["stays"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"action": "dance"}, "VALIDATION_FAILED"),
        (None, "VALIDATION_FAILED"),
        ({"action": "follow", "board": "nothing"}, "BOARD_NOT_FOUND"),
        ({"action": "follow", "board": "c:ch_unheardof"}, "CHALLENGE_NOT_FOUND"),
    ],
)
def test_what_cannot_be_followed_is_told(body: object, code: str) -> None:
    say("one", body)
    ((connections, answer),) = heard()
    assert (connections, answer["code"]) == (["one"], code)
    assert answer["detail"]


def test_one_connection_follows_so_many_boards_and_no_more() -> None:
    boards = [f"d:2026-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    for board in boards[: MOST_BOARDS + 1]:
        say("one", {"action": "follow", "board": board})
    say("one", {"action": "follow", "board": boards[0]})
    say("one", {"action": "unfollow", "board": boards[0]})
    say("one", {"action": "follow", "board": boards[MOST_BOARDS]})
    answers = [answer for _ in range(8) for _, answer in heard()]
    refused = [answer["code"] for answer in answers if "code" in answer]
    assert refused == ["TOO_MANY_BOARDS"]
    assert len(answers) == MOST_BOARDS + 4


ANSWERS: Final = {"here": 200, "gone": 410, "broken": 500}


class Gateway(BaseHTTPRequestHandler):
    """API Gateway's side of connections: it knows one of them, and fails for another."""

    sent: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.sent.append((self.path, body))
        self.send_response(ANSWERS[self.path.rsplit("/")[-1]])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bytes]]]:
    Gateway.sent = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("CONNECTIONS_URL", f"http://127.0.0.1:{server.server_port}/prod")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
        wiring.connections.cache_clear()
        yield Gateway.sent
        server.shutdown()


def test_news_reaches_the_connections_that_are_open(
    region: None, gateway: list[tuple[str, bytes]]
) -> None:
    del region
    assert delivered((["here", "gone"], '{"board": "all"}')) == []
    assert sorted(gateway) == [
        ("/prod/@connections/gone", b'{"board": "all"}'),
        ("/prod/@connections/here", b'{"board": "all"}'),
    ]


def test_a_connection_that_fails_holds_up_only_its_own_message(
    region: None, gateway: list[tuple[str, bytes]]
) -> None:
    del region
    assert delivered((["broken", "here"], "first"), (["here"], "second")) == ["0"]
    assert sorted(body for path, body in gateway if path.endswith("here")) == [b"first", b"second"]


def delivered(*deliveries: tuple[list[str], str]) -> list[str]:
    """Deliver a batch; return the ids of what is to come again."""
    found = [
        {"messageId": f"{at}", "body": json.dumps({"connections": to, "message": message})}
        for at, (to, message) in enumerate(deliveries)
    ]
    answer = deliver.lambda_handler({"Records": found}, AnyLambdaContext())
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
