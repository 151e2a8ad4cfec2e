"""The week's letter as one HTML file: a mail's body and a clean sheet of paper, with nothing fetched from anywhere."""

from collections.abc import Iterable, Iterator
from html import escape

from evenkeel import words
from evenkeel.reports.digest import CAUTION, HEADINGS, NOTHING_MISSING, Digest, Noticed

# Plain colours and no variables: mail programs know little CSS. Dark is for screens alone, paper stays white.
_STYLE = """
body { margin: 0; background: #fbfaf7; color: #1f2d3d; font: 16px/1.5 system-ui, sans-serif;
  overflow-wrap: break-word; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; display: inline; }
p { margin: .75rem 0 0; }
.card p, p.quiet { margin-top: .25rem; }
.quiet { color: #5b6b7b; }
.worth { color: #c2410c; }
.card { background: #ffffff; border: 1px solid #e3ded3; border-left: 4px solid #c2410c; border-radius: 6px;
  padding: .6rem .9rem; margin: .6rem 0; }
.still { border-left-style: double; }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid #e3ded3; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th { font-weight: 600; vertical-align: bottom; }
a { color: #2a6f97; }
footer { margin-top: 2rem; border-top: 1px solid #e3ded3; padding-top: .75rem; font-size: .875rem; }
@media screen and (prefers-color-scheme: dark) {
  body { background: #12202e; color: #e6edf3; }
  .quiet { color: #9fb3c8; }
  .worth { color: #ff9b6a; }
  .card { background: #1a2b3c; border-color: #2d4257; border-left-color: #ff9b6a; }
  th, td, footer { border-color: #2d4257; }
  a { color: #6fb3d9; }
}
@media print {
  body { background: #ffffff; font-size: 11pt; }
  main { max-width: none; padding: 0; }
  .card, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""


def as_html(digest: Digest) -> str:
    """Write the letter as a whole HTML document; whatever came from outside is escaped."""
    body = "\n".join(part for part in _parts(digest) if part)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(digest.subject)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _parts(digest: Digest) -> Iterator[str]:
    """Yield the parts of the page, from the sentence to what it does not say."""
    yield f"<h1>{escape(digest.headline)}</h1>"
    yield _quiet(f"{digest.course}, {words.week(digest.week)}, {digest.dates}")
    yield from (f"<p>{escape(note)}</p>" for note in digest.notes)
    yield _people("New this week", digest.new, "card")
    yield _people("Still worth a look", digest.still, "card still")
    if digest.calm:
        yield f"<h2>Calm again</h2>\n<p>Since this week: {escape(words.together(list(digest.calm)))}.</p>"
    yield f"<h2>What came in</h2>\n<p>{escape(digest.came_in)}</p>"
    yield _table(digest.rows) if digest.rows else ""
    yield f"<h2>What is missing</h2>\n{''.join(_missing(digest))}"
    yield f"<p>{escape(digest.unmatched)}</p>" if digest.unmatched else ""
    yield f'<p><a href="{escape(digest.link)}">Open this week</a></p>' if digest.link else ""
    yield f"<footer>{_quiet(f'{CAUTION} As of {digest.as_of}.')}</footer>"


def _quiet(text: str) -> str:
    return f'<p class="quiet">{escape(text)}</p>'


def _people(heading: str, people: tuple[Noticed, ...], kind: str) -> str:
    cards = "\n".join(_card(one, kind) for one in people)
    return f"<h2>{heading}</h2>\n{cards}" if people else ""


def _card(one: Noticed, kind: str) -> str:
    done = f' <span class="quiet">{escape(", ".join(one.done))}</span>' if one.done else ""
    mark = f'<span class="worth">▲ since {words.week(one.since)}</span>{done}'
    reasons = "".join(f"<p>{escape(reason)}</p>" for reason in one.reasons)
    return f'<div class="{kind}"><h3>{escape(one.name)}</h3> {mark}{reasons}</div>'


def _missing(digest: Digest) -> Iterator[str]:
    if not digest.missing:
        yield f"<p>{NOTHING_MISSING}</p>"
    for each in digest.missing:
        yield f"<p><strong>{escape(each.what)}</strong> ({len(each.names)}): {escape(', '.join(each.names))}.</p>"
        yield _quiet(each.means)


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in HEADINGS)
    lines = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
