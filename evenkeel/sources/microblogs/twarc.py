"""Collections of tweets made with twarc: one tweet or one page of them a line, of X's interface 1.1 or 2.

A collection holds what was searched for, by anybody, and so covers nobody.
"""

import re
from collections.abc import Iterator
from typing import Any

from evenkeel.model import Act, Found, Note, Reject, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs import twarc_tweets
from evenkeel.sources.microblogs.json_lines import ODD, Value, unreadable, values
from evenkeel.sources.microblogs.twarc_tweets import Hidden, Included

_TWARC = re.compile(rb'"__twarc"\s*:')
_VERSION_2 = (re.compile(rb'"(?:author_id|conversation_id)"\s*:\s*"\d+"'), re.compile(rb'"text"\s*:'))
_VERSION_1 = (
    re.compile(rb'"created_at"\s*:\s*"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:]{8} \+0000 \d{4}"'),
    re.compile(rb'"id_str"\s*:\s*"\d+"'),
    re.compile(rb'"screen_name"\s*:'),
)
_NOT_ALL = (
    "A collection holds the tweets that were searched for, not all that anybody wrote: "
    "whoever has none in a week may have written some."
)


def identify(export: Export) -> bool:
    """Tell a collection by twarc's own mark, or by how a tweet looks."""
    head = export.head()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return False
    return any(all(mark.search(head) for mark in marks) for marks in ((_TWARC,), _VERSION_2, _VERSION_1))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield every tweet once, whatever pages it is on."""
    included, met = Included(), set[str]()
    for value in values(export):
        for found in [value] if isinstance(value, Reject) else _read(value, included):
            if not isinstance(found, Act):
                yield found
            elif found.ref in met:
                yield Skip("tweet that is in the file already")
            else:
                met.add(found.ref)
                yield found
    yield Note(_NOT_ALL)


def _read(value: Value, included: Included) -> Iterator[Found]:
    """Yield what a line holds: the tweets of a page, one of a stream, one by itself, or a whole list."""
    listed = isinstance(value.held, list)
    for number, held in enumerate(value.held if listed else [value.held], 1):
        if isinstance(held, dict) and "data" in held:
            yield from _page(held, value, included)
        elif isinstance(held, dict) and "errors" in held and "id" not in held:
            yield from _errors(held)
        else:
            where = value.place(f"tweet {number}") if listed or not value.where else value.where
            yield _found(held, where, included)


def _page(page: dict[str, Any], value: Value, included: Included) -> Iterator[Found]:
    """Yield the tweets of a page and what X could not give out; a stream's page is of one tweet."""
    included.learn(page.get("includes"))
    data = page["data"]
    for number, tweet in enumerate(data if isinstance(data, list) else [data], 1):
        yield _found(tweet, value.place(f"tweet {number}"), included)
    yield from _errors(page)


def _errors(page: dict[str, Any]) -> Iterator[Skip]:
    errors = page.get("errors")
    yield from (Skip("something that X did not give out") for _ in (errors if isinstance(errors, list) else ()))


def _found(tweet: Any, where: str, included: Included) -> Found:
    if isinstance(tweet, dict) and "text" not in tweet and "full_text" not in tweet:
        return Skip("entry without a text")
    try:
        return twarc_tweets.act(tweet, included)
    except Hidden:
        return Skip("followers-only")
    except ODD as error:
        return unreadable(where, error)


SOURCE = Source("twarc", "Tweets collected with twarc", identify, extract)
