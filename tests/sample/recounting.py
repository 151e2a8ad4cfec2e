"""Counts the acts in the sample's files naively, without Evenkeel's readers and the generator's plan."""

from __future__ import annotations

import csv
import io
import json
import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import libipld

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
FIRST_DAY, ZONE = date(2026, 1, 12), ZoneInfo("America/New_York")

# Whose (a name or address), what, when, and by what it is known: an act told twice has one identity.
Found = tuple[str, str, datetime, str]


def members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the inbox with its path, and every file inside its archives."""
    for path in sorted((folder / "inbox").rglob("*")):
        name = str(path.relative_to(folder / "inbox"))
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{name}/{one}", archive.read(one)) for one in archive.namelist())
        elif path.suffix == ".gz":
            with tarfile.open(path) as archive:
                for one in archive.getmembers():
                    stream = archive.extractfile(one)
                    assert stream
                    yield f"{name}/{one.name}", stream.read()
        elif path.is_file():
            yield name, path.read_bytes()


def recount(folder: Path) -> tuple[dict[str, Counter[tuple[int, str]]], Counter[str]]:
    """Acts by student and (week, kind), and acts by names that the roster does not know."""
    roster = list(csv.DictReader(io.StringIO((folder / "roster.csv").read_text(encoding="utf-8"))))
    whose = {row[key].casefold(): row["email"] for row in roster for key in ("email", "name")}
    once = {identity: (who, kind, at) for who, kind, at, identity in found(folder)}
    counts: dict[str, Counter[tuple[int, str]]] = {row["email"]: Counter() for row in roster}
    strangers: Counter[str] = Counter()
    for who, kind, at in once.values():
        if who.casefold() in whose:
            counts[whose[who.casefold()]][week_of(at), kind] += 1
        else:
            strangers[who] += 1
    return counts, strangers


def week_of(at: datetime) -> int:
    """The calendar week of the term."""
    return (at.astimezone(ZONE).date() - FIRST_DAY).days // 7 + 1


def found(folder: Path) -> Iterator[Found]:
    """All public acts in all files."""
    for name, data in members(folder):
        owner, base = name.split("/")[0], name.rsplit("/", 1)[-1]
        if base in PERSONAL:
            yield from PERSONAL[base](owner, data)
        elif ".wordpress." in base:
            yield from wxr(data)
        elif base.startswith("blog-"):
            yield from legacy(data)
        elif base == "discussion.csv":
            yield from forum(data)
        elif base == "acts.csv":
            yield from plain(data)
        elif base.endswith((".atom", "feed.xml")):
            yield from takeout(data) if b"blogger/2018" in data else feed(base, data)


def wxr(data: bytes) -> Iterator[Found]:
    text = data.decode()
    blog = re.search(r"<wp:base_blog_url>(.*?)<", text)
    people = re.search(r"author_email><!\[CDATA\[(.*?)\]", text)
    assert blog and people
    for item in re.findall(r"<item>.*?</item>", text, re.S):
        if _cell(item, "post_type") != "post" or _cell(item, "status") != "publish":
            continue
        post = _cell(item, "post_id")
        yield people[1], "posts", _gmt(_cell(item, "post_date_gmt")), f"{blog[1]} {post}"
        for comment in re.findall(r"<wp:comment>.*?</wp:comment>", item, re.S):
            if _cell(comment, "comment_approved") == "1" and _cell(comment, "comment_type") == "comment":
                who = _cell(comment, "comment_author_email")
                who = who if who.endswith("@example.org") else _cell(comment, "comment_author")
                at = _gmt(_cell(comment, "comment_date_gmt"))
                yield who, "comments", at, f"{blog[1]} {_cell(comment, 'comment_id')}"


def _cell(text: str, name: str) -> str:
    cell = re.search(rf"<wp:{name}>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</wp:{name}>", text, re.S)
    assert cell, name
    return cell[1].strip()


def _gmt(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def feed(base: str, data: bytes) -> Iterator[Found]:
    kind = "comments" if base.startswith("comments") else "posts"
    root = ElementTree.fromstring(data)
    for item in root.iter("item"):
        who = item.findtext("{http://purl.org/dc/elements/1.1/}creator", "")
        guid = item.findtext("guid", "")
        yield who, kind, parsedate_to_datetime(item.findtext("pubDate", "")), _wordpress(guid)
    for entry in root.iter(f"{ATOM}entry"):
        who = entry.findtext(f"{ATOM}author/{ATOM}name", "")
        at = datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))
        yield who, kind, at, _wordpress(entry.findtext(f"{ATOM}id", ""))


def _wordpress(guid: str) -> str:
    parts = re.fullmatch(r"(.*)/\?p=(\d+)(?:#comment-(\d+))?", guid)
    assert parts, guid
    return f"{parts[1]} {parts[3] or parts[2]}"


def legacy(data: bytes) -> Iterator[Found]:
    for entry in ElementTree.fromstring(data).iter(f"{ATOM}entry"):
        terms = [one.get("term", "") for one in entry.iter(f"{ATOM}category")]
        kind = next(term.rsplit("#", 1)[1] for term in terms if "blogger/2008/kind#" in term)
        if kind in ("post", "comment") and "{http://www.w3.org/2007/app}draft" not in [e.tag for e in entry.iter()]:
            who = entry.findtext(f"{ATOM}author/{ATOM}name", "")
            at = datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))
            yield who, f"{kind}s", at, entry.findtext(f"{ATOM}id", "")


def takeout(data: bytes) -> Iterator[Found]:
    for entry in ElementTree.fromstring(data).iter(f"{ATOM}entry"):
        kind = entry.findtext(f"{BLOGGER}type", "")
        if kind == "PAGE" or entry.findtext(f"{BLOGGER}status") != "LIVE" or entry.findtext(f"{BLOGGER}trashed"):
            continue
        who = entry.findtext(f"{ATOM}author/{ATOM}name", "")
        at = datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))
        yield who, f"{kind.lower()}s", at, entry.findtext(f"{ATOM}id", "")


def tweets(owner: str, data: bytes) -> Iterator[Found]:
    for record in json.loads(data[data.index(b"[") :]):
        tweet = record["tweet"]
        at = datetime.strptime(tweet["created_at"], "%a %b %d %H:%M:%S %z %Y")
        snowflake = datetime.fromtimestamp(((int(tweet["id_str"]) >> 22) + 1288834974657) // 1000, UTC)
        assert snowflake == at
        kind = "reposts" if tweet["full_text"].startswith("RT @") else "tweets"
        yield owner, kind, at, tweet["id_str"]


def outbox(owner: str, data: bytes) -> Iterator[Found]:
    for item in json.loads(data)["orderedItems"]:
        if PUBLIC in [*item["to"], *item["cc"]]:
            kind = "tweets" if item["type"] == "Create" else "reposts"
            yield owner, kind, datetime.fromisoformat(item["published"]), item["id"]


def repository(owner: str, data: bytes) -> Iterator[Found]:
    """Every block that is a post or a repost, without walking the tree."""
    _, blocks = libipld.decode_car(data)
    for cid, record in blocks.items():
        kind = {"app.bsky.feed.post": "tweets", "app.bsky.feed.repost": "reposts"}.get(record.get("$type"))
        if kind:
            yield owner, kind, datetime.fromisoformat(record["createdAt"]), f"{owner} {cid!r}"


def forum(data: bytes) -> Iterator[Found]:
    for row in csv.DictReader(io.StringIO(data.decode())):
        if row["deleted"] == "0" and row["privatereplyto"] == "0":
            kind = "posts" if row["parent"] == "0" else "comments"
            yield row["userfullname"], kind, datetime.fromtimestamp(int(row["created"]), UTC), f"moodle {row['id']}"


def plain(data: bytes) -> Iterator[Found]:
    for row in csv.DictReader(io.StringIO(data.decode())):
        at = datetime.fromisoformat(row["at"])
        yield row["author"], f"{row['kind']}s", at if at.tzinfo else at.replace(tzinfo=ZONE), row["id"]


# Files that are all one person's, the one in whose folder they lie.
PERSONAL = {"tweets.js": tweets, "outbox.json": outbox, "repo.car": repository}
