"""What fills, shapes and colours mean, as a line of small pictures and words that wraps on a phone.

A chart's own legend can show neither the fill of evidence nor break its line; and tables need the same key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import quote

from evenkeel.charts.theme import DASH, EVIDENCE, OPACITY, Palette

Glyph = Literal["circle", "triangle", "square", "diamond", "hatch", "hollow", "dot"]
_PATHS = {
    "circle": '<circle cx="8" cy="8" r="5.5"',
    "triangle": '<path d="M8 2 14 13.5H2Z"',
    "dot": '<circle cx="8" cy="8" r="2"',
    "hollow": '<rect x="2.5" y="2.5" width="11" height="11"',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"',
    "diamond": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z"',
    "hatch": '<path d="M2.5 13.5 13.5 2.5M2.5 8 8 2.5M8 13.5 13.5 8M2.5 2.5H13.5V13.5H2.5Z"',
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning: its words, and how it is drawn."""

    words: str
    colour: str
    glyph: Glyph = "circle"
    evidence: str = "measured"


def evidence(
    shades: Palette,
    kinds: Sequence[str] = ("measured", "self-reported", "estimated"),
    glyph: Glyph = "circle",
) -> list[Entry]:
    """Give the entries for kinds of evidence."""
    said = {"estimated": "estimated from posting times", "unplaced": "self-reported without a time of day"}
    return [Entry(said.get(kind, kind), shades.calm, glyph, kind) for kind in kinds]


def flag(shades: Palette, words: str = "flagged") -> Entry:
    """Give the entry for a flag."""
    return Entry(words, shades.worth, "triangle")


def html(entries: Sequence[Entry], shades: Palette) -> str:
    """Write the key as HTML; screen readers get the words without the pictures."""
    items = "".join(
        f'<span class="ek-key-item">{_picture(entry)}<span>{escape(entry.words)}</span></span>' for entry in entries
    )
    return f'<div class="ek-key" style="color:{shades.quiet}">{items}</div>'


def _picture(entry: Entry) -> str:
    # An image, for Streamlit takes inline SVG out of HTML.
    svg = quote(_svg(entry))
    return f'<img alt="" width="16" height="16" src="data:image/svg+xml,{svg}">'


def _svg(entry: Entry) -> str:
    place = EVIDENCE.index(entry.evidence)
    opacity = 0 if entry.glyph in ("hatch", "hollow") else OPACITY[place]
    dash = "" if DASH[place] == [1, 0] else f' stroke-dasharray="{DASH[place][0]} {DASH[place][1]}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{_PATHS[entry.glyph]}'
        f' fill="{entry.colour}" fill-opacity="{opacity}"'
        f' stroke="{entry.colour}" stroke-width="1.5"{dash}/></svg>'
    )
