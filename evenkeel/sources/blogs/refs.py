"""What one blog post or comment is called in every export and feed that holds it, and who signed it."""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from evenkeel import accounts, text
from evenkeel.model import Who
from evenkeel.sources.reading.moments import moment

# WordPress's feeds hold the newest ten items; one with fewer holds all there is.
FEW = 10
NOTHING_KNOWN = "The feed holds no items: nothing is known from it, not even that nothing was written."

# Posts, pages and attachments are numbered in one row.
_POST_ID = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d+)", re.ASCII)
_COMMENT_ID = re.compile(r"#comment-(\d+)$", re.ASCII)
_COMMENT_PAGE = re.compile(r"/comment-page-\d+$", re.ASCII)
_MEDIUM_SITE = re.compile(r"medium\.com/@([^/]+)", re.ASCII)
_MEDIUM = re.compile(r"https?://medium\.com/p/([0-9a-f]{10,12})", re.ASCII)
_GHOST = re.compile(r"[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_BLOGGER = re.compile(r"tag:blogger\.com,1999:blog-(\d+)\.post-(\d+)", re.ASCII)
_MAIL = re.compile(r"[^\s@<>(),;]{1,64}@[^\s@<>(),;]{1,190}\.[^\s@<>(),;.]{2,63}")
# A guid that only its own feed knows apart, such as a number; the others are addresses, tags and UUIDs.
_LOCAL = re.compile(r"[^:/]{1,19}")
# What Blogger and others write in the place of everybody's address: it would make one person of them all.
_NOBODYS = re.compile(r"(?:no|do-?not)-?reply@", re.IGNORECASE)
# A year is four digits: Python reads WordPress's “30 Nov -0001” of an undated post as the year 2000.
_RFC_822 = re.compile(r"\b\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d", re.ASCII)


def wordpress_post(site: str, number: str) -> str:
    """Name a post by its number on a WordPress site (`accounts.blog` of its address)."""
    return f"wordpress:{site}:post:{number}"


def wordpress_comment(site: str, number: str) -> str:
    """Name a comment by its number on a WordPress site."""
    return f"wordpress:{site}:comment:{number}"


def wordpress_item(address: str, site: str) -> str:
    """Name what a guid or address of WordPress stands for (`?p=7`, `…#comment-9`), or nothing.

    A post's number counts only on its own site: a blog that moved keeps its old guids, with numbers
    that may be another post's today.
    """
    comment = comment_number(address)
    if comment:
        return wordpress_comment(site, comment)
    post = _POST_ID.search(address)
    return wordpress_post(site, post[1]) if post and blog(address) == site else ""


def comment_number(address: str) -> str:
    """Return the number at the end of a WordPress comment's address, or nothing."""
    found = _COMMENT_ID.search(address)
    return found[1] if found else ""


def wordpress_site(guid: str, link: str, home: str) -> str:
    """Return the site of a feed's item: the blog its guid names where the link lies in it, else `home`."""
    named = blog(guid) if _POST_ID.search(guid) else ""
    return named if named and f"{blog(link)}/".startswith(f"{named}/") else home


def blogger_item(tag: str, site: str = "") -> str:
    """Name a Blogger post or comment by its Atom id, the same in backup, Takeout and feed; else nothing.

    A converter's id without a blog's number is told apart by the blog's address.
    """
    found = _BLOGGER.search(tag)
    if found:
        return f"blogger:{found[1]}:{found[2]}"
    return f"blogger:{site}:{tag.strip()}" if site and tag.strip() else ""


def medium_post(address: str) -> str:
    """Name a Medium post by its short address, which is its guid in feeds; nothing for any other address."""
    found = _MEDIUM.fullmatch(address.strip().partition("?")[0])
    return f"medium:{found[1]}" if found else ""


def ghost_post(number: str) -> str:
    """Name a Ghost post by its id (before Ghost 1.0: by its uuid), which is its guid in feeds; else nothing."""
    return f"ghost:{number}" if _GHOST.fullmatch(number) else ""


def item(guid: str, link: str, site: str = "", engine: str = "", number: str = "") -> str:
    """Name an item of a feed as its engine's export does where that is known, else by its guid.

    `number` is what WordPress.com adds: the post's number whatever its guid.
    """
    known = blogger_item(guid) or medium_post(guid)
    if engine == "ghost":
        known = known or ghost_post(guid)
    if engine == "wordpress" and not known:
        known = wordpress_post(site, number) if number else wordpress_item(guid, site) or wordpress_item(link, site)
    if not known and _LOCAL.fullmatch(guid):
        return f"feed:{site or blog(link)}:{guid}"
    return known or f"feed:{guid or link}"


def blog(address: str) -> str:
    """Spell an http address as accounts do; nothing where it is none."""
    address = web(address)
    return accounts.blog(address) if address else ""


def web(address: str) -> str:
    """Return an http address as it is written; nothing where it is another thing or broken."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def permalink(link: str) -> str:
    """Name the post of a comment by the post's address, where that is all the comment's link tells."""
    post = _COMMENT_PAGE.sub("", blog(link))
    return f"url:{post}" if post else ""


def signed(platform: str, handle: str, name: str, email: str = "", site: str = "") -> Who:
    """Name somebody as they signed; an e-mail address in the name's place serves matching, not as a name."""
    if found := _MAIL.search(name):
        email, name = email or found[0], _MAIL.sub("", name).strip(" <>()")
    email = email.strip()
    if _NOBODYS.match(email):
        email = ""
    if not (handle or name or email or site):
        name = "anonymous"
    return Who(platform, handle, name, email, site)


def blog_author(site: str, name: str, email: str = "") -> Who:
    """Name whoever writes a blog alone: by the blog's address, or by the account where the address holds one."""
    account = _MEDIUM_SITE.fullmatch(site)
    return signed("medium", account[1], name, email, site) if account else signed("blog", site, name, email)


def rfc822(written: str) -> int | None:
    """Read a date as RSS writes it; None where there is none. Without an offset it is UTC."""
    if not _RFC_822.search(written):
        return None
    try:
        when = parsedate_to_datetime(written)
        return moment(when.isoformat(), UTC)
    except (ValueError, OverflowError):
        return None


def iso(written: str) -> int | None:
    """Read a date as Atom and WordPress write it; None where there is none. Without an offset it is UTC."""
    try:
        return moment(written, UTC)
    except (ValueError, OverflowError):
        return None


def addressees(body: str) -> tuple[Who, ...]:
    """Return whom a comment's text @-mentions."""
    return tuple(Who(handle=handle) for handle in dict.fromkeys(text.mentions(body)))


def readable(html: str) -> str:
    """Return what the public can read of an item: nothing where WordPress asks for a password instead."""
    return "" if "post-password-form" in html else html
