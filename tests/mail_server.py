"""A real mail server on this computer for tests: what it took, whom it refuses, how it misbehaves."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

USER, PASSWORD = "ida", "s3cret-Pass"


class Postbox:
    """Takes letters, but none for addresses that begin with "nobody"."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.greetings: list[str] = []

    async def greet(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def admit(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if address.startswith("nobody"):
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def take(self, server: Any, session: Any, envelope: Envelope) -> str:
        if b"X-Refuse-Me" in (envelope.original_content or b""):
            return f"554 5.7.1 Not with {PASSWORD} in it"
        self.envelopes.append(envelope)
        return "250 Taken"

    def raw(self) -> bytes:
        """The only letter that came, as it came."""
        [envelope] = self.envelopes
        return envelope.original_content or b""

    def letter(self) -> EmailMessage:
        """The only letter that came, read."""
        found = message_from_bytes(self.raw(), policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


# The names by which aiosmtpd finds them.
Postbox.handle_EHLO, Postbox.handle_RCPT, Postbox.handle_DATA = Postbox.greet, Postbox.admit, Postbox.take


class _Server(Controller):
    def _trigger_server(self) -> None:
        """Meet the server once without TLS, for a server's context cannot be a client's."""
        with socket.create_connection((self.hostname, self.port), 5):
            pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _knows(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[int]:
    """Run a server at 127.0.0.1 and give its port; `options` are aiosmtpd's."""
    server = _Server(postbox, hostname="127.0.0.1", port=free_port(), **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def signing_in() -> dict[str, Any]:
    """Options of a server that wants a user name and a password, which it takes encrypted alone."""
    return {"authenticator": _knows, "auth_required": True}


@contextmanager
def rude_server(says: bytes, hangs_up: bool = True) -> Iterator[int]:
    """Run a server that says something to everybody who comes, and then hangs up or keeps silent."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def meet() -> None:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            held.append(caller)
            caller.sendall(says)
            if hangs_up:
                caller.close()

        Thread(target=meet, daemon=True).start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            for caller in held:
                caller.close()


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for a name; return its file and a server's context with it."""
    if which("openssl") is None:
        pytest.skip("no certificate for a test server: openssl is not on the PATH")
    key, made = folder / f"{name}.key", folder / f"{name}.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", made]
    subprocess.run([*ask, *subject], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return made, context
