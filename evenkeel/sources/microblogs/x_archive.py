"""X (Twitter) archives: only the files of the owner's public posts are ever opened.

The manifest lists every part and how many posts it holds; what is missing is said, and then nothing is
claimed to be covered. Deleted posts, likes and direct messages lie in files of their own, which stay shut.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from evenkeel.model import Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs.x_tweets import LongPosts, Record, Tweets
from evenkeel.sources.reading.json_stream import elements
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.reading.moments import iso_moment

_PART = re.compile(r"(?:data/)?tweets?(?:-part\d+)?\.js", re.ASCII)
_POSTS = re.compile(rb"\s*window\.YTD\.tweets?\.part\d+\s*=\s*\[")
# What lies in an archive's folder. Another file there is somebody else's, and must not vanish in the bundle.
_OWN = re.compile(r"(?:data|assets)/.*|[^/]*\.(?:js|html|txt|md)|[^/]*media/.*", re.ASCII)
_NOTES = re.compile(r"(?:data/)?note-tweet(?:-part\d+)?\.js", re.ASCII)
_KINDS = frozenset({Kind.TWEET, Kind.REPOST})


class _Part(NamedTuple):
    export: Export
    promised: int | None


def identify(export: Export) -> bool:
    """Tell an archive by its posts beside a manifest or account, and a bare tweets.js by its first words."""
    if not export.members:
        return bool(_POSTS.match(export.head()))
    names = _names(export)
    known = any(folder + name in names for folder in ("data/", "") for name in ("manifest.js", "account.js"))
    posts = [member for name, member in names.items() if _PART.fullmatch(name)]
    pure = all(_OWN.fullmatch(name) for name in names)
    return known and pure and any(_POSTS.match(member.head()) for member in posts)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the owner's posts and reposts, and until when the archive shows them."""
    names = _names(export)
    manifest = _value(names, "manifest.js")
    author = _owner(export, names, manifest, context)
    parts, missing = _parts(export, names, manifest)
    yield from missing
    long_posts = LongPosts(
        note
        for name, member in sorted(names.items())
        if _NOTES.fullmatch(name)
        for note in _records(member, "noteTweet")
    )
    tweets = Tweets(author, long_posts)
    complete, first, last = not missing, None, None
    for part in parts:
        count = 0
        for count, record in enumerate(_records(part.export, "tweet"), 1):
            try:
                act = tweets.act(record)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                yield Reject(f"{part.export.name}, post {count}", f"cannot be read ({_why(error)})")
                continue
            first = act.moment if first is None or act.moment < first else first
            last = act.moment if last is None or act.moment > last else last
            yield act
        if part.promised is not None and part.promised != count:
            complete = complete and count > part.promised
            yield Note(f"{part.export.name} holds {count:,} posts; the archive's list says {part.promised:,}.")
    yield from (Skip("long text without its post") for _ in range(long_posts.left))
    info = _under(manifest, "archiveInfo")
    partial = info.get("isPartialArchive") is True
    if partial:
        yield Note("X says that this archive is a part only: load the other parts as well.")
    if complete:
        until = iso_moment(info.get("generationDate")) or last
        yield Covers(_KINDS, author, first if partial else None, until, cut_short=partial)


def _names(export: Export) -> dict[str, Export]:
    return {member.path[len(export.path) + 1 :].casefold(): member for member in export.members}


def _parts(export: Export, names: dict[str, Export], manifest: dict[str, Any]) -> tuple[list[_Part], list[Note]]:
    """List the files of posts by the manifest, else by their names; and note what is only in the manifest."""
    if not export.members:
        return [_Part(export, None)], []
    types = _under(manifest, "dataTypes")
    listed = (_under(types, "tweets") or _under(types, "tweet")).get("files")
    parts, missing = [], []
    for file in filter(_is_object, listed if isinstance(listed, list) else []):
        name = str(file.get("fileName", "")).casefold()
        member = names.get(name) or names.get(name.removeprefix("data/"))
        promised = int(file["count"]) if str(file.get("count", "")).isdecimal() else None
        if member:
            parts.append(_Part(member, promised))
        else:
            missing.append(Note(f"{name} is missing: the archive's own list says it holds {promised} posts."))
    if not parts:
        parts = [_Part(member, None) for name, member in sorted(names.items()) if _PART.fullmatch(name)]
    return parts, missing


def _owner(export: Export, names: dict[str, Export], manifest: dict[str, Any], context: Context) -> Who:
    """Take the owner from the manifest, else from account.js (not the address there), else from outside."""
    about = _under(manifest, "userInfo")
    handle, name = about.get("userName"), about.get("displayName")
    if not handle:
        account = _value(names, "account.js")
        handle, name = account.get("username"), account.get("accountDisplayName")
    if handle:
        return Who("x", str(handle).casefold(), str(name or ""))
    if context.owner:
        return context.owner
    raise export.refuse(
        "does not say whose posts it holds. Load the whole archive with account.js, or put the file into "
        "inbox/<e-mail address>/, or name the student with --student."
    )


def _value(names: dict[str, Export], name: str) -> dict[str, Any]:
    """Read manifest.js (an object) or account.js (a list of one); empty where there is none."""
    member = names.get(f"data/{name}") or names.get(name)
    found = _assigned(member) if member else {}
    if isinstance(found, list):
        return _under({"": found[0]}, "", "account") if found else {}
    return _under({"": found}, "")


def _records(member: Export, key: str) -> Iterator[Record]:
    """Yield the records of a file: each wrapped in its kind, or bare as in old archives."""
    for item in elements(member, after="=", lacking="holds no list of posts"):
        yield _under({"": item}, "", key) or _under({"": item}, "")


def _under(value: Any, *keys: str) -> dict[str, Any]:
    """Go down into an object; empty where there is no object."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _assigned(member: Export) -> Any:
    """Read the JSON after `window.… =`."""
    content = member.read()
    start = content.find(b"=") + 1
    return parsed(member, content[start:].rstrip().rstrip(b";"))


def _why(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)


SOURCE = Source("x", "X (Twitter) archive", identify, extract)
