"""Reading what people wrote: HTML as plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.text import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("no HTML at all", "no HTML at all"),
        ("a &amp; b", "a & b"),
        ("<p>One <em>and</em> two.</p><p>Three.</p>", "One and two.\nThree."),
        ("<p>One</p>two", "One\ntwo"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("<ul><li>1<li>2</ul>3", "1\n2\n3"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1\n2"),
        ("<figure><img alt='x'><figcaption>The weir</figcaption></figure>after", "The weir\nafter"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("be<b>fore</b>", "before"),
        ("<p>x<script>var a = '<p>no</p>'</script><style>p { }</style> y</p>", "x y"),
        ("<param>no block</param>", "no block"),
        ('<a title="<p>">link</a>', "link"),
        ("1 < 2", "1 < 2"),
        ("<p>open", "open"),
        ("", ""),
    ],
)
def test_html_is_read_with_its_blocks_on_lines_of_their_own(html: str, text: str) -> None:
    assert plain(html) == text


PIECES = st.sampled_from(
    ["<p>", "</p>", "<td>", "<", ">", "&", "<!--", "-->", "<script>", "</script>", "<li", "x", " "]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_any_html_is_read(html: str) -> None:
    assert all(line == " ".join(line.split()) for line in plain(html).splitlines())
