"""What the files of a Ning archive hold: who is who, posts and comments, and what not everybody could see."""

from collections.abc import Iterator
from typing import Any

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Export
from evenkeel.sources.blogs.refs import addressees, signed
from evenkeel.sources.classroom.ning_json import read
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.sources.reading.tables import Identity
from evenkeel.words import count, together

_POSTS = ("blogs", "discussions")
_ALL = ("members", *_POSTS)
# What one of the other things is called; only what was said about it counts.
_ONE = {"photos": "photo", "videos": "video", "events": "event", "groups": "group", "notes": "note", "pages": "page",
        "music": "song"}  # fmt: skip
_PRIVATE = frozenset({"private", "true", "y", "yes", "1", "me", "friends"})
Item = dict[str, Any]


class Network:
    """One network as its files describe it: who is who, what is private, and who wrote when at last."""

    def __init__(self) -> None:
        self.people: dict[str, Who] = {}
        self.active: set[Who] = set()
        self.last: dict[Who, int] = {}
        self._closed: set[str] = set()
        self._identity = Identity("ning")

    def file(self, kind: str, export: Export) -> Iterator[Found]:
        """Yield what one file holds."""
        held, places = read(export)
        if places:
            yield Note(
                f"{export.name}: broken as Ning's files are known to be, and mended in {count(places, 'place')}."
            )
        if not isinstance(held, list):
            raise export.refuse("holds no list; expected a file of a Ning archive")
        items = [item for item in held if isinstance(item, dict)]
        kind = kind or ("members" if any("fullName" in item for item in items) else "posts")
        for item in items:
            self._meet(kind, item)
        for number, item in enumerate(held, 1):
            where = f"{export.name}, item {number}"
            if not isinstance(item, dict):
                yield Reject(where, "is no object with a contributorName")
            elif kind == "members":
                yield from self._wall(item, where)
            else:
                yield from self._item(kind, item, where)

    def _meet(self, kind: str, item: Item) -> None:
        """Learn who a member is, or that a group is closed, before anything is read that needs to know."""
        if kind == "groups" and _private(item):
            self._closed.add(_said(item, "id"))
        key = _said(item, "contributorName")
        if kind == "members" and key:
            who = self.people[key] = signed("ning", key, text.plain(_said(item, "fullName")), _said(item, "email"))
            if _state(item) == "active":
                self.active.add(who)

    def _who(self, key: str) -> Who:
        return self.people.setdefault(key, Who("ning", key))

    def _wall(self, member: Item, where: str) -> Iterator[Found]:
        """Yield the comments that a member received on their own page, and who is no longer or not yet a member."""
        key, state = _said(member, "contributorName"), _state(member)
        if not key:
            yield Reject(where, "no contributorName; expected the member's key")
        elif state != "active":
            yield Skip(f"member ({state})")
        for number, comment in enumerate(_comments(member), 1):
            to = (self._who(key),) if key else ()
            yield self._comment(comment, f"{where}, comment {number}", "", to, f"wall of {key}")

    def _item(self, kind: str, item: Item, where: str) -> Iterator[Found]:
        """Yield a post, or what else it is, and the comments on it."""
        key, post = _said(item, "contributorName"), kind in (*_POSTS, "posts")
        unseen = self._unseen(item)
        ref = _ref(item, kind) or self._identity.of((kind, *_told(item), _said(item, "title")))
        if post:
            yield Skip(unseen) if unseen else self._post(item, where, ref)
        else:
            yield Skip(_ONE.get(kind, f"one of {kind}"))
        to = (self._who(key),) if key and not post and kind != "groups" else ()
        for number, comment in enumerate(_comments(item), 1):
            if unseen:
                yield Skip("comment on something that not everybody could see")
            else:
                yield self._comment(comment, f"{where}, comment {number}", ref if post else "", to, ref)

    def _unseen(self, item: Item) -> str:
        """Say why not every member could see an item; nothing where they could."""
        status = _said(item, "publishStatus").casefold()
        if status and not status.startswith("publish"):
            return "draft"
        if _said(item, "groupId") in self._closed:
            return "in a private group"
        return "private" if _private(item) else ""

    def _post(self, item: Item, where: str, ref: str) -> Act | Reject:
        key, moment = _said(item, "contributorName"), _moment(item)
        if moment is None or not key:
            return Reject(where, "no contributorName or no readable createdDate; expected both")
        tags = item.get("tags")
        named = [_said(item, "category"), *(tags if isinstance(tags, list) else [tags])]
        labels = (tag.strip() for tag in named if isinstance(tag, str))
        return self._made(
            Act(
                ref=ref,
                author=self._who(key),
                kind=Kind.POST,
                moment=moment,
                platform="ning",
                text=text.plain(_said(item, "description")),
                title=text.plain(_said(item, "title")),
                tags=tuple(dict.fromkeys(tag for tag in labels if tag and tag.casefold() != "uncategorized")),
            )
        )

    def _comment(self, comment: Any, where: str, parent: str, to: tuple[Who, ...], place: str) -> Act | Reject:
        said: Item = comment if isinstance(comment, dict) else {}
        key, moment = _said(said, "contributorName"), _moment(said)
        if moment is None or not key:
            return Reject(where, "no contributorName or no readable createdDate; expected both")
        body, author = text.plain(_said(said, "description")), self._who(key)
        named = dict.fromkeys((*to, *addressees(body)))
        return self._made(
            Act(
                ref=_ref(said, place) or self._identity.of((place, *_told(said))),
                author=author,
                kind=Kind.COMMENT,
                moment=moment,
                platform="ning",
                text=body,
                parent=parent,
                to=tuple(who for who in named if who != author),
            )
        )

    def _made(self, act: Act) -> Act:
        self.last[act.author] = max(self.last.get(act.author, 0), act.moment)
        return act

    def summary(self, present: frozenset[str], dated: int) -> Iterator[Note | Covers]:
        """Yield whom the archive covers: members, silent ones too; who left, until what they last wrote."""
        missing = [f"ning-{kind}.json" for kind in _ALL if kind not in present]
        if missing:
            yield Note(f"Without {together(missing)}, who wrote nothing in this network is not known.")
        kinds = {Kind.POST} if present.issuperset(_POSTS) else set()
        kinds |= set() if missing else {Kind.COMMENT}
        until = max([*self.last.values(), dated])
        for who in dict.fromkeys((*self.people.values(), *self.last)) if kinds else ():
            if who in self.active or who in self.last:
                shown = until if who in self.active or "members" not in present else self.last[who]
                yield Covers(frozenset(kinds), who, until=shown or None)


def _ref(item: Item, place: str) -> str:
    """Name something by its id, which Ning's own (`9:BlogPost:8`) are everywhere; a mere number only in its place."""
    id_ = _said(item, "id")
    return f"ning:{id_}" if ":" in id_ else f"ning:{place.removeprefix('ning:')}:{id_}" if id_ else ""


def _told(item: Item) -> tuple[str, str, str]:
    return _said(item, "contributorName"), _said(item, "createdDate"), _said(item, "description")


def _private(item: Item) -> bool:
    values = (item.get(key) for key in ("groupPrivacy", "isPrivate", "visibility"))
    return any(str(value).casefold() in _PRIVATE for value in values)


def _state(member: Item) -> str:
    return _said(member, "state").casefold() or "active"


def _comments(item: Item) -> list[Any]:
    comments = item.get("comments")
    return comments if isinstance(comments, list) else []


def _moment(item: Item) -> int | None:
    """Return when something appeared: a post that waited was created before."""
    return iso_moment(item.get("publishTime")) or iso_moment(item.get("createdDate"))


def _said(item: Item, key: str) -> str:
    value = item.get(key)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
