"""Social media release: its parts, which are missing, how it reads, and itself as HTML and for Word."""

import io
import zipfile
from collections.abc import Sequence
from html import escape
from xml.sax.saxutils import escape as xml_escape

from evenkeel import words
from evenkeel.labs.readability import readability, said
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Told, share_frame, share_table

# The parts of a release as they stand in it: field, its heading in the release (empty: none).
PARTS = (
    ("headline", ""),
    ("facts", "Core facts"),
    ("quotes", "Quotes"),
    ("links", "Links"),
    ("multimedia", "Pictures, video and sound"),
    ("tags", "Tags"),
    ("boilerplate", "About the organisation"),
    ("contact", "Contact"),
)
_NOTE = "A part counts as present when something stands in it; whether it is good, a reader decides."
_ARCHIVE_DATE = (2026, 1, 1, 0, 0, 0)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def labels() -> dict[str, str]:
    """Return what the form calls each part."""
    return {field.name: field.label for field in LAB.fields}


def missing(content: Content) -> list[str]:
    """Return the parts in which nothing stands, by their label."""
    return [labels()[name] for name, _ in PARTS if not content.get(name)]


def whole_text(content: Content) -> str:
    """Return what is written to be read: headline, facts, quotes and what stands about the organisation."""
    return "\n".join(str(content[name]) for name in ("headline", "facts", "quotes", "boilerplate") if content.get(name))


def told(content: Content) -> str:
    """Say of one release what is missing and how it reads."""
    gone = missing(content)
    parts = f"Missing: {words.together([part.lower() for part in gone])}." if gone else "All parts are there."
    return f"{parts} {said(readability(whole_text(content)))}"


def lines_of(content: Content) -> list[tuple[str, list[str]]]:
    """Return the parts that are there, in order: heading, and lines."""
    return [
        (heading, [line.strip() for line in str(content[name]).splitlines() if line.strip()])
        for name, heading in PARTS
        if content.get(name)
    ]


def as_html(content: Content) -> str:
    """Write the release as a page of its own; every word is escaped, addresses become links."""
    body = []
    for heading, lines in lines_of(content):
        if not heading:
            body.append(f"<h1>{escape(' '.join(lines))}</h1>")
            continue
        items = "".join(f"<li>{_linked(line)}</li>" for line in lines)
        body.append(f"<h2>{escape(heading)}</h2>\n<ul>{items}</ul>")
    title = escape(str(content["headline"]))
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n{chr(10).join(body)}\n</body>\n</html>\n"
    )


def _linked(line: str) -> str:
    safe = escape(line)
    whole = line.startswith(("https://", "http://")) and not any(letter.isspace() for letter in line)
    return f'<a href="{safe}" rel="noopener noreferrer">{safe}</a>' if whole else safe


def as_word(content: Content) -> bytes:
    """Write the release as a .docx that Word and its kin open; the same release gives the same bytes."""
    paragraphs = []
    for heading, lines in lines_of(content):
        if heading:
            paragraphs.append(_paragraph(heading, size=26, bold=True))
        paragraphs += [_paragraph(line, size=22 if heading else 36, bold=not heading) for line in lines]
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, _ARCHIVE_DATE), part)
    return out.getvalue()


def _paragraph(line: str, *, size: int, bold: bool) -> str:
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    # A letter that XML cannot hold would make Word refuse the whole file.
    clean = "".join(letter for letter in line if letter >= " " or letter == "\t")
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{xml_escape(clean)}</w:t></w:r></w:p>'


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say how many releases have all parts, and which part is left out most."""
    if not rows or len(rows) < at.floor:
        return Told("No release yet" if not rows else "Too few releases to be shown")
    whole = sum(not missing(row.content) for row in rows)
    shares = [Share(labels()[name], sum(bool(row.content.get(name)) for row in rows), len(rows)) for name, _ in PARTS]
    rarest = min(shares, key=lambda share: share.hits or 0)
    left_out = f"Left out most: {rarest.label.lower()}, present in {rarest.hits} of {rarest.n}."
    return Told(
        f"{whole} of {words.count(len(rows), 'release')} {'has' if len(rows) == 1 else 'have'} every part",
        (left_out,) if whole < len(rows) else (),
        _NOTE,
        (
            Picture(
                PictureKind.SHARES, share_frame(shares), "Which parts are there",
                "Share of the releases in which something stands in a part, with 95 % intervals.", "Present",
            ),
        ),
        (share_table("Part by part", "Part", shares),),
    )  # fmt: skip


LAB = Lab(
    id="social-media-release",
    title="Social media release",
    question="Does my release have all its parts, and how does it read?",
    purpose="A release that others can take apart and pass on: a headline, facts as single lines, quotes, links, "
    "pictures, tags, who you are, and whom to ask.",
    steps=(
        "Begin with the core facts, one a line; the headline comes last.",
        "Add the release, look at it above, and change it until nothing is missing that it needs.",
        "Take it along as HTML for a site, or for Word.",
    ),
    limits="It does not show whether the release is true, news, or well written; a reading score counts lengths of "
    "words and sentences and nothing else.",
    fields=(
        Field("headline", "Headline"),
        Field("tags", "Tags", required=False),
        Field("contact", "Contact", required=False, help="A role and an address, no private number."),
        Field("facts", "Core facts", Kind.LONG, required=False, help="One a line."),
        Field("quotes", "Quotes", Kind.LONG, required=False, help="One a line, with who says it."),
        Field("links", "Links", Kind.LONG, required=False, help="One a line."),
        Field("multimedia", "Multimedia", Kind.LONG, required=False, help="Addresses of pictures, video, sound."),
        Field("boilerplate", "Boilerplate", Kind.LONG, required=False, help="Who the organisation is, in a few lines."),
    ),
    read=read,
    row="release",
    rows="releases",
)
