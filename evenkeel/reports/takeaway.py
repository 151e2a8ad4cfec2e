"""All that is held about somebody as one file to take along: tables, the same as JSON, and a page that explains it."""

import csv
import io
import json
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

from evenkeel import words
from evenkeel.desk.everything import Everything, Part

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLE = """body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1f2d3d; background: #fbfaf7; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: .875rem; } td, th { text-align: left; vertical-align: top;
  padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #e3ded3; } .box { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { background: #12202e; color: #e6edf3; } td, th { border-color: #2d4257; } }
"""
# A table on the page shows so many rows; its CSV has all of them.
_SHOWN = 200


def packed(everything: Everything) -> bytes:
    """Pack all that is held about somebody into a zip archive."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(everything))
        archive.writestr("index.html", as_html(everything))
        archive.writestr("everything.json", as_json(everything))
        for part in everything.parts:
            if part.rows:
                archive.writestr(f"{part.name}.csv", as_csv(part))
    return stream.getvalue()


def readme(everything: Everything) -> str:
    """Say in plain words what is in the archive."""
    lines = [f"  {part.name}: {_rows(part)}. {part.told}" for part in everything.parts]
    return "\n".join([_lead(everything), "", *lines, "", *_closing(everything), ""])


def _lead(everything: Everything) -> str:
    person = everything.person
    return (
        f"All that Evenkeel holds about {person.name} ({person.email}) in {everything.course}, "
        f"as of {everything.taken_at}. Times are the course's clock."
    )


def _closing(everything: Everything) -> list[str]:
    said = [
        "Open index.html in a browser, the .csv files in a spreadsheet; everything.json holds the same for programs.",
        "Files that you or your instructor loaded lie in the course folder as they came, and are not in here.",
    ]
    if everything.private_left_out:
        said.append(
            "Taken by the instructor: goals, reflections and what else is private are only in the copy that the "
            "student takes."
        )
    return said


def _rows(part: Part) -> str:
    return words.count(len(part.rows), "row") if part.rows else "nothing"


def as_csv(part: Part) -> str:
    """Write a part as CSV; a text that a spreadsheet would run as a formula gets a ' before it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(part.columns)
    writer.writerows([_harmless(value) for value in row] for row in part.rows)
    return stream.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_json(everything: Everything) -> str:
    """Write everything as JSON: a list of objects for each part."""
    parts = {part.name: [dict(zip(part.columns, row, strict=True)) for row in part.rows] for part in everything.parts}
    about = {"about": everything.person.email, "course": everything.course, "taken_at": everything.taken_at}
    return json.dumps({**about, **parts}, ensure_ascii=False, indent=1, default=str)


def as_html(everything: Everything) -> str:
    """Write everything as a page; whatever came from outside is escaped, and nothing is fetched."""
    body = "".join(_section(part) for part in everything.parts)
    closing = "".join(f"<p>{escape(line)}</p>" for line in _closing(everything))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>All that is held about {escape(everything.person.name)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>All that is held about you</h1><p>{escape(_lead(everything))}</p>{body}{closing}</body></html>"
    )


def _section(part: Part) -> str:
    title = escape(part.name.replace("_", " ").capitalize())
    head = f"<h2>{title}</h2><p>{escape(part.told)} ({_rows(part)})</p>"
    if not part.rows:
        return head
    columns = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in part.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>" for row in part.rows[:_SHOWN]
    )
    more = f"<p>The first {_SHOWN}; all are in {escape(part.name)}.csv.</p>" if len(part.rows) > _SHOWN else ""
    return f'{head}<div class="box"><table><tr>{columns}</tr>{rows}</table></div>{more}'
