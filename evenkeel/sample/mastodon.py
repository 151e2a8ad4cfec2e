"""Mastodon archives as zip, as tar.gz and as a lone outbox.json, private items and all."""

from __future__ import annotations

from html import escape

from evenkeel.sample.files import as_json, milliseconds, tarred, zipped, zulu
from evenkeel.sample.nouns import Act, Kind, Micro, Person, Written
from evenkeel.sample.people import SOCIAL_HOST
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import utc

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
HOST = f"https://{SOCIAL_HOST}"
ON_MASTODON = (Micro.MASTODON_ZIP, Micro.MASTODON_TAR, Micro.OUTBOX)


def write_mastodon(story: ClassStory) -> list[Written]:
    """One archive for every student on Mastodon."""
    return [_archive(story, one) for one in story.students if one.part.micro in ON_MASTODON]


def username(person: Person) -> str:
    """The local part of a handle."""
    return person.mastodon.split("@")[1]


def _actor(name: str) -> str:
    return f"{HOST}/users/{name}"


def _status(story: ClassStory, act: Act) -> str:
    author = story.person(act.author)
    number = (milliseconds(act.at) << 16) | act.key % (1 << 16)
    return f"{_actor(username(author) if author else 'unknown')}/statuses/{number}"


def _archive(story: ClassStory, owner: Person) -> Written:
    items = [_item(story, owner, act) for act in story.by(owner.email, "mastodon")]
    hidden = _hidden(story, owner)
    outbox = as_json(
        {
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": "outbox.json",
            "type": "OrderedCollection",
            # Real archives announce fewer items than they hold.
            "totalItems": len(items),
            "orderedItems": sorted(items + hidden, key=lambda item: str(item["published"])),
        }
    )
    folder, skipped = f"inbox/{owner.email}", {"direct message": 2, "followers-only": 2}
    if owner.part.micro is Micro.OUTBOX:
        return Written(f"{folder}/outbox.json", outbox, skipped)
    members = {"actor.json": as_json(_actor_record(owner)), "outbox.json": outbox}
    for name in ("likes", "bookmarks"):
        members[f"{name}.json"] = as_json(
            {"id": f"{name}.json", "type": "OrderedCollection", "orderedItems": [f"{HOST}/1"]}
        )
    if owner.part.micro is Micro.MASTODON_TAR:
        return Written(f"{folder}/archive-20260427120000-{username(owner)}.tar.gz", tarred(members), skipped)
    return Written(f"{folder}/archive-20260427120000-{username(owner)}.zip", zipped(members), skipped)


def _actor_record(owner: Person) -> dict[str, object]:
    name = username(owner)
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": _actor(name),
        "type": "Person",
        "preferredUsername": name,
        "name": owner.name,
        "summary": "<p>Invented, for a sample class.</p>",
        "url": f"{HOST}/@{name}",
        "outbox": "outbox.json",
    }


def _item(story: ClassStory, owner: Person, act: Act) -> dict[str, object]:
    # Every seventh status is unlisted: public all the same, with the audience in cc.
    unlisted = act.key % 7 == 0
    followers = f"{_actor(username(owner))}/followers"
    to, cc = ([followers], [PUBLIC]) if unlisted else ([PUBLIC], [followers])
    to = [*to, *(_person_url(story, one) for one in act.mentions)]
    if act.kind is Kind.REPOST:
        return {**_envelope(story, owner, act, "Announce", to, cc), "object": _passed_on(story, act)}
    return {**_envelope(story, owner, act, "Create", to, cc), "object": _note(story, owner, act, to, cc)}


def _envelope(story: ClassStory, owner: Person, act: Act, kind: str, to: list[str], cc: list[str]) -> dict[str, object]:
    return {
        "id": f"{_status(story, act)}/activity",
        "type": kind,
        "actor": _actor(username(owner)),
        "published": zulu(act.at),
        "to": to,
        "cc": cc,
    }


def _passed_on(story: ClassStory, act: Act) -> str:
    if act.parent is not None:
        return _status(story, story.act(act.parent))
    return f"{_actor(act.mentions[0])}/statuses/{milliseconds(act.at) - 3_600_000 << 16}"


def _person_url(story: ClassStory, mention: str) -> str:
    person = story.person(mention)
    return _actor(username(person) if person else mention)


def _note(story: ClassStory, owner: Person, act: Act, to: list[str], cc: list[str]) -> dict[str, object]:
    tags: list[dict[str, str]] = []
    content = escape(act.text[0], quote=False)
    for mention in act.mentions:
        url = _person_url(story, mention)
        name = url.rsplit("/", 1)[1]
        tags.append({"type": "Mention", "href": url, "name": f"@{name}@{SOCIAL_HOST}"})
        link = f'<a href="{HOST}/@{name}" class="u-url mention">@<span>{name}</span></a>'
        content = content.replace(f"@{name}@{SOCIAL_HOST}", f'<span class="h-card">{link}</span>')
    if "#prclass" in content:
        tags.append({"type": "Hashtag", "href": f"{HOST}/tags/prclass", "name": "#prclass"})
        link = f'<a href="{HOST}/tags/prclass" class="mention hashtag" rel="tag">#<span>prclass</span></a>'
        content = content.replace("#prclass", link)
    key = _status(story, act)
    return {
        "id": key,
        "type": "Note",
        "summary": "class talk" if act.key % 23 == 0 else None,
        "inReplyTo": None if act.parent is None else _status(story, story.act(act.parent)),
        "published": zulu(act.at),
        "url": f"{HOST}/@{username(owner)}/{key.rsplit('/', 1)[1]}",
        "attributedTo": _actor(username(owner)),
        "to": to,
        "cc": cc,
        "sensitive": False,
        "content": f"<p>{content}</p>",
        "attachment": [],
        "tag": tags,
    }


def _hidden(story: ClassStory, owner: Person) -> list[dict[str, object]]:
    """Two direct messages and two followers-only statuses, which are nobody's business."""
    followers = f"{_actor(username(owner))}/followers"
    items = []
    for number, audience in enumerate(([_actor("someone")], [_actor("someone")], [followers], [followers])):
        at = utc(story.term.moment(1 + number % 2, 3, 21 + number / 10))
        act = Act(
            60_000 + number,
            Kind.TWEET,
            owner.email,
            at,
            "mastodon",
            ("This is private and must never be read.",),
        )
        note = _note(story, owner, act, audience, [])
        items.append({**_envelope(story, owner, act, "Create", audience, []), "object": note})
    return items
