"""The real server with a class of its own, and a client that speaks to it as a browser does, byte for byte."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg, DeferredFileRequestPayload
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

import run
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.browser.conftest import free_port

LIMIT = 60


@dataclass(frozen=True)
class Served:
    """A running app: its port and its course folder."""

    port: int
    course: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def link_for(self, email: str) -> str:
        """Make a personal link, and return its path."""
        desk = Desk(self.course)
        made = desk.invite(LOCAL_INSTRUCTOR, [email], time.time_ns() // 1000)[0]
        desk.close()
        return f"/in/{made.key}"


@contextmanager
def serving(course: Path, sign_in: str = "links", **environ: str) -> Iterator[Served]:
    """Serve a course folder, as `python3 run.py` does."""
    served = Served(free_port(), course)
    said = {"EVENKEEL_SIGN_IN": sign_in, "EVENKEEL_URL": served.url, **environ} if sign_in else environ
    log = course.parent / f"{served.port}.log"
    with log.open("wb") as out:
        app = run.launch(
            Path(sys.executable), course, served.port, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **said}
        )
        try:
            run.wait_until_healthy(app, served.port)
            yield served
        finally:
            run.stop(app)


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Client:
    """One browser: its cookies, and whatever else it sends along."""

    served: Served
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        """Send one request and take the answer, redirects and all."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if method == "POST":
            sent = {"Origin": self.served.url, "Content-Type": "application/x-www-form-urlencoded", **sent}
        line = http.client.HTTPConnection("localhost", self.served.port, timeout=LIMIT)
        try:
            line.request(method, path, body.encode() or None, {**sent, "Content-Length": str(len(body.encode()))})
            got = line.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            line.close()

    def sign_in(self, path: str) -> "Client":
        """Press the button that a link leads to, and keep the cookie."""
        answer = self.ask(path, "POST")
        assert answer.status == 303, answer.body.decode()
        self.cookie = answer.headers["set-cookie"].split(";", 1)[0]
        return self

    def connected(self, session: str = "") -> ClientConnection:
        """Connect as the websocket of a browser does, or raise `InvalidStatus`; `session` is one to take up again."""
        headers = {**self.headers, "Origin": self.served.url}
        if self.cookie:
            headers["Cookie"] = self.cookie
        return connect(
            f"ws://localhost:{self.served.port}/_stcore/stream",
            additional_headers=headers,
            subprotocols=["streamlit", "no-token", session] if session else ["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=LIMIT,
        )

    def run(self, page: str, session: str = "", number: str = "", **query: str) -> "Run":
        """Open a page, and take everything that is sent until it has run."""
        try:
            line = self.connected(session)
        except InvalidStatus as refused:
            return Run(refused.response.body or b"", f"refused with {refused.response.status_code}")
        with line:
            line.send(rerun(page, number, **query))
            return received(line)


@dataclass
class Run:
    """All bytes of one run of a page, how it ended, the id of the session, and the page's number in messages.

    `buttons`: the numbers of download buttons whose files are made at a click.
    """

    sent: bytes
    ended: str
    session: str = ""
    number: str = ""
    buttons: tuple[str, ...] = ()

    def holds(self, *words: str) -> list[str]:
        """Return which of these words were sent."""
        return [word for word in words if word.encode() in self.sent]

    @property
    def files(self) -> list[str]:
        """The addresses of files that it was told of."""
        return sorted({found.decode() for found in re.findall(rb"/media/[0-9a-f]+(?:\.\w+)?", self.sent)})


def asked_to_make(line: ClientConnection, session: str, button: str) -> str:
    """Ask for the file of a download button, and return its address; empty where it is refused."""
    file = DeferredFileRequestPayload(file_id=button)
    request = BackendOperationRequest(request_id="1", session_id=session, deferred_file=file)
    line.send(BackMsg(backend_operation_request=request).SerializeToString())
    while True:
        message = ForwardMsg.FromString(line.recv(timeout=LIMIT))
        if message.WhichOneof("type") == "backend_operation_response":
            return str(message.backend_operation_response.deferred_file.url)


def rerun(page: str, number: str = "", **query: str) -> bytes:
    """Write the message by which a browser asks for a page, by name or by its number."""
    named = {"page_script_hash": number} if number else {"page_name": page}
    return BackMsg(rerun_script=ClientState(**named, query_string=urlencode(query))).SerializeToString()


def received(line: ClientConnection) -> Run:
    """Take what is sent until a script has finished."""
    sent, session, number, buttons = [], "", "", []
    while True:
        data = line.recv(timeout=LIMIT)
        sent.append(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            session = message.new_session.initialize.session_id
        elif kind == "navigation":
            number = message.navigation.page_script_hash
        elif kind == "delta" and (button := message.delta.new_element.download_button.deferred_file_id):
            buttons.append(button)
        # A page that switches to another, or runs itself again, says so with other words first.
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return Run(b"".join(sent), "finished", session, number, tuple(buttons))
