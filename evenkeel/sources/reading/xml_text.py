"""XML as exports bring it: read safely, checked to its end first, refused with the line of the break."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers.expat.errors import XML_ERROR_INVALID_TOKEN, messages

from defusedxml.common import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import DefusedXMLParser

from evenkeel.model import Note
from evenkeel.sources.base import Export
from evenkeel.sources.reading.xml_mending import PREFIXES, mended

# Atomic groups: a head full of comments that lead nowhere must not be tried in every combination.
_ROOT = re.compile(
    r"(?>\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>))*+\s*(<[A-Za-z_][^<>]*>)", re.DOTALL
)
_CHUNK = 1 << 20
_WXR = re.compile(r"https?://(?:[\w-]+\.)*wordpress\.org/export/[\d.]+/?", re.ASCII)
_WXR_ITEM = re.compile("<wp:(?:wxr_version|base_blog_url|post_id)>")


class Sound(NamedTuple):
    """A file whose XML is known to be whole, and what had to be mended."""

    export: Export
    open: Callable[[], BinaryIO]
    notes: tuple[Note, ...] = ()


class _Flaw(NamedTuple):
    line: int
    what: str


@lru_cache(maxsize=1024)
def name(element_tag: str) -> str:
    """Return an element's name with the usual prefix of its namespace, nothing where nobody asks for that."""
    space, _, local = element_tag.removeprefix("{").rpartition("}")
    if not space:
        return local
    prefix = "wp" if _WXR.fullmatch(space) else PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""


def fields(element: Element) -> dict[str, str]:
    """Return the texts of an element's children by usual name (`wp:post_id`, `link`); of two the first."""
    found: dict[str, str] = {}
    for child in element:
        key = name(child.tag)
        if key and key not in found:
            found[key] = (child.text or "").strip()
    return found


def root_tag(export: Export) -> str:
    """Return the start tag of the root element as it is written, or nothing where the file is not XML."""
    found = _ROOT.match(head(export))
    return found[1] if found else ""


def head(export: Export) -> str:
    """Return the beginning of a file as text; bytes that make no sense are replaced."""
    start = export.head()
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return start.decode(encoding, "replace")


def root_name(export: Export) -> str:
    """Return the root element's name without its prefix: `rss`, `feed`, `RDF`, or nothing."""
    found = re.match(r"<(?:[\w.-]+:)?([\w.-]+)", root_tag(export))
    return found[1] if found else ""


def is_wxr(export: Export) -> bool:
    """Tell WordPress's export from a feed: its root has the namespace, or the version tag is there."""
    if root_name(export) != "rss":
        return False
    return bool(_WXR.search(root_tag(export)) or _WXR_ITEM.search(head(export)))


def sound(export: Export) -> Sound:
    """Check a file's XML to its end, so that nothing is taken from one that breaks off; mend what is exact.

    Raises ExportRefused with the line, what was found there and what was expected.
    """
    if not export.head().strip():
        raise export.refuse("the file is empty; expected a blog export or feed")
    flaw = _flaw(export, export.open)
    if flaw is None:
        return Sound(export, export.open)
    content, done = mended(export.read())
    if done and _flaw(export, lambda: BytesIO(content)) is None:
        said = f"Broken XML (line {flaw.line}: {flaw.what}) was mended: {', '.join(done)}."
        return Sound(export, lambda: BytesIO(content), (Note(said),))
    why = f"the XML is broken: {flaw.what}; expected a complete export, so export it again"
    raise export.refuse(why, f"line {flaw.line}")


def parts(content: Sound, level: int) -> Iterator[Element]:
    """Yield the children of the root (level 1) or of RSS's channel (level 2), each forgotten after use.

    Read by the fast parser: what `sound` let through declares no entities.
    """
    depth, holder = 0, None
    try:
        with content.open() as stream:
            for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - sound: no entities, see above
                if event == "start":
                    depth += 1
                    if depth == level:
                        holder = element
                    continue
                depth -= 1
                if depth == level and holder is not None:
                    yield element
                    holder.clear()
    except (ParseError, ValueError, LookupError) as error:
        raise content.export.refuse(f"the XML cannot be read ({error}); export it again") from error


class _Nothing:
    """What the check builds: nothing, so that it costs little."""

    def close(self) -> None:
        """Build nothing."""


def _flaw(export: Export, opened: Callable[[], BinaryIO]) -> _Flaw | None:
    """Return where a file stops being XML, if it does."""
    gate = DefusedXMLParser(target=_Nothing())
    expat = vars(gate)["parser"]
    expat.DefaultHandlerExpand = None  # asked for every piece of text, only to drop it
    try:
        with opened() as stream:
            while chunk := stream.read(_CHUNK):
                gate.feed(chunk)
        gate.close()
    except ParseError as error:
        return _Flaw(error.position[0], _explained(error, opened))
    except EntitiesForbidden as error:
        why = f"it declares the entity “{error.name}”; expected none, for a blog export has no use for them"
        raise export.refuse(why, f"line {expat.CurrentLineNumber}") from error
    except (DefusedXmlException, LookupError, ValueError) as error:
        return _Flaw(1, f"its encoding or its DTD cannot be read ({error})")
    return None


def _explained(error: ParseError, opened: Callable[[], BinaryIO]) -> str:
    what, (number, column) = messages[error.code], error.position
    if what != XML_ERROR_INVALID_TOKEN:
        return what
    with opened() as stream:
        line = next((line for count, line in enumerate(stream, 1) if count == number), b"")
    around = line[max(0, column - 20) : column + 20].decode("utf-8", "replace").strip()
    return f"{what} near “{around}”"
