"""One address asked politely, against a real server that answers in every bad way."""

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from evenkeel import __version__
from evenkeel.live.answers import Answer, Clock, Failure, Limits, Marks
from evenkeel.live.fetching import Fetcher
from evenkeel.live.safety import Gate
from tests.live.web import HERE, Reply, Web

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Ada</title></channel></rss>'


def answer(found: Answer | Failure) -> Answer:
    assert isinstance(found, Answer), found
    return found


def failure(found: Answer | Failure) -> Failure:
    assert isinstance(found, Failure), found
    return found


# What is asked


def test_a_feed_is_brought_with_its_marks(web: Web) -> None:
    headers = {"ETag": '"a1"', "Last-Modified": "Mon, 12 Jan 2026 10:00:00 GMT", "Link": '<x>; rel="next"'}
    web.put("/feed", Reply(body=FEED, headers=headers))
    found = answer(web.fetcher().get(web.url("/feed")))
    assert (found.body, found.status, found.origin, found.moved) == (FEED, 200, web.url("/feed"), "")
    assert found.marks == Marks('"a1"', "Mon, 12 Jan 2026 10:00:00 GMT")
    assert found.link == '<x>; rel="next"'


def test_a_request_says_who_asks_and_nothing_else(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web.put("/feed", Reply(302, headers={"Location": "/on", "Set-Cookie": "who=ada; Path=/"}))
    web.put("/on", FEED)
    answer(web.fetcher().get(web.url("/feed")))
    first, second = web.asked
    assert first.headers["User-Agent"].startswith(f"Evenkeel/{__version__} ")
    assert first.headers["Host"] == f"blog.example.org:{web.port}"
    assert set(first.headers) == set(second.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


def test_what_has_not_changed_is_not_sent_again(web: Web) -> None:
    web.put("/feed", Reply(304))
    marks = Marks('"a1"', "Mon, 12 Jan 2026 10:00:00 GMT")
    found = answer(web.fetcher().get(web.url("/feed"), marks))
    assert (found.unchanged, found.status, found.marks) == (True, 304, marks)
    assert web.asked[0].headers["If-None-Match"] == '"a1"'
    assert web.asked[0].headers["If-Modified-Since"] == "Mon, 12 Jan 2026 10:00:00 GMT"


def test_not_changed_since_never_is_an_odd_answer(web: Web) -> None:
    web.put("/feed", Reply(304))
    assert failure(web.fetcher().get(web.url("/feed"))).sentence == "it answers oddly (304)"


# Where it sends on


@pytest.mark.parametrize(("status", "for_good"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
def test_only_a_move_for_good_is_remembered(web: Web, status: int, for_good: bool) -> None:
    web.put("/old", Reply(status, headers={"Location": web.url("/new", "new.example.org")}))
    web.put("/new", FEED)
    found = answer(web.fetcher().get(web.url("/old")))
    assert found.origin == web.url("/new", "new.example.org")
    assert found.moved == (found.origin if for_good else "")


def test_of_several_moves_those_for_good_from_the_start_are_remembered(web: Web) -> None:
    web.put("/a", Reply(301, headers={"Location": "/b"}))
    web.put("/b", Reply(308, headers={"Location": "/c"}))
    web.put("/c", Reply(302, headers={"Location": "/d"}))
    web.put("/d", Reply(301, headers={"Location": "/e"}))
    web.put("/e", FEED)
    found = answer(web.fetcher().get(web.url("/a")))
    assert (found.origin, found.moved) == (web.url("/e"), web.url("/c"))


def test_a_circle_of_moves_ends(web: Web) -> None:
    web.put("/a", Reply(308, headers={"Location": "/b"}))
    web.put("/b", Reply(308, headers={"Location": "/a"}))
    assert failure(web.fetcher().get(web.url("/a"))).sentence == "it sends on more than 5 times"
    assert len(web.asked) == 6


def test_a_move_to_nowhere_is_an_odd_answer(web: Web) -> None:
    web.put("/a", Reply(301))
    assert failure(web.fetcher().get(web.url("/a"))).sentence == "it answers oddly (301)"


# What goes wrong


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "there is nothing at this address (404)"),
        (410, "it is gone for good (410)"),
        (403, "it does not let us read it (403)"),
        (401, "it wants a password (401)"),
        (418, "it answers oddly (418)"),
        (204, "it answers oddly (204)"),
    ],
)
def test_what_is_not_there_is_told_and_not_asked_again(web: Web, status: int, sentence: str) -> None:
    web.put("/feed", Reply(status))
    found = failure(web.fetcher().get(web.url("/feed")))
    assert (found.sentence, found.status, len(web.asked)) == (sentence, status, 1)


def test_trouble_that_passes_is_waited_for(web: Web) -> None:
    sleeps: list[float] = []
    web.put("/feed", Reply(500), Reply(502), FEED)
    assert answer(web.fetcher(sleeps).get(web.url("/feed"))).body == FEED
    assert sum(sleeps) == 1 + 2, "twice as long before the second try"


def test_trouble_that_stays_is_told_after_three_tries(web: Web) -> None:
    web.put("/feed", Reply(500))
    found = failure(web.fetcher().get(web.url("/feed")))
    assert (found.sentence, len(web.asked)) == ("it has trouble of its own (500)", 3)


def test_who_asks_for_a_pause_gets_it(web: Web) -> None:
    sleeps: list[float] = []
    web.put("/feed", Reply(429, headers={"Retry-After": "7"}), FEED)
    assert answer(web.fetcher(sleeps).get(web.url("/feed"))).body == FEED
    assert sum(sleeps) >= 7


def test_a_pause_can_be_a_date(web: Web) -> None:
    web.put("/feed", Reply(503, headers={"Retry-After": "Mon, 12 Jan 2026 10:10:00 GMT"}))
    clock = Clock(now=lambda: 1_768_212_000.0, sleep=lambda _: None, jitter=lambda: 0.0)
    fetcher = Fetcher(Gate(lambda host, port: [HERE], frozenset({(HERE, web.port)})), Limits(), clock)
    found = failure(fetcher.get(web.url("/feed")))
    assert (found.wait, len(web.asked)) == (600, 1)


@pytest.mark.parametrize("written", ["soon", "", "-5", "9" * 5_000, "Mon, 99 Jan 2026"])
def test_an_unreadable_pause_is_five_minutes_for_who_asks_for_fewer_requests(web: Web, written: str) -> None:
    web.put("/feed", Reply(429, headers={"Retry-After": written}))
    found = failure(web.fetcher().get(web.url("/feed")))
    assert found.wait == 300 and found.sentence == "it asks for fewer requests (429)"


def test_a_host_that_asks_for_a_long_pause_is_left_alone_at_all_its_addresses(web: Web) -> None:
    web.put("/a", Reply(429, headers={"Retry-After": "3600"}))
    web.put("/b", FEED)
    fetcher = web.fetcher()
    assert failure(fetcher.get(web.url("/a"))).wait == 3600
    left = failure(fetcher.get(web.url("/b")))
    assert left.status == 429 and 3500 < left.wait <= 3600
    assert answer(fetcher.get(web.url("/b", "other.example.org"))).body == FEED
    assert web.paths() == ["/a", "/b"]


def test_nothing_is_an_answer_that_says_so(web: Web) -> None:
    web.put("/feed", Reply(body=b" \n"))
    assert failure(web.fetcher().get(web.url("/feed"))).sentence == "it answers with nothing"


def test_a_host_that_is_not_there_is_asked_three_times(web: Web) -> None:
    fetcher = web.fetcher()
    web.server.server_close()
    sleeps: list[float] = []
    found = failure(web.fetcher(sleeps).get(web.url("/feed")))
    assert (found.sentence, found.reached, len(sleeps) > 0) == ("it cannot be reached", False, True)
    assert failure(fetcher.get(web.url("/feed"))).again


def by_hand(*pieces: bytes, every: float = 0) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send pieces one by one, and break off."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(every)
        handler.close_connection = True

    return send


def test_a_server_that_drips_is_left_when_the_time_is_over(web: Web) -> None:
    web.put("/feed", Reply(body=by_hand(*[b"<"] * 100, every=0.05), headers={"Content-Length": "100"}))
    began = time.monotonic()
    found = failure(web.fetcher(total=0.4).get(web.url("/feed")))
    assert time.monotonic() - began < 2
    assert found.sentence.startswith("it takes longer than") and len(web.asked) == 1


def test_a_server_that_drips_its_headers_is_left_too(web: Web) -> None:
    web.put("/feed", Reply(body=by_hand(*[b"X-A: 1\r\n"] * 100, every=0.05)))
    handler = web.server.RequestHandlerClass
    end = handler.end_headers
    handler.end_headers = handler.flush_headers  # type: ignore[method-assign]  # so the headers never end
    try:
        began = time.monotonic()
        assert failure(web.fetcher(total=0.4).get(web.url("/feed"))).sentence.startswith("it takes longer than")
        assert time.monotonic() - began < 2
    finally:
        handler.end_headers = end  # type: ignore[method-assign]


def test_a_server_that_says_nothing_is_asked_again_and_then_left(web: Web) -> None:
    web.put("/feed", Reply(body=by_hand(b"", every=0.6), headers={"Content-Length": "100"}))
    found = failure(web.fetcher(read=0.1).get(web.url("/feed")))
    assert (found.sentence, len(web.asked)) == ("it does not answer in time", 3)


def test_a_server_that_never_ends_is_cut_at_the_size(web: Web) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        while True:
            handler.wfile.write(b"<item/>" * 1_000)

    web.put("/feed", Reply(body=endless))
    found = failure(web.fetcher(size=1024 * 1024).get(web.url("/feed")))
    assert (found.sentence, len(web.asked)) == ("it is larger than 1 MB", 1)


def test_a_size_that_is_announced_is_believed(web: Web) -> None:
    web.put("/feed", Reply(body=by_hand(b"x"), headers={"Content-Length": str(10**9)}))
    assert failure(web.fetcher().get(web.url("/feed"))).sentence == "it is larger than 20 MB"


def test_a_body_that_breaks_off_is_no_body(web: Web) -> None:
    web.put("/feed", Reply(body=by_hand(FEED), headers={"Content-Length": str(len(FEED) + 9)}))
    found = failure(web.fetcher().get(web.url("/feed")))
    assert (found.sentence, len(web.asked)) == ("the connection broke off", 3)


def test_what_is_no_http_is_a_broken_connection(web: Web) -> None:
    web.put("/feed", Reply(headers={"Content-Length": "five"}))
    assert failure(web.fetcher().get(web.url("/feed"))).sentence == "the connection broke off"


# Packed


def packed(content: bytes, **more: str) -> Reply:
    return Reply(body=content, headers={"Content-Encoding": "gzip", **more})


def test_a_packed_answer_is_unpacked(web: Web) -> None:
    web.put("/feed", packed(gzip.compress(FEED)))
    assert answer(web.fetcher().get(web.url("/feed"))).body == FEED
    assert web.asked[0].headers["Accept-Encoding"] == "gzip"


def test_pieces_packed_one_after_the_other_are_all_read(web: Web) -> None:
    web.put("/feed", packed(gzip.compress(FEED[:20]) + gzip.compress(FEED[20:]) + b"\0" * 8))
    assert answer(web.fetcher().get(web.url("/feed"))).body == FEED


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut(web: Web) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    web.put("/feed", packed(bomb))
    assert failure(web.fetcher(size=1024 * 1024).get(web.url("/feed"))).sentence == "it is larger than 1 MB"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (gzip.compress(FEED)[:-12], "it breaks off before its end"),
        (b"\x1f\x8b" + b"rubbish" * 20, "it is packed, and what is packed is broken"),
        (FEED, "it is packed, and what is packed is broken"),
        (zlib.compress(FEED), "it is packed, and what is packed is broken"),
    ],
    ids=["cut off", "rubbish", "not packed", "packed otherwise"],
)
def test_what_is_packed_badly_is_told(web: Web, content: bytes, sentence: str) -> None:
    web.put("/feed", packed(content))
    assert failure(web.fetcher().get(web.url("/feed"))).sentence == sentence


def test_packing_that_was_not_asked_for_is_told(web: Web) -> None:
    web.put("/feed", Reply(body=FEED, headers={"Content-Encoding": "br"}))
    assert failure(web.fetcher().get(web.url("/feed"))).sentence == "it is packed as “br”, which was not asked for"


def test_what_an_address_is_encoded_in_is_left_to_who_reads_it(web: Web) -> None:
    body = "<rss><title>Zoë</title></rss>".encode()
    web.put("/feed", Reply(body=body, headers={"Content-Type": "text/xml; charset=iso-8859-1"}))
    assert answer(web.fetcher().get(web.url("/feed"))).body == body


# Several at once


def test_a_host_gets_one_request_at_a_time(web: Web) -> None:
    for number in range(6):
        web.put(f"/{number}", Reply(body=by_hand(FEED, every=0.03)))
    fetcher = web.fetcher()
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda number: fetcher.get(web.url(f"/{number}")), range(6)))
    assert [answer(each).body for each in found] == [FEED] * 6
    assert all(asked.alone for asked in web.asked)


def test_between_two_requests_to_a_host_is_a_pause(web: Web) -> None:
    web.put("/feed", FEED)
    ticks = iter(range(1000))
    sleeps: list[float] = []
    gate = Gate(lambda host, port: [HERE], frozenset({(HERE, web.port)}))
    clock = Clock(ticks=lambda: next(ticks) * 0.001, sleep=sleeps.append, jitter=lambda: 0.0)
    fetcher = Fetcher(gate, Limits(pause=2), clock)
    fetcher.get(web.url("/feed"))
    assert sleeps == []
    fetcher.get(web.url("/feed"))
    assert 1.9 < sum(sleeps) <= 2


def test_a_stop_is_heard_while_waiting(web: Web) -> None:
    web.put("/feed", Reply(500))
    gate = Gate(lambda host, port: [HERE], frozenset({(HERE, web.port)}))
    fetcher = Fetcher(gate, Limits(), Clock(jitter=lambda: 9.0))
    threading.Timer(0.1, fetcher.stop).start()
    began = time.monotonic()
    assert failure(fetcher.get(web.url("/feed"))).sentence == "the fetch was stopped"
    assert time.monotonic() - began < 3 and len(web.asked) == 1


# TLS


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for blog.example.org with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    target = tmp_path / "blog.pem"
    told = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=blog.example.org"]
    names = ["-addext", "subjectAltName=DNS:blog.example.org"]
    where = ["-keyout", str(target), "-out", str(tmp_path / "cert.pem")]
    subprocess.run([openssl, "req", *told, *names, *where], check=True, capture_output=True)
    target.write_text(target.read_text() + (tmp_path / "cert.pem").read_text())
    return target


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/down" else 200)
        if self.path == "/down":
            self.send_header("Location", f"http://blog.example.org:{self.server.server_address[1]}/feed")
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def secure(certificate: Path) -> Callable[[str], Answer | Failure]:
    """Ask a server that has this certificate, trusting it."""
    server = HTTPServer((HERE, 0), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    port = server.server_address[1]
    gate = Gate(lambda host, port_: [HERE], frozenset({(HERE, port)}))
    trusted = ssl.create_default_context(cafile=str(certificate))
    clock = Clock(sleep=lambda _: None)

    def ask(address: str, trust: bool = True) -> Answer | Failure:
        fetcher = Fetcher(gate, Limits(pause=0), clock, trusted if trust else None)
        return fetcher.get(address.format(port=port))

    yield ask
    server.shutdown()
    server.server_close()


def test_the_certificate_is_checked_for_the_name_though_the_number_is_connected_to(
    secure: Callable[..., Answer | Failure],
) -> None:
    assert answer(secure("https://blog.example.org:{port}/feed")).body == FEED
    wrong = failure(secure("https://other.example.org:{port}/feed"))
    assert wrong.sentence == "its certificate is not valid"
    assert failure(secure("https://blog.example.org:{port}/feed", trust=False)).sentence == wrong.sentence


def test_a_step_from_https_back_to_http_is_not_taken(secure: Callable[..., Answer | Failure]) -> None:
    found = failure(secure("https://blog.example.org:{port}/down"))
    assert "which leaves https" in found.sentence
