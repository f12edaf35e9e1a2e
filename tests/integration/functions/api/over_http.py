"""The API in this process as an HTTP server, for programs that look at it from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from functions.api.handler import lambda_handler
from idance.domain.profile import Caller
from tests.integration.functions.api.phone import Phone
from tests.unit.functions.lambda_context import AnyLambdaContext

ONE_AT_A_TIME: Final = Lock()
"""As in a process of Lambda's."""


class ProxyHandler(BaseHTTPRequestHandler):
    """Hands every request to the function, as API Gateway does, and its answer back."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: the peer waits before it acknowledges two
    caller: Caller

    def do_GET(self) -> None:
        """Answer."""
        event = self._event()
        with ONE_AT_A_TIME:
            answer = lambda_handler(event, AnyLambdaContext())
        body = (answer["body"] or "").encode()
        self.send_response(answer["statusCode"])
        for name, values in answer["multiValueHeaders"].items():
            for value in values:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_DELETE = do_PATCH = do_POST = do_PUT = do_GET  # noqa: N815 (the server's own words)
    do_OPTIONS = do_TRACE = do_HEAD = do_QUERY = do_GET  # noqa: N815 (the same)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 (its own words)
        """Say nothing of single requests."""

    def _event(self) -> dict[str, Any]:
        asked = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length).decode(errors="replace") if length else None
        caller = self.caller if "Authorization" in self.headers else None
        phone = Phone(caller, headers=dict(self.headers.items()))
        event = phone.event(self.command, unquote(asked.path).removeprefix("/v1"), text=text)
        many = parse_qs(asked.query, keep_blank_values=True)
        last = {name: values[-1] for name, values in many.items()}
        return event | {
            "queryStringParameters": last or None,
            "multiValueQueryStringParameters": many or None,
        }


@contextmanager
def served_to(caller: Caller) -> Iterator[str]:
    """Answer requests that bear a token as a caller's; yield the address."""
    handler = type("HandlerForCaller", (ProxyHandler,), {"caller": caller})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
