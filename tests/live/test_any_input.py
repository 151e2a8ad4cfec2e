"""Whatever a roster or a site says: an address, none, or a refusal, and never an error."""

import contextlib

from hypothesis import example, given, settings
from hypothesis import strategies as some

from evenkeel.live import addresses, finding
from evenkeel.live.answers import Answer, Failure
from evenkeel.live.safety import Gate, Refused, is_public

PARTS = """http:// https:// // [ ] @ : / ? # % .. é xn-- 127.0.0.1 example.org localhost ::1 65536 did:plc: & = feed
comments default"""
ADDRESSES = some.one_of(
    some.text(max_size=60),
    some.lists(some.sampled_from([*PARTS.split(), " ", "\n", "\0", "\\"]), max_size=8).map("".join),
)
LINK = b"<link rel=alternate type=application/rss+xml href='"
TAGS = (LINK, b"<base href='", b"<link rel='next' href='", b"'>", b"<rss>", b"<feed>", b"&amp;", b"{", b"\xff")
VALUES = (b"http://[", b"//", b"/feed/", b'{"cursor":', b'"x"}', b'{"next_url": 5}', b'{"id": "1"}')
HTML = some.lists(some.sampled_from(TAGS + VALUES), max_size=10).map(b"".join)


@settings(max_examples=200, deadline=None)
@given(ADDRESSES, ADDRESSES)
@example("http://xn--a.example.org/", "")
@example("https://example.org/", "http://[")
def test_an_address_is_one_or_is_refused(written: str, onward: str) -> None:
    with contextlib.suppress(Refused):
        url = Gate().address(written)
        assert url.scheme in ("http", "https")
        Gate().address(onward, url)


@settings(max_examples=100, deadline=None)
@given(some.text(max_size=30))
def test_a_number_is_public_or_not(number: str) -> None:
    assert is_public(number) in (True, False)


@settings(max_examples=200, deadline=None)
@given(ADDRESSES, HTML)
@example("https://example.org", b"<link rel=alternate type=application/rss+xml href='http://['>")
@example("https://example.org/feed", b"<link rel='next' href='http://['>")
@example("https://example.org", b"<base href='http://['><link rel=alternate type=application/rss+xml href='x'>")
@example("http://[", b"")
def test_what_a_site_answers_leads_somewhere_or_nowhere(written: str, body: bytes) -> None:
    asked: list[str] = []

    def get(address: str) -> Answer | Failure:
        asked.append(address)
        try:
            return Answer(address, str(Gate().address(address)), body)
        except Refused as refusal:
            return Failure(address, str(refusal), reached=False)

    for platform in addresses.PLATFORMS:
        finding.search(platform, written, get)
    assert isinstance(addresses.following("https://example.org/feed/", body, f"<{written}>; rel=next", 1), str)
    assert len(asked) < 40
