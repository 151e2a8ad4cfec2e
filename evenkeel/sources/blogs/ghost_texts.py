"""The words of a Ghost post whose HTML an export leaves out, from the documents of Ghost's editors."""

import json
from collections.abc import Iterator
from typing import Any

from evenkeel import text

# What cards keep words in: as they are, or as HTML.
_PLAIN = ("text", "code", "markdown")
_HTML = ("html", "calloutText", "heading", "content", "header", "subheader", "caption",
         "productTitle", "productDescription")  # fmt: skip
# What a reader of the page does not see as the author's words.
_UNSEEN = frozenset({"email", "email-cta", "signup", "button", "paywall"})
_INLINE = frozenset({"text", "extended-text", "link", "autolink", "tab", "linebreak"})


def words_of(post: dict[str, Any]) -> str:
    """Return a post's text: of its HTML, else as Ghost wrote it plain, else of the editor's document."""
    for key, read in (("html", text.plain), ("plaintext", str.strip), ("lexical", _lexical), ("mobiledoc", _mobiledoc),
                      ("markdown", str.strip)):  # fmt: skip
        written = post.get(key)
        if isinstance(written, str) and (found := read(written)):
            return found
    return ""


def _lexical(written: str) -> str:
    held = _held(written)
    return _tidy(_nodes(held.get("root")))


def _nodes(root: Any) -> Iterator[str]:
    """Yield the pieces of a document in order, without recursion: how deep it is nested is up to the file."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        if not isinstance(node, dict) or node.get("type") in _UNSEEN:
            continue
        block = node.get("type") not in _INLINE
        if block:
            yield "\n"
        yield from _card(node)
        if node.get("type") == "linebreak":
            yield "\n"
        children = node.get("children")
        waiting += (["\n"] if block else []) + (children[::-1] if isinstance(children, list) else [])


def _card(held: dict[str, Any]) -> Iterator[str]:
    """Yield the words that a card or a piece of text holds itself."""
    for key in _PLAIN:
        if isinstance(held.get(key), str):
            yield held[key]
    for key in _HTML:
        if isinstance(held.get(key), str):
            yield f"{text.plain(held[key])}\n"


def _mobiledoc(written: str) -> str:
    held = _held(written)
    cards, sections = held.get("cards"), held.get("sections")
    return _tidy(_sections(sections, cards if isinstance(cards, list) else []))


def _sections(sections: Any, cards: list[Any]) -> Iterator[str]:
    for section in sections if isinstance(sections, list) else ():
        match section:
            case [1, str(), list(markers), *_]:
                yield from _markers(markers)
            case [3, str(), list(items), *_]:
                for item in items:
                    yield from _markers(item if isinstance(item, list) else [])
            case [10, int(number), *_] if 0 <= number < len(cards):
                yield from _mobiledoc_card(cards[number])
        yield "\n"


def _markers(markers: list[Any]) -> Iterator[str]:
    yield "\n"
    for marker in markers:
        match marker:
            case [0, _, _, str(words), *_]:
                yield words
            case [1, *_]:  # an atom, which is a soft line break
                yield "\n"


def _mobiledoc_card(card: Any) -> Iterator[str]:
    match card:
        case [str(kind), dict(held), *_] if kind not in _UNSEEN:
            yield from _card(held)


def _held(written: str) -> dict[str, Any]:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _tidy(pieces: Iterator[str]) -> str:
    lines = "".join(pieces).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
