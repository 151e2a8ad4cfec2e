"""Large exports of one invented student, in each format's own shape; the same size gives the same bytes.

python -m benchmarks.big_exports DIR [--tweets N] [--posts N] [--comments N] [--statuses N]
"""

import argparse
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

from benchmarks.big_class import SOME_WORDS

FROM = datetime(2025, 9, 1, tzinfo=UTC)
EPOCH = 1_288_834_974_657
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ACTOR = "https://social.example.org/users/ada"


class Words:
    """Cuts text from one long row of words."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self._row = " ".join(self.rng.choices(SOME_WORDS.split(), k=20_000))

    def some(self, low: int, high: int) -> str:
        """Return between so many letters and so many, at a blank."""
        start = self.rng.randrange(len(self._row) - high)
        cut = self._row[start : start + self.rng.randint(low, high)]
        return cut[cut.find(" ") + 1 : cut.rfind(" ")]


def x_archive(path: Path, tweets: int) -> Path:
    """Write a zip with manifest, account and tweets.js, each record with the fields that X gives it."""
    words = Words(1)
    manifest = {
        "userInfo": {"accountId": "77", "userName": "ada_p310", "displayName": "Ada Ash"},
        "archiveInfo": {"generationDate": "2026-05-01T00:00:00.000Z", "isPartialArchive": False},
        "dataTypes": {"tweets": {"files": [{"fileName": "data/tweets.js", "count": str(tweets)}]}},
    }
    records = ({"tweet": _tweet(words, number)} for number in range(tweets))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("data/manifest.js", f"window.__THAR_CONFIG = {json.dumps(manifest)}")
        with archive.open("data/tweets.js", "w", force_zip64=True) as stream:
            for piece in _pretty(records, "window.YTD.tweets.part0 = [\n", "]"):
                stream.write(piece)
    return path


def _pretty(records: Iterable[object], before: str, after: str) -> Iterator[bytes]:
    yield before.encode()
    for number, record in enumerate(records):
        yield (("," if number else "") + json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()
    yield after.encode()


def _tweet(words: Words, number: int) -> dict[str, object]:
    at = FROM + timedelta(seconds=number * 97)
    key = str((int(at.timestamp() * 1000) - EPOCH << 22) | 1)
    answers = number % 3 == 0
    text = (
        ("@ben_p310 " if answers else "")
        + words.some(40, 200)
        + (" https://t.co/abcdefghij" if number % 4 == 0 else "")
    )
    link = {
        "url": "https://t.co/abcdefghij",
        "expanded_url": "https://example.org/an/article",
        "display_url": "example.org/an/article",
        "indices": ["10", "33"],
    }
    mention = {"name": "Ben Birk", "screen_name": "ben_p310", "indices": ["0", "9"], "id_str": "78", "id": "78"}
    tweet: dict[str, object] = {
        "edit_info": {
            "initial": {
                "editTweetIds": [key],
                "editableUntil": at.isoformat(),
                "editsRemaining": "5",
                "isEditEligible": False,
            }
        },
        "retweeted": False,
        "source": '<a href="https://mobile.example.org" rel="nofollow">X Web App</a>',
        "entities": {
            "hashtags": [],
            "symbols": [],
            "user_mentions": [mention] if answers else [],
            "urls": [link] if number % 4 == 0 else [],
        },
        "display_text_range": ["0", str(len(text))],
        "favorite_count": str(number % 7),
        "id_str": key,
        "truncated": False,
        "retweet_count": "0",
        "id": key,
        "possibly_sensitive": False,
        "created_at": at.strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "favorited": False,
        "full_text": text,
        "lang": "en",
    }
    if answers:
        tweet |= {
            "in_reply_to_status_id_str": str(int(key) - (1 << 30)),
            "in_reply_to_user_id_str": "78",
            "in_reply_to_screen_name": "ben_p310",
        }
    return tweet


def mastodon_archive(path: Path, statuses: int) -> Path:
    """Write a zip with actor.json and outbox.json, as Mastodon does: one line, no blanks."""
    words = Words(2)
    actor = {"id": ACTOR, "type": "Person", "preferredUsername": "ada", "name": "Ada Ash"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("actor.json", json.dumps(actor))
        with archive.open("outbox.json", "w", force_zip64=True) as stream:
            stream.write(
                b'{"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json","type":"OrderedCollection",'
                b'"totalItems":%d,"orderedItems":[' % statuses
            )
            for number in range(statuses):
                stream.write((("," if number else "") + json.dumps(_status(words, number))).encode())
            stream.write(b"]}")
    return path


def _status(words: Words, number: int) -> dict[str, object]:
    at = FROM + timedelta(seconds=number * 199)
    key = f"{ACTOR}/statuses/{int(at.timestamp()) << 16}"
    to, cc = [PUBLIC], [f"{ACTOR}/followers"]
    tags = []
    if number % 3 == 0:
        tags = [{"type": "Mention", "href": "https://social.example.org/users/ben", "name": "@ben@social.example.org"}]
    content = f"<p>{words.some(60, 240)}</p><p>{words.some(20, 90)} <br>and <em>more</em> &amp; more</p>"
    note = {
        "id": key,
        "type": "Note",
        "summary": None,
        "inReplyTo": f"https://social.example.org/users/ben/statuses/{number}" if number % 3 == 0 else None,
        "published": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "url": f"https://social.example.org/@ada/{int(at.timestamp()) << 16}",
        "attributedTo": ACTOR,
        "to": to,
        "cc": cc,
        "sensitive": False,
        "atomUri": key,
        "conversation": f"tag:social.example.org,2026-01-01:objectId={number}:objectType=Conversation",
        "content": content,
        "contentMap": {"en": content},
        "attachment": [],
        "tag": tags,
        "replies": {"id": f"{key}/replies", "type": "Collection", "first": {"type": "CollectionPage", "items": []}},
    }
    return {
        "id": f"{key}/activity",
        "type": "Create",
        "actor": ACTOR,
        "published": note["published"],
        "to": to,
        "cc": cc,
        "object": note,
    }


def wordpress(path: Path, posts: int, comments: int) -> Path:
    """Write a WXR 1.2 file of one blog, comments spread evenly over its posts."""
    words = Words(3)
    each = comments // posts
    with path.open("w", encoding="utf-8") as stream:
        stream.write(_WXR_HEAD)
        for number in range(1, posts + 1):
            stream.write(_post(words, number, each))
        stream.write("</channel>\n</rss>\n")
    return path


_WXR_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Ada on PR</title><link>https://ada.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://ada.example.org</wp:base_site_url><wp:base_blog_url>https://ada.example.org</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ada</wp:author_login>
<wp:author_email>ada@example.org</wp:author_email><wp:author_display_name>Ada Ash</wp:author_display_name></wp:author>
"""


def _post(words: Words, number: int, comments: int) -> str:
    at = FROM + timedelta(minutes=number * 37)
    body = "\n".join(f"<!-- wp:paragraph -->\n<p>{words.some(300, 700)}</p>\n<!-- /wp:paragraph -->" for _ in range(4))
    said = "".join(_comment(words, number * 1000 + n, at + timedelta(minutes=n + 1)) for n in range(comments))
    return f"""<item><title><![CDATA[{words.some(20, 60)}]]></title>
<link>https://ada.example.org/post-{number}/</link><pubDate>{format_datetime(at)}</pubDate>
<dc:creator><![CDATA[ada]]></dc:creator><guid isPermaLink="false">https://ada.example.org/?p={number}</guid>
<description></description><content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{at:%Y-%m-%d %H:%M:%S}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{at:%Y-%m-%d %H:%M:%S}]]></wp:post_date_gmt>
<wp:comment_status><![CDATA[open]]></wp:comment_status><wp:status><![CDATA[publish]]></wp:status>
<wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order><wp:post_type><![CDATA[post]]></wp:post_type>
<wp:post_password><![CDATA[]]></wp:post_password><wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="prclass"><![CDATA[prclass]]></category>
<wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
{said}</item>
"""


def _comment(words: Words, number: int, at: datetime) -> str:
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[Visitor {number % 400}]]></wp:comment_author>
<wp:comment_author_email>visitor{number % 400}@example.org</wp:comment_author_email>
<wp:comment_author_url></wp:comment_author_url><wp:comment_author_IP><![CDATA[192.0.2.7]]></wp:comment_author_IP>
<wp:comment_date><![CDATA[{at:%Y-%m-%d %H:%M:%S}]]></wp:comment_date>
<wp:comment_date_gmt><![CDATA[{at:%Y-%m-%d %H:%M:%S}]]></wp:comment_date_gmt>
<wp:comment_content><![CDATA[{words.some(80, 260)}]]></wp:comment_content>
<wp:comment_approved><![CDATA[1]]></wp:comment_approved><wp:comment_type><![CDATA[comment]]></wp:comment_type>
<wp:comment_parent>{number - 1 if number % 5 == 0 else 0}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>
"""


def options() -> argparse.ArgumentParser:
    """Describe the sizes on the command line."""
    parser = argparse.ArgumentParser()
    sizes = (("tweets", 200_000), ("posts", 10_000), ("comments", 50_000), ("statuses", 100_000))
    for name, value in sizes:
        parser.add_argument(f"--{name}", type=int, default=value, metavar="N")
    return parser


def write(folder: Path, chosen: argparse.Namespace) -> dict[str, Path]:
    """Write all of them and say where each is."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "X archive": x_archive(folder / "x.zip", chosen.tweets),
        "WXR": wordpress(folder / "wordpress.xml", chosen.posts, chosen.comments),
        "Mastodon archive": mastodon_archive(folder / "mastodon.zip", chosen.statuses),
    }


if __name__ == "__main__":
    parser = options()
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    for name, path in write(chosen.folder, chosen).items():
        print(f"{name}: {path}, {path.stat().st_size / 2**20:.0f} MiB")
