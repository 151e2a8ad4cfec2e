import pytest

from evenkeel.web import listing
from evenkeel.web.listing import Line

EVIL = "<img src=x onerror=alert(1)> ![x](http://example.org/x.png) <script>alert(1)</script>"


def test_what_people_wrote_is_text_and_never_html() -> None:
    written = listing.lines([Line(EVIL, EVIL, EVIL, EVIL, "https://example.org/")])
    assert "<img" not in written and "<script" not in written
    assert "&lt;script&gt;" in written


def test_a_long_text_shows_its_beginning_and_opens() -> None:
    written = listing.lines([Line("head", text="word " * 200)])
    assert "<details" in written and written.count("word ") > 200


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
     "//example.org/", "/load", "file:///etc/passwd", "http://", "https://[", ""],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a " not in listing.link(url, "open")
    assert "<a " not in listing.lines([Line("head", url=url)])


def test_a_link_opens_beside_the_page_and_says_nothing_of_it() -> None:
    written = listing.link('https://example.org/?a="b"', "open")
    assert 'target="_blank"' in written and 'rel="noopener noreferrer"' in written
    assert 'href="https://example.org/?a=&quot;b&quot;"' in written


def test_a_table_names_its_rows_and_columns_for_screen_readers() -> None:
    written = listing.table(("Who", "n"), [("Ada <b>", "3")], numbers=frozenset({1}))
    assert '<th scope="col">Who</th>' in written and '<th scope="row">Ada &lt;b&gt;</th>' in written
