"""Broken XML that has exactly one meaning, made whole.

Blog engines do write it. Five slips are mended: blanks before the XML declaration, control characters (XML
has no place for them), a raw `&`, an HTML entity such as `&nbsp;` outside CDATA, and a prefix that nobody
declared. Nothing else is, for the rest would be a guess.
"""

import re

_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
# What is left open runs to the end, else every opening would be searched for its end anew.
_UNREAD = rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
_AMPERSAND = re.compile(_UNREAD + rb"|&(?!(?:#\d+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);)", re.DOTALL)
_PREFIX = re.compile(_UNREAD + rb"|<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']", re.DOTALL)
_DECLARED = re.compile(rb"\sxmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT_NAME = re.compile(rb"<[A-Za-z_][\w.:-]*")
# The usual prefix of every namespace an importer asks for; WXR's has its version in its name.
PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app",
    "http://schemas.google.com/g/2005": "gd",
    "http://a9.com/-/spec/opensearchrss/1.0/": "openSearch",
    "http://a9.com/-/spec/opensearch/1.1/": "openSearch",
    "http://schemas.google.com/blogger/2018": "blogger",
}
_MEANT = {prefix: space for space, prefix in reversed(PREFIXES.items())}
_MEANT["wp"] = "http://wordpress.org/export/1.2/"


def mended(content: bytes) -> tuple[bytes, list[str]]:
    """Return the content with what can be mended exactly, and what was done."""
    done: list[str] = []
    if b"\x00" in content[:64]:
        return content, done  # two bytes a letter: what is looked for below would be halves of letters
    if content[:1].isspace():
        content = content.lstrip()
        done.append("blanks before its beginning left out")
    content, count = _CONTROL.subn(b"", content)
    if count:
        done.append(f"{count} control characters left out")
    escaped = _AMPERSAND.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], content)
    if escaped != content:
        done.append(f"{(len(escaped) - len(content)) // 4} raw & read as &amp;")
    declared, missing = _with_prefixes(escaped)
    if missing:
        done.append(f"undeclared prefixes read as usual ({', '.join(missing)})")
    return declared, done


def _with_prefixes(content: bytes) -> tuple[bytes, list[str]]:
    """Declare on the root the prefixes that nobody declares; one we do not know gets a name of its own."""
    root = _ROOT_NAME.search(content)
    used = {(found[1] or found[2] or b"").decode() for found in _PREFIX.finditer(content)}
    missing = sorted(used - {found.decode() for found in _DECLARED.findall(content)} - {"xml", "xmlns", ""})
    if root is None or not missing:
        return content, []
    spaces = "".join(f' xmlns:{name}="{_MEANT.get(name, "urn:undeclared:" + name)}"' for name in missing)
    return content[: root.end()] + spaces.encode() + content[root.end() :], missing
