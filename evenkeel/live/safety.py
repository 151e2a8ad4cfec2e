"""Where a fetch may go: the public web alone, checked at the very address that is connected to.

Addresses come from students, and a feed may send on to any other. So a name is looked up here, every answer is
checked, and the connection goes to a checked answer: a name that means something else a moment later gains nothing.
"""

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

from evenkeel.errors import EvenkeelError

# Blogs stand at the web's own doors; others could be anything that listens.
PORTS = frozenset({80, 443})
_PORT_OF = {"http": 80, "https": 443}
_LONGEST = 2_000
# So many of a name's answers are tried before its host counts as out of reach.
_TRIED = 4

# Beside what Python knows not to be global: relays, tunnels and translators, behind which any address may lie, and
# one cloud's metadata at a public number.
_CLOSED = tuple(
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("168.63.129.16/32", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
_UNICAST = ip_network("2000::/3")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
_NAME = re.compile(r"(?=.{4,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+", re.ASCII)
_NONE = "is no web address; it should begin with https://"

Resolve = Callable[[str, int], Iterable[str]]


class Refused(EvenkeelError):
    """An address that is not asked; the text goes on after the address: `is no web address`."""


def resolved(host: str, port: int) -> list[str]:
    """Look a name up as the system does."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(number: str) -> bool:
    """Tell whether an internet address (4 or 6) lies on the public internet, and leads nowhere else."""
    try:
        ip = ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (ip not in _UNICAST or ip.scope_id):
        return False
    return ip.is_global and not _odd(ip) and not any(ip in net for net in _CLOSED)


def _odd(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local


@dataclass(frozen=True, slots=True)
class Gate:
    """What may be asked. `also` are (number, port) of a test's own server; nothing else gives any."""

    resolve: Resolve = resolved
    also: frozenset[tuple[str, int]] = frozenset()

    def address(self, written: str, base: httpx.URL | None = None) -> httpx.URL:
        """Read a web address, relative to another where one is given. Raises `Refused`."""
        if len(written) > _LONGEST:
            raise Refused(f"is longer than {_LONGEST} letters")
        try:
            url = base.join(written) if base else httpx.URL(written)
        except (httpx.InvalidURL, ValueError) as problem:
            raise Refused("is no web address") from problem
        if url.scheme not in _PORT_OF:
            raise Refused(f"begins with “{url.scheme}:”, and only http and https are asked" if url.scheme else _NONE)
        if url.userinfo:
            raise Refused("holds a user name or password, which a public address does not need")
        _require_name(url.raw_host.decode("ascii", "replace"))
        port = _PORT_OF[url.scheme] if url.port is None else url.port
        if port not in PORTS and port not in {open_ for _, open_ in self.also}:
            raise Refused(f"asks for port {port}, and only the web's own, 80 and 443, are asked")
        return url.copy_with(fragment=None)

    def places(self, host: str, port: int) -> Sequence[str]:
        """Look a host up and return its numbers. Raises `Refused` where one of them is not on the public internet."""
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError) as problem:
            raise httpcore.ConnectError(f"no such host: {host}") from problem
        if not found:
            raise httpcore.ConnectError(f"no such host: {host}")
        for number in found:
            if not is_public(number) and (number, port) not in self.also:
                raise Refused(f"leads to {number}, which is not on the public internet")
        return found[:_TRIED]


def _require_name(host: str) -> None:
    """Refuse what is no name of a public host: numbers however written, and names of a local network."""
    name = host.rstrip(".").casefold()
    if not name:
        raise Refused(_NONE)
    if ":" in name or _NUMBER.fullmatch(name.rpartition(".")[2]):
        raise Refused("names its host by a number; public sites have a name")
    if "." not in name:
        raise Refused(f"names the host “{name}”, which is of a local network")
    if not _NAME.fullmatch(name):
        raise Refused("is no web address: its host is no name")


class Connections(httpcore.NetworkBackend):
    """Connects to checked numbers only, and reads no longer than `left` (seconds) says.

    What is above (TLS, the Host header) goes on with the name. A limit for each read does not stop a server that
    sends a letter now and then; a limit for all does.
    """

    def __init__(self, gate: Gate, left: Callable[[], float]) -> None:
        self._gate, self._left = gate, left
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a host's numbers that answers."""
        problem: Exception = httpcore.ConnectError("nothing to connect to")
        for number in self._gate.places(host, port):
            try:
                limit = _least(timeout, self._left(), httpcore.ConnectTimeout)
                return _Timed(self._inner.connect_tcp(number, port, limit, local_address, socket_options), self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: that is this computer."""
        raise Refused("leads to this computer")


class _Timed(httpcore.NetworkStream):
    """A connection that stops when the time for the whole request is over."""

    def __init__(self, inner: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _least(timeout, self._left(), httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _least(timeout, self._left(), httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        limit = _least(timeout, self._left(), httpcore.ConnectTimeout)
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, limit), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _least(timeout: float | None, left: float, over: type[Exception]) -> float:
    if left <= 0:
        raise over("the time for the whole request is over")
    return left if timeout is None else min(timeout, left)
