"""Tables and lists as HTML, with every word escaped: what people wrote is shown as text and can do nothing.

Small tables are real tables: they wrap on a phone, print, and are read aloud with their headings. Nothing
here goes through Markdown, in which a post could load an image from outside.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st

from evenkeel.charts.theme import Palette

CSS = """
.ek-table-box { overflow-x: auto; }
.ek-table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.4; }
.ek-table caption { text-align: left; color: var(--ek-quiet); padding: 0 0 .4rem; }
.ek-table th, .ek-table td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; border: 0;
  border-bottom: 1px solid color-mix(in srgb, var(--ek-quiet) 30%, transparent); overflow-wrap: anywhere; }
.ek-table thead th { color: var(--ek-quiet); font-weight: 400; overflow-wrap: normal; }
.ek-table tbody th { font-weight: 400; overflow-wrap: break-word; }
.ek-table .ek-number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.ek-lines { list-style: none; margin: 0 !important; padding: 0 !important; max-width: 48rem; }
.ek-lines li { margin: 0 !important; padding: .55rem 0 !important;
  border-bottom: 1px solid color-mix(in srgb, var(--ek-quiet) 30%, transparent); }
.ek-line-head, .ek-line-foot { font-size: .875rem; color: var(--ek-quiet); }
.ek-line-text { white-space: pre-line; overflow-wrap: anywhere; margin: .15rem 0; }
.ek-line-title { font-weight: 600; overflow-wrap: anywhere; }
.ek-lines a, .ek-table a { color: var(--ek-calm); }
.ek-lines details > summary { cursor: pointer; }
.ek-lines a, .ek-table a { color: var(--ek-calm); }
.ek-lines details[open] > summary .ek-beginning { display: none; }
.ek-lines summary { list-style-position: outside; }
.ek-flag { border-left: 3px solid var(--ek-worth); padding: .1rem 0 .1rem .75rem;
  margin: 0 0 .5rem; max-width: 44rem; }
.ek-flag.ek-calm { border-left-color: color-mix(in srgb, var(--ek-quiet) 60%, transparent); }
.ek-lead p { font-size: 1.125rem; line-height: 1.5; max-width: 44rem; }
.ek-part { margin: 1.25rem 0 .25rem !important; padding: 0 !important; }
.ek-terms { margin: .3rem 0 0 !important; padding: 0 !important; max-width: 44rem; font-size: .9375rem; }
.ek-terms dt { color: var(--ek-quiet); margin: .5rem 0 0; }
.ek-terms dd { margin: 0 !important; padding: 0 !important; }
.ek-steps a { color: var(--ek-calm); }
.ek-steps { margin: .3rem 0 0 !important; padding-left: 1.4rem !important; max-width: 48rem; }
.ek-steps li { margin: .15rem 0 !important; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  .ek-table.ek-folds thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .ek-table.ek-folds tr { display: block; padding: .4rem 0;
    border-bottom: 1px solid color-mix(in srgb, var(--ek-quiet) 30%, transparent); }
  .ek-table.ek-folds th, .ek-table.ek-folds td { display: block; border: 0; padding: .05rem 0;
    text-align: left; }
  .ek-table.ek-folds tbody th { font-weight: 600; }
  .ek-table.ek-folds td[data-of]::before { content: attr(data-of) ": "; color: var(--ek-quiet); }
  .ek-table.ek-folds td:empty { display: none; }
}
"""
_BEGINNING = 260


class Html(str):
    """Text that is HTML already; anything else is escaped."""

    __slots__ = ()


class Line(NamedTuple):
    """One entry of a list: what it is, a title, its text, what became of it, and where it stands."""

    head: str
    title: str = ""
    text: str = ""
    foot: str = ""
    url: str = ""


def put_on(shades: Palette) -> None:
    """Add the lists' looks to the page."""
    st.html(f"<style>:root {{ --ek-worth: {shades.worth}; --ek-calm: {shades.calm}; }}{CSS}</style>")


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    numbers: frozenset[int] = frozenset(),
    folds: bool = False,
) -> Html:
    """Write a table whose first column names its rows; columns in `numbers` stand to the right.

    `folds`: on a phone each row becomes a small card, for tables with more columns than fit.
    """
    head = "".join(f'<th scope="col"{_side(n, numbers)}>{text(name)}</th>' for n, name in enumerate(headings))
    body = "".join(f"<tr>{_cells(headings, row, numbers)}</tr>" for row in rows)
    said = f"<caption>{text(caption)}</caption>" if caption else ""
    look = "ek-table ek-folds" if folds else "ek-table"
    return Html(
        f'<div class="ek-table-box"><table class="{look}">{said}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(headings: Sequence[str], row: Sequence[str], numbers: frozenset[int]) -> str:
    first = f'<th scope="row">{text(row[0])}</th>'
    return first + "".join(
        f'<td{_side(n, numbers)} data-of="{escape(headings[n])}">{text(cell)}</td>'
        for n, cell in enumerate(row[1:], start=1)
    )


def _side(column: int, numbers: frozenset[int]) -> str:
    return ' class="ek-number"' if column in numbers else ""


def text(words: str) -> str:
    """Escape words, unless they are HTML of ours."""
    return words if isinstance(words, Html) else escape(words)


def safe_url(url: str) -> str:
    """Give an address that may be a link, or nothing: only http and https, with a host."""
    try:
        parts = urlsplit(url.strip())
        return url.strip() if parts.scheme.lower() in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def link(url: str, words: str) -> Html:
    """Write a link that opens beside the page and says nothing of it; an unsafe address is only text."""
    where = safe_url(url)
    if not where:
        return Html(escape(words))
    return Html(f'<a href="{escape(where)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>')


def lines(entries: Iterable[Line]) -> Html:
    """Write entries as a list; a long text shows its beginning and opens."""
    return Html(f'<ul class="ek-lines">{"".join(_line(entry) for entry in entries)}</ul>')


def _line(entry: Line) -> str:
    parts = [f'<div class="ek-line-head">{text(entry.head)}</div>']
    if entry.title:
        parts.append(f'<div class="ek-line-title">{text(entry.title)}</div>')
    if entry.text:
        parts.append(_body(entry.text))
    foot = [text(entry.foot)] if entry.foot else []
    if safe_url(entry.url):
        foot.append(link(entry.url, "open the post"))
    if foot:
        parts.append(f'<div class="ek-line-foot">{" · ".join(foot)}</div>')
    return f"<li>{''.join(parts)}</li>"


def _body(words: str) -> str:
    if len(words) <= _BEGINNING * 1.3:
        return f'<div class="ek-line-text">{text(words)}</div>'
    beginning = words[:_BEGINNING].rsplit(" ", 1)[0]
    return (
        f'<details class="ek-line-text"><summary><span class="ek-beginning">{text(beginning)} … </span>'
        f"<u>whole text</u></summary>{text(words)}</details>"
    )


def numbered(steps: Iterable[str]) -> Html:
    """Write steps as a numbered list."""
    return Html(f'<ol class="ek-steps">{"".join(f"<li>{text(step)}</li>" for step in steps)}</ol>')


def paragraphs(said: Iterable[str]) -> Html:
    """Write sentences as paragraphs."""
    return Html("".join(f"<p>{text(words)}</p>" for words in said if words))


def lead(said: str) -> Html:
    """Write the sentence that a page begins with."""
    return Html(f'<div class="ek-lead"><p>{text(said)}</p></div>')


def terms(title: str, told: Iterable[tuple[str, str]]) -> Html:
    """Write what something means: a heading, then terms with what is told of each."""
    rows = "".join(f"<dt>{text(term)}</dt><dd>{text(words)}</dd>" for term, words in told)
    return Html(f'<div class="ek-line-title">{text(title)}</div><dl class="ek-terms">{rows}</dl>')


def section(title: str, body: Html) -> Html:
    """Write a part with its own small heading."""
    return Html(f'<h3 class="ek-part">{text(title)}</h3>{body}')
