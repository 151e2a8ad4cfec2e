"""Finding what an account publishes: the addresses in `addresses` are tried, until one answers as it should."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evenkeel import accounts
from evenkeel.live import addresses
from evenkeel.live.addresses import Part, Place
from evenkeel.live.answers import Answer, Failure

Get = Callable[[str], Answer | Failure]
# So many of the feeds that a page names are tried.
_TRIED = 3
_STATUS_FEED = "it answers at its feed alone, which leaves out replies and boosts: load the account's archive for those"


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that answered; `partial` says what it leaves out. `guessed`: its address was a guess."""

    place: Place
    answer: Answer
    partial: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What was found of an account, why nothing was, and which guesses led nowhere (not worth another try soon)."""

    found: tuple[Found, ...] = ()
    failure: Failure | None = None
    empty: tuple[Place, ...] = ()


def search(platform: str, written: str, get: Get) -> Search:
    """Find what an account of one of `addresses.PLATFORMS` publishes."""
    return {"blog": _blog, "mastodon": _mastodon, "bluesky": _bluesky}[platform](written, get)


def _blog(written: str, get: Get) -> Search:
    home: Answer | Failure | None = None
    for address in addresses.blog(written):
        home = get(address)
        if isinstance(home, Answer) or home.reached:
            break
    assert home is not None  # there is at least one address
    if isinstance(home, Failure):
        return Search(failure=home)
    named: list[Place] = []
    if addresses.is_feed(home.body):
        posts: Found | None = Found(Place(Part.POSTS, home.address), home)
    else:
        named = list(addresses.advertised(home.body, home.origin))
        first = [place.address for place in named if place.part is Part.POSTS][:_TRIED]
        posts = _first(Part.POSTS, first or addresses.usual(home.origin), get)
    if posts is None:
        return Search(failure=Failure(home.address, "it names no feed, and where feeds usually are there is none"))
    return comments(posts, get, [place.address for place in named if place.part is Part.COMMENTS])


def comments(posts: Found, get: Get, named: Iterable[str] = ()) -> Search:
    """Look for the comments beside a feed of posts; that there are none is no failure."""
    places = addresses.comments(posts.answer.origin, named)
    found = _first(Part.COMMENTS, places, get)
    if found:
        return Search((posts, found))
    return Search((posts,), empty=tuple(Place(Part.COMMENTS, place) for place in places[:1]))


def _first(part: Part, places: Iterable[str], get: Get) -> Found | None:
    """Return the first address that answers with a feed."""
    for address in places:
        answer = get(address)
        if isinstance(answer, Answer) and addresses.is_feed(answer.body):
            return Found(Place(part, address), answer)
        if isinstance(answer, Failure) and not answer.reached:
            return None
    return None


def _mastodon(written: str, get: Get) -> Search:
    places = addresses.mastodon(written)
    if places is None:
        return Search(failure=Failure(written, "it is no Mastodon account; expected user@host"))
    lookup, feed = places
    looked_up = get(lookup)
    address = addresses.statuses(looked_up.origin, looked_up.body) if isinstance(looked_up, Answer) else ""
    answer = get(address) if address else looked_up
    if isinstance(answer, Answer) and answer.body.lstrip()[:1] == b"[":
        return Search((Found(Place(Part.STATUSES, address), answer),))
    if isinstance(answer, Failure) and (not answer.reached or answer.wait):
        return Search(failure=answer)
    # Some hosts show these to members alone, and the feed to everybody.
    plain = get(feed)
    if isinstance(plain, Answer) and addresses.is_feed(plain.body):
        return Search((Found(Place(Part.STATUSES, feed), plain, _STATUS_FEED),))
    why = answer.sentence if isinstance(answer, Failure) else "there is no such account, or its host does not show it"
    return Search(failure=Failure(accounts.mastodon(written), why, getattr(answer, "status", 0)))


def _bluesky(written: str, get: Get) -> Search:
    address = addresses.bluesky(written)
    if not address:
        return Search(failure=Failure(written, "it is no Bluesky account; expected a handle such as ada.bsky.social"))
    answer = get(address)
    if isinstance(answer, Failure):
        why = "there is no such account" if answer.status == 400 else answer.sentence  # so Bluesky says it
        return Search(failure=Failure(address, why, answer.status, answer.wait))
    return Search((Found(Place(Part.STATUSES, address), answer),))
