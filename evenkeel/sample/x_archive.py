"""X archives: a zip of JavaScript files, most of which must stay closed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from html import escape
from random import Random

from evenkeel.sample.files import milliseconds, number_for, zipped
from evenkeel.sample.nouns import Act, Kind, Micro, Person, Written
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import utc
from evenkeel.sample.words import STATUS_LIMIT

EPOCH = 1_288_834_974_657
SHARED_LIMIT = 140
CLIENT = '<a href="https://mobile.example.org" rel="nofollow">X Web App</a>'


def write_x(story: ClassStory) -> list[Written]:
    """One archive for every student on X."""
    return [_archive(story, one) for one in story.students if one.part.micro is Micro.X]


def status_id(act: Act) -> str:
    """X's identifier of an act: its time, then a serial number."""
    return str((milliseconds(act.at) - EPOCH << 22) | act.key % (1 << 22))


def _account(handle: str) -> str:
    return str(number_for(f"x:{handle}"))


def _archive(story: ClassStory, owner: Person) -> Written:
    acts = story.by(owner.email, "x")
    tweets = [_tweet(story, owner, act) for act in acts]
    # The real list is in no order either.
    Random(f"order:{owner.email}").shuffle(tweets)
    deleted = _deleted(story, owner)
    files: dict[str, tuple[str, Sequence[object]]] = {
        "tweets": ("tweets", [{"tweet": one} for one in tweets]),
        "deleted-tweets": ("deleted_tweets", [{"tweet": one} for one in deleted]),
        "note-tweet": (
            "note_tweet",
            [_note(act) for act in acts if act.kind is Kind.TWEET and len(act.text[0]) > STATUS_LIMIT],
        ),
        "direct-messages": ("direct_messages", _messages(owner)),
        "like": ("like", [{"like": {"tweetId": "1990000000000000001", "fullText": "Soup at noon."}}]),
        "account": ("account", [_account_record(owner)]),
    }
    members = {f"data/{name}.js": _script(kind, rows) for name, (kind, rows) in files.items()}
    members["data/manifest.js"] = _manifest(owner, {name: (kind, len(rows)) for name, (kind, rows) in files.items()})
    members["Your archive.html"] = b"<!doctype html><title>Your archive</title>"
    skipped = {"deleted": len(deleted), "direct message": 2}
    return Written(f"inbox/{owner.email}/twitter-2026-04-27-{_account(owner.x)}.zip", zipped(members), skipped)


def _is_long(act: Act) -> bool:
    return act.kind is Kind.TWEET and len(act.text[0]) > STATUS_LIMIT


def _script(kind: str, rows: Sequence[object]) -> bytes:
    return f"window.YTD.{kind}.part0 = {json.dumps(rows, ensure_ascii=False, indent=1)}".encode()


def _manifest(owner: Person, files: dict[str, tuple[str, int]]) -> bytes:
    types = {
        _camel(kind): {
            "files": [{"fileName": f"data/{name}.js", "globalName": f"YTD.{kind}.part0", "count": str(count)}]
        }
        for name, (kind, count) in sorted(files.items())
    }
    value = {
        "userInfo": {"accountId": _account(owner.x), "userName": owner.x, "displayName": owner.name},
        "archiveInfo": {
            "sizeBytes": "0",
            "generationDate": "2026-04-27T12:00:00.000Z",
            "isPartialArchive": False,
        },
        "dataTypes": types,
    }
    return f"window.__THAR_CONFIG = {json.dumps(value, ensure_ascii=False, indent=1)}".encode()


def _camel(kind: str) -> str:
    first, *rest = kind.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _account_record(owner: Person) -> dict[str, object]:
    return {
        "account": {
            "email": owner.email,
            "createdVia": "web",
            "username": owner.x,
            "accountId": _account(owner.x),
            "createdAt": "2025-12-01T10:00:00.000Z",
            "accountDisplayName": owner.name,
        }
    }


def _shown(owner: Person, act: Act) -> tuple[str, list[dict[str, object]]]:
    """An act's text as the archive has it, and the links in it: escaped, shortened, cut."""
    text = act.text[0]
    if act.kind is Kind.REPOST:
        return escape(text if len(text) <= SHARED_LIMIT else f"{text[: SHARED_LIMIT - 1]}…", quote=False), []
    if len(text) > STATUS_LIMIT:
        return escape(f"{text[: STATUS_LIMIT - 6].rsplit(' ', 1)[0]}…", quote=False), []
    if not text.startswith("New post is up") or not owner.blog:
        return escape(text, quote=False), []
    short = f"https://t.co/{act.key:010d}"
    links: list[dict[str, object]] = [
        {"url": short, "expanded_url": f"{owner.blog}/", "display_url": owner.blog.removeprefix("https://")}
    ]
    return f"{escape(text, quote=False)} {short}", links


def _tweet(story: ClassStory, owner: Person, act: Act) -> dict[str, object]:
    key = status_id(act)
    text, links = _shown(owner, act)
    return {
        "edit_info": {"initial": {"editTweetIds": [key], "editsRemaining": "5", "isEditEligible": False}},
        "retweeted": False,
        "source": CLIENT,
        "entities": {
            "hashtags": [{"text": "prclass", "indices": ["0", "7"]}] if "#prclass" in text else [],
            "symbols": [],
            "user_mentions": [_mention(story, one, text) for one in act.mentions],
            "urls": links,
        },
        "display_text_range": ["0", str(len(text))],
        "favorite_count": str(act.key % 5),
        "retweet_count": str(act.key % 3),
        "id_str": key,
        "id": key,
        "truncated": False,
        "created_at": f"{utc(act.at):%a %b %d %H:%M:%S +0000 %Y}",
        "favorited": False,
        "full_text": text,
        "lang": "en",
        **_reply(story, owner, act, text),
    }


def _screen_name(story: ClassStory, mention: str) -> str:
    person = story.person(mention)
    return person.x if person else mention


def _mention(story: ClassStory, mention: str, text: str) -> dict[str, object]:
    name = _screen_name(story, mention)
    person = story.person(mention)
    at = text.find(f"@{name}")
    return {
        "name": person.name if person else name,
        "screen_name": name,
        "indices": [str(at), str(at + len(name) + 1)],
        "id_str": _account(name),
        "id": _account(name),
    }


def _reply(story: ClassStory, owner: Person, act: Act, text: str) -> dict[str, str]:
    """What the record says of the status answered; a leading @name alone names a user and no status."""
    if act.kind is Kind.REPOST:
        return {}
    if act.parent is not None:
        above = story.act(act.parent)
        name = _screen_name(story, above.author)
        key = status_id(above)
        status = {"in_reply_to_status_id_str": key, "in_reply_to_status_id": key}
    elif text.startswith("@"):
        name, status = _screen_name(story, act.mentions[0]), {}
    else:
        return {}
    user = _account(name)
    return {
        **status,
        "in_reply_to_user_id_str": user,
        "in_reply_to_user_id": user,
        "in_reply_to_screen_name": name,
    }


def _note(act: Act) -> dict[str, object]:
    key = str((milliseconds(act.at) - EPOCH << 22) | 3_000_000 + act.key % 1_000_000)
    stamp = f"{utc(act.at):%Y-%m-%dT%H:%M:%S}.000Z"
    core = {"styletags": [], "urls": [], "text": act.text[0], "mentions": [], "cashtags": [], "hashtags": []}
    return {"noteTweet": {"noteTweetId": key, "updatedAt": stamp, "createdAt": stamp, "core": core}}


def _deleted(story: ClassStory, owner: Person) -> list[dict[str, object]]:
    """Statuses of the first two weeks that were taken back."""
    tweets = []
    for week in (1, 2):
        act = Act(
            2_000_000 + week,
            Kind.TWEET,
            owner.email,
            utc(story.term.moment(week, 2, 22.5)),
            "x",
            (f"Forget that I said this, part {week}.",),
        )
        gone = f"{act.at + timedelta(hours=1):%a %b %d %H:%M:%S +0000 %Y}"
        tweets.append({**_tweet(story, owner, act), "deleted_at": gone})
    return tweets


def _messages(owner: Person) -> list[object]:
    def message(number: int) -> dict[str, object]:
        return {
            "messageCreate": {
                "recipientId": "1",
                "senderId": _account(owner.x),
                "id": str(1_990_000_000_000_000_000 + number),
                "text": "This is private and must never be read.",
                "createdAt": "2026-02-01T10:00:00.000Z",
            }
        }

    return [{"dmConversation": {"conversationId": f"1-{_account(owner.x)}", "messages": [message(1), message(2)]}}]
