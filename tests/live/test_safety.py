"""Where a fetch may go: never to this computer, its network, or anything but the public web."""

import socket

import httpcore
import httpx
import pytest

from evenkeel.live import safety
from evenkeel.live.answers import Failure
from evenkeel.live.fetching import Fetcher
from evenkeel.live.safety import Connections, Gate, Refused, is_public
from tests.live.web import HERE, Reply, Web

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "192.88.99.1", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1"),
        *("fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "3fff::1", "100::1"),
        *("2606:4700::1111%eth0", "no number", ""),
    ],
)
def test_what_is_not_on_the_public_internet_is_known(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])
def test_what_is_on_the_public_internet_is_known(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://example.org/feed", "begins with “ftp:”"),
        ("file:///etc/passwd", "begins with “file:”"),
        ("javascript:alert(1)", "begins with “javascript:”"),
        ("gopher://example.org/", "only http and https are asked"),
        ("//example.org/feed", "should begin with https://"),
        ("example.org", "should begin with https://"),
        ("", "should begin with https://"),
        ("http:///feed", "should begin with https://"),
        ("http://ada:secret@example.org/", "holds a user name or password"),
        ("http://ada@example.org/", "holds a user name or password"),
        ("http://example.org\\@127.0.0.1/", "holds a user name or password"),
        ("http://example.org:22/", "asks for port 22"),
        ("http://example.org:0/", "asks for port 0"),
        ("http://example.org:8080/", "asks for port 8080"),
        ("http://example.org:99999/", "asks for port 99999"),
        ("http://localhost/", "“localhost”, which is of a local network"),
        ("http://LOCALHOST./", "“localhost”, which is of a local network"),
        ("http://intranet/blog", "“intranet”, which is of a local network"),
        ("http://127.0.0.1/", "by a number"),
        ("http://127.1/", "by a number"),
        ("http://2130706433/", "by a number"),
        ("http://0x7f000001/", "by a number"),
        ("http://0x7f.1/", "by a number"),
        ("http://0177.0.0.1/", "is no web address"),
        ("http://8.8.8.8/", "by a number"),
        ("http://[::1]/", "by a number"),
        ("http://[::ffff:127.0.0.1]/", "by a number"),
        ("http://[64:ff9b::7f00:1]/", "by a number"),
        ("http://%31%32%37.0.0.1/", "by a number"),
        ("http://127.0.0.1%00.example.org/", "its host is no name"),
        ("http://exa mple.org/", "its host is no name"),
        ("http://a..example.org/", "its host is no name"),
        ("http://１２７.0.0.1/", "is no web address"),
        ("http://exam\nple.org/", "is no web address"),
        ("http://example.org/" + "a" * 3_000, "is longer than 2000 letters"),
        ("http://" + "a" * 64 + ".example.org/", "is no web address"),
    ],
)
def test_an_address_that_is_no_public_one_is_refused_with_its_reason(written: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        Gate().address(written)
    assert why in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://ada.example.org", "https://ada.example.org"),
        ("HTTP://Ada.Example.Org:80/Feed#top", "http://ada.example.org/Feed"),
        ("https://example.org:443/?q=1", "https://example.org/?q=1"),
        ("https://bücher.example.org/über", "https://xn--bcher-kva.example.org/%C3%BCber"),
        ("https://xn--bcher-kva.example.org/", "https://xn--bcher-kva.example.org/"),
        ("https://ada_writes.tumblr.example/rss", "https://ada_writes.tumblr.example/rss"),
    ],
)
def test_a_public_address_is_asked_as_it_is_written(written: str, asked: str) -> None:
    assert str(Gate().address(written)) == asked


def test_an_address_goes_on_from_another() -> None:
    base = httpx.URL("https://example.org/blog/")
    assert str(Gate().address("../feed/", base)) == "https://example.org/feed/"
    with pytest.raises(Refused, match="by a number"):
        Gate().address("//169.254.169.254/latest/meta-data/", base)


@pytest.mark.parametrize(
    "numbers",
    [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::1", PUBLIC], ["169.254.169.254"], ["64:ff9b::a00:1"], ["fe80::1%eth0"]],
)
def test_a_name_with_one_number_that_is_not_public_is_refused(numbers: list[str]) -> None:
    found = Fetcher(Gate(lambda host, port: numbers)).get("https://sly.example.org/feed")
    assert isinstance(found, Failure)
    assert "it leads to " in found.sentence and "which is not on the public internet" in found.sentence


def test_a_name_that_nobody_knows_is_no_such_host() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("unknown")

    with pytest.raises(httpcore.ConnectError, match="no such host"):
        Gate(unknown).places("gone.example.org", 443)
    with pytest.raises(httpcore.ConnectError, match="no such host"):
        Gate(lambda host, port: []).places("gone.example.org", 443)


class _Recorded:
    """A network that writes down where it is to connect, and then is not there."""

    def __init__(self) -> None:
        self.places: list[str] = []

    def connect_tcp(self, host: str, port: int, *_: object) -> None:
        self.places.append(host)
        raise httpcore.ConnectError("not there")


def test_what_is_connected_to_is_what_was_checked_whatever_the_name_means_a_moment_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    wire = _Recorded()
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: wire)
    connections = Connections(Gate(lambda host, port: next(answers)), lambda: 5.0)
    with pytest.raises(httpcore.ConnectError):
        connections.connect_tcp("rebinding.example.org", 80)
    assert wire.places == [PUBLIC], "the number, so that the name is not looked up again"
    with pytest.raises(Refused, match=r"leads to 127\.0\.0\.1"):
        connections.connect_tcp("rebinding.example.org", 80)
    assert wire.places == [PUBLIC]


def test_each_request_looks_the_name_up_and_checks_it_anew(web: Web) -> None:
    web.put("/feed", b"<rss/>")
    answers = iter([[HERE], ["10.0.0.1"]])
    fetcher = Fetcher(Gate(lambda host, port: next(answers), frozenset({(HERE, web.port)})))
    assert not isinstance(fetcher.get(web.url("/feed")), Failure)
    again = fetcher.get(web.url("/feed"))
    assert isinstance(again, Failure) and "leads to 10.0.0.1" in again.sentence
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://127.0.0.1:{port}/secret", "by a number"),
        ("http://[::1]/secret", "by a number"),
        ("http://169.254.169.254/latest/meta-data/", "by a number"),
        ("http://2130706433/", "by a number"),
        ("http://localhost/", "of a local network"),
        ("http://metadata.example.org/", "leads to 169.254.169.254"),
        ("http://router.example.org/", "leads to 192.168.0.1"),
        ("http://ada:pw@blog.example.org/", "a user name or password"),
        ("http://blog.example.org:22/", "asks for port 22"),
        ("file:///etc/passwd", "begins with “file:”"),
        ("ftp://blog.example.org/feed", "begins with “ftp:”"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(web: Web, to: str, why: str) -> None:
    web.put("/feed", Reply(302, headers={"Location": to.format(port=web.port)}))
    web.put("/secret", b"secret")
    names = {"metadata.example.org": "169.254.169.254", "router.example.org": "192.168.0.1"}
    gate = Gate(lambda host, port: [names.get(host, HERE)], frozenset({(HERE, web.port)}))
    found = Fetcher(gate).get(web.url("/feed"))
    assert isinstance(found, Failure)
    assert found.sentence.startswith("it sends on to ") and why in found.sentence
    assert web.paths() == ["/feed"]


def test_nobody_but_a_test_opens_another_door() -> None:
    assert Gate().also == frozenset() and Gate().resolve is safety.resolved
    assert Fetcher().gate == Gate()


def test_this_computers_own_sockets_are_no_place_to_go() -> None:
    with pytest.raises(Refused):
        Connections(Gate(), lambda: 1.0).connect_unix_socket("/var/run/something.sock")
