"""Ghost's own export: one JSON file with the posts and the staff of a blog, and none of its comments.

What only members may read is counted as the public sees it: that it is there and when, not what it says.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.ghost_texts import words_of
from evenkeel.sources.blogs.refs import blog, ghost_post, signed
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.sources.reading.tables import Identity
from evenkeel.words import count

_WRAPPED = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"db"\s*:\s*\[\s*\{\s*"(?:meta|data)"\s*:\s*\{')
_BARE = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:meta|data)"\s*:\s*\{')
_STATUS = {"published": "", "draft": "draft", "scheduled": "scheduled post", "sent": "sent by e-mail only"}
_LAST = 7_258_118_400_000  # the end of 2199 in milliseconds
Row = dict[str, Any]


def identify(export: Export) -> bool:
    """Tell it by the wrapper `db`, or without it by the moment of export."""
    head = export.head()
    return bool(_WRAPPED.match(head) or (_BARE.match(head) and b'"exported_on"' in head))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the published posts, what was left out, and whom the export covers: everybody who can write there."""
    held = _held(export)
    data = held.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        raise export.refuse("holds no list of posts; expected an export of Ghost (Settings > Advanced > Export)")
    blog_ = _Blog(data, context)
    acts = []
    for number, post in enumerate(data["posts"], 1):
        found = blog_.post(post, f"post {number}") if isinstance(post, dict) else Reject(f"post {number}", "is no post")
        acts += [found] if isinstance(found, Act) else []
        yield found
    if blog_.locked:
        yield Note(f"Counted without the text, which only members may read: {count(blog_.locked, 'post')}.")
    yield Note("Ghost's export holds no comments: what was said about these posts is not known from it.")
    meta = held.get("meta")
    exported = _moment(meta.get("exported_on")) if isinstance(meta, dict) else None
    until = max([act.moment for act in acts] + [exported or 0])
    for who in dict.fromkeys([*blog_.users.values(), *(act.author for act in acts)]):
        yield Covers(frozenset({Kind.POST}), who, until=until or None)


def _held(export: Export) -> Row:
    value = parsed(export)
    if isinstance(value, dict) and isinstance(value.get("db"), list) and value["db"]:
        value = value["db"][0]
    return value if isinstance(value, dict) else {}


class _Joined(NamedTuple):
    """A row of a table that joins posts with authors or tags."""

    order: int
    other: str


class _Blog:
    """One blog as its export describes it: who writes there, and under which tags."""

    def __init__(self, data: Row, context: Context) -> None:
        named = [user for user in _rows(data, "users") if any(_said(user, "name", "slug", "email"))]
        self.users = {_id(user): _user(user) for user in named}
        self.tags = {_id(tag): str(tag.get("name") or "") for tag in _rows(data, "tags")}
        self.authors_of = _joined(data, "posts_authors", "author_id")
        self.tags_of = _joined(data, "posts_tags", "tag_id")
        self.locked = 0
        titles = (str(s.get("value") or "") for s in _rows(data, "settings") if s.get("key") == "title")
        alone = next(iter(self.users.values())) if len(self.users) == 1 else None
        self._unnamed = context.owner or alone or signed("ghost", "", next(titles, ""))
        self._identity = Identity("ghost")

    def post(self, post: Row, where: str) -> Act | Skip | Reject:
        """Return a post, or why it is none."""
        status = str(post.get("status") or "")
        unseen = _STATUS.get(status, f"{status} post")
        if post.get("type") == "page" or post.get("page") in (1, "1"):
            return Skip("page")
        if not status:
            return Reject(where, "no status; expected published, draft or another")
        if unseen:
            return Skip(unseen)
        moment = _moment(post.get("published_at")) or _moment(post.get("created_at"))
        if moment is None:
            return Reject(where, "no readable date; expected one in published_at")
        locked = post.get("visibility") not in (None, "", "public")
        self.locked += locked
        id_ = _id(post)
        title = text.plain(str(post.get("title") or ""))
        tags = (self.tags.get(join.other, "").strip() for join in self.tags_of.get(id_, ()))
        return Act(
            ref=_ref(post) or self._identity.of((title, str(moment))),
            author=self._author(post, id_),
            kind=Kind.POST,
            moment=moment,
            platform="ghost",
            text="" if locked else words_of(post),
            title=title,
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        )

    def _author(self, post: Row, id_: str) -> Who:
        """Return the first author of a post; exports before several were possible name one in the post itself."""
        joined = [join.other for join in self.authors_of.get(id_, ())]
        named = (self.users.get(author) for author in (*joined, _id(post, "author_id")))
        return next((who for who in named if who), self._unnamed)


def _ref(post: Row) -> str:
    """Name a post as Ghost's feed does: by its id, which was a mere count before Ghost 1.0, then by its uuid."""
    id_, uuid = _id(post), str(post.get("uuid") or "")
    return ghost_post(id_) or ghost_post(uuid) or ("" if not id_ or id_.isdecimal() else f"ghost:{id_}")


def _user(user: Row) -> Who:
    name, slug, email, site = _said(user, "name", "slug", "email", "website")
    # A slug tells people of one blog apart, not blogs: it serves matching where the roster names it.
    return signed("ghost", "", name or slug, email, blog(site))._replace(alias=slug)


def _joined(data: Row, table: str, other: str) -> dict[str, list[_Joined]]:
    """Return what belongs to each post, in the order that was given to it."""
    found: dict[str, list[_Joined]] = {}
    for row in _rows(data, table):
        order = row.get("sort_order")
        join = _Joined(order if isinstance(order, int) else 0, _id(row, other))
        found.setdefault(_id(row, "post_id"), []).append(join)
    return {post: sorted(joins, key=lambda join: join.order) for post, joins in found.items()}


def _rows(data: Row, table: str) -> list[Row]:
    rows = data.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _id(row: Row, key: str = "id") -> str:
    value = row.get(key)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _said(row: Row, *keys: str) -> tuple[str, ...]:
    values = (row.get(key) for key in keys)
    return tuple(value.strip() if isinstance(value, str) else "" for value in values)


def _moment(value: object) -> int | None:
    """Read a date of Ghost's: ISO 8601 in UTC, or milliseconds in its first exports."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 1000 if 0 < value < _LAST else None
    return iso_moment(value)


SOURCE = Source("ghost", "Ghost export", identify, extract)
