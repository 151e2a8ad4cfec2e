"""A real web server on this computer, whose answers a test writes, and a fetcher that may reach it and nothing else."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evenkeel.live.answers import Clock, Limits
from evenkeel.live.fetching import Fetcher
from evenkeel.live.safety import Gate

HERE = "127.0.0.1"
# Whatever is sent by hand instead of a body: it gets the open connection.
ByHand = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Reply:
    """One answer: status, body or what to do by hand, headers."""

    status: int = 200
    body: bytes | ByHand = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    alone: bool


class Web:
    """The server: `pages` maps a path to its answers in order, the last of which stays."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self._busy: dict[str, int] = {}
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web._answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer((HERE, 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def put(self, path: str, *replies: Reply | bytes | str) -> None:
        """Write what a path answers."""
        self.pages[path] = [_reply(each) for each in replies]

    def url(self, path: str = "/", host: str = "blog.example.org") -> str:
        """Write an address of this server under an invented name."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [asked.path for asked in self.asked]

    def fetcher(self, sleeps: list[float] | None = None, **limits: Any) -> Fetcher:
        """Return a fetcher that may reach this server, for which every name stands, and never waits long."""
        slept = sleeps if sleeps is not None else []
        gate = Gate(lambda host, port: [HERE], frozenset({(HERE, self.port)}))
        clock = Clock(sleep=slept.append, jitter=lambda: 0.0)
        return Fetcher(gate, Limits(**{"connect": 5, "read": 5, "total": 10, "pause": 0, **limits}), clock)

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers.get("Host", "")
        with self._lock:
            self._busy[host] = self._busy.get(host, 0) + 1
            self.asked.append(Asked(handler.path, dict(handler.headers.items()), self._busy[host] == 1))
            replies = self.pages.get(handler.path) or [Reply(404, b"nothing here")]
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            _send(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the fetcher has heard enough
        finally:
            with self._lock:
                self._busy[host] -= 1


def _reply(given: Reply | bytes | str) -> Reply:
    if isinstance(given, Reply):
        return given
    return Reply(body=given.encode() if isinstance(given, str) else given)


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if callable(reply.body):
        handler.end_headers()
        reply.body(handler)
        return
    if "Content-Length" not in reply.headers:
        handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body)


@contextmanager
def running() -> Iterator[Web]:
    """Run a server as long as a test lasts."""
    web = Web()
    thread = threading.Thread(target=web.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.server.shutdown()
        web.server.server_close()
        thread.join()
