"""Reading what people wrote: words, mentions, hashtags, and HTML as plain text."""

import re

from selectolax.lexbor import LexborHTMLParser

_WORD = re.compile(r"(?!https?://|@)\S*?[^\W_]")
_MENTION = re.compile(r"(?<![\w./@])@([\w.-]+(?:@[\w.-]+)?)")
_HASHTAG = re.compile(r"(?<![\w&])#(\w+)")
# Where a block begins or ends, in HTML as written: telling it so costs half of asking the parsed document.
_EDGE = re.compile(
    r"<(?=/?(?:p|br|hr|div|[uod]l|li|d[dt]|h[1-6]|blockquote|pre|table|t[rdh]|section|article|aside|header|footer|address"
    r"|details|summary|figure|figcaption)\b)",
    re.IGNORECASE | re.ASCII,
)
_UNSEEN = re.compile(r"<(?:script|style)\b", re.IGNORECASE | re.ASCII)
# A block this large, once freed, lets glibc keep memory from one small HTML document to the next instead of
# returning it after each: posts are read more than twice as fast.
_block = bytes(1 << 20)
del _block


def words(text: str) -> int:
    """Count blank-separated pieces with a letter or digit that are neither a web address nor a mention."""
    pieces = text.split()
    # Most pieces are nothing but letters; only the others need a look.
    return len(pieces) - sum(1 for piece in pieces if not piece.isalpha() and not _WORD.match(piece))


def mentions(text: str) -> list[str]:
    """List the handles that a text @-mentions, `handle` or `handle@host`, in lower case and in order."""
    if "@" not in text:
        return []
    return [found.rstrip(".-").casefold() for found in _MENTION.findall(text) if found.rstrip(".-")]


def hashtags(text: str) -> list[str]:
    """List the hashtags of a text without their #, in lower case."""
    if "#" not in text:
        return []
    return [found.casefold() for found in _HASHTAG.findall(text)]


def plain(html: str) -> str:
    """Turn HTML into text: tags gone, entities read, blocks on their own lines, blanks folded."""
    if "<" not in html and "&" not in html:
        return html.strip()
    tree = LexborHTMLParser(_EDGE.sub("\n<", html))
    if _UNSEEN.search(html):
        for node in tree.css("script, style"):
            node.decompose()
    body = tree.body
    lines = (body.text() if body else "").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
