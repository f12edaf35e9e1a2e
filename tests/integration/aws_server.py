"""moto behind HTTP: what speaks to AWS over its own connections meets the same tables as boto3."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Final

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import BotocoreStubber

HOSTS: Final = {
    "DynamoDB_20120810": "dynamodb.us-east-1.amazonaws.com",
    "AWSStepFunctions": "states.us-east-1.amazonaws.com",
}


class Desk(BaseHTTPRequestHandler):
    """Hands every request to moto, one at a time: moto is not made for threads."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    turn = Lock()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        host = HOSTS[self.headers["X-Amz-Target"].partition(".")[0]]
        headers = HTTPHeaders.from_dict(dict(self.headers))
        request = AWSPreparedRequest("POST", f"https://{host}/", headers, body, stream_output=False)
        with self.turn:
            told = BotocoreStubber().process_request(request)
        assert told
        status, told_headers, text = told
        answer = text if isinstance(text, bytes) else str(text).encode()
        self.send_response(int(status))
        for name, value in told_headers.items():
            if name.lower() not in {"content-length", "date", "server"}:
                self.send_header(name, str(value))
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


@contextmanager
def running_aws() -> Iterator[str]:
    """Serve moto on a free port; yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
