"""A server that gives the answers it was told to give, one a request, and remembers who asked."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Reply:
    """An answer.

    Attributes
    ----------
    hangs_up : bool
        Whether the connection ends after it, without a word.
    cut : int
        So many bytes of it are never sent.
    """

    document: Any = field(default_factory=dict)
    status: int = 200
    after_s: float = 0.0
    hangs_up: bool = False
    cut: int = 0


@dataclass
class Player:
    """What is played, and what was heard."""

    url: str
    replies: list[Reply]
    headers: list[dict[str, str]] = field(default_factory=list)
    peers: list[Any] = field(default_factory=list)

    @property
    def connections(self) -> int:
        return len(set(self.peers))


@contextmanager
def playing(*replies: Reply, tls: ssl.SSLContext | None = None) -> Iterator[Player]:
    """Serve on a free port."""
    player = Player("", list(replies))

    class Stage(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._play()

        def do_GET(self) -> None:
            self._play()

        def _play(self) -> None:
            player.headers.append(dict(self.headers))
            player.peers.append(self.client_address)
            reply = player.replies.pop(0)
            time.sleep(reply.after_s)
            body = json.dumps(reply.document).encode()
            self.send_response(reply.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - reply.cut])
            self.close_connection = reply.hangs_up or bool(reply.cut)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Stage) as server:
        server.daemon_threads = True
        player.url = f"http://127.0.0.1:{server.server_port}"
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            player.url = f"https://localhost:{server.server_port}"
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield player
        server.shutdown()
