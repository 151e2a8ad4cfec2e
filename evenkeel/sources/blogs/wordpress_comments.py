"""WordPress's RSS feeds of comments, of a whole site or of one post.

Which comment an answer answers is not a field: WordPress writes it as a first paragraph, “In reply to …”,
whose words depend on the language and whose link does not. The post's number stands in the guid.
"""

import re
from collections.abc import Iterator

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.refs import (
    FEW,
    NOTHING_KNOWN,
    addressees,
    blog,
    comment_number,
    permalink,
    readable,
    rfc822,
    signed,
    web,
    wordpress_comment,
    wordpress_item,
    wordpress_site,
)
from evenkeel.sources.reading.xml_text import fields, head, is_wxr, name, parts, root_name, sound

_ITEM = re.compile(r"<item[\s>]")
_COMMENT_LINK = re.compile(r"<(?:link|guid)\b[^>]*>\s*[^<\s]+#comment-\d+\s*</", re.ASCII)
_OWN_ADDRESS = re.compile(r"<atom:link [^>]*/comments/feed/?[\"']")
_REPLY = re.compile(
    r"\s*<p>[^<]{0,200}<a\s[^>]*?href=[\"']([^\"'>]*#comment-(\d+))[\"'][^>]*>[^<]*</a>[^<]{0,200}</p>",
    re.ASCII,
)


def identify(export: Export) -> bool:
    """Tell a feed of comments by its first item's link, or by its own address where it has no items."""
    if root_name(export) != "rss" or is_wxr(export):
        return False
    about, *items = _ITEM.split(head(export), 2)
    return bool(_COMMENT_LINK.search(items[0]) if items else _OWN_ADDRESS.search(about))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the comments and, for everybody who wrote one, how far back the feed reaches."""
    content = sound(export)
    yield from content.notes
    about: dict[str, str] = {}
    acts: list[Act] = []
    count = 0
    for part in parts(content, 2):
        if name(part.tag) != "item":
            about.setdefault(name(part.tag), (part.text or "").strip())
            continue
        count += 1
        found = _comment(fields(part), f"item {count}", about.get("link", ""))
        acts += [found] if isinstance(found, Act) else []
        yield found
    if not count:
        yield Note(NOTHING_KNOWN)
    yield from _covers(acts, count >= FEW, rfc822(about.get("lastBuildDate", "")))


def _covers(acts: list[Act], cut_short: bool, built: int | None) -> Iterator[Covers]:
    moments = [act.moment for act in acts]
    for who in dict.fromkeys(act.author for act in acts):
        since = min(moments) if cut_short else None
        yield Covers(frozenset({Kind.COMMENT}), who, since, max([*moments, built or 0]), cut_short)


def _comment(said: dict[str, str], where: str, channel: str) -> Act | Skip | Reject:
    guid, link = said.get("guid", ""), web(said.get("link", ""))
    number = comment_number(link) or comment_number(guid)
    moment = rfc822(said.get("pubDate", ""))
    if not number or moment is None:
        return Reject(where, "no readable pubDate or no link that ends in #comment-…; expected both")
    site = wordpress_site(guid, link, _home(channel, link))
    answered, html = _answered(said.get("content:encoded") or said.get("description", ""), link)
    body = text.plain(readable(html))
    # So WordPress quotes the blog that linked here; people write to somebody instead.
    if body.startswith("[…]") and body.endswith("[…]"):
        return Skip("pingback")
    post = wordpress_item(guid.partition("#")[0], site) or wordpress_item(link.partition("#")[0], site)
    return Act(
        ref=wordpress_comment(site, number),
        author=signed("wordpress", "", said.get("dc:creator", "")),
        kind=Kind.COMMENT,
        moment=moment,
        platform="wordpress",
        text=body,
        parent=wordpress_comment(site, answered) if answered else post or permalink(link),
        to=addressees(body),
        url=link,
    )


def _home(channel: str, link: str) -> str:
    """Return the site: the channel's link, or its host where that link is the single post's."""
    home = blog(channel)
    return blog(link).partition("/")[0] if home in ("", permalink(link).removeprefix("url:")) else home


def _answered(html: str, link: str) -> tuple[str, str]:
    """Return the number of the comment that the first paragraph names as answered, and the text after it."""
    found = _REPLY.match(html)
    if found is None or permalink(found[1]) != permalink(link):
        return "", html
    return found[2], html[found.end() :]


SOURCE = Source("wordpress-comments", "WordPress comment feed (RSS)", identify, extract)
