"""Whom an account may belong to: up to three people with the reason, for somebody to decide, and never applied."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from evenkeel import accounts
from evenkeel.model import Account, Person
from evenkeel.people import names

MOST = 3
# A handle or surname that is shorter stands in others by chance.
_LONG = 5
_SAME, _SHARED = "exactly the same name", "a name that two people here have"


class Suggestion(NamedTuple):
    """Somebody an account may be, and the reason as people say it; `weight` orders suggestions."""

    person: Person
    reason: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What is compared of somebody on the roster."""

    person: Person
    parts: tuple[str, ...]
    name: str
    mails: frozenset[str]
    handles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is compared of an account."""

    account: Account
    written: str
    parts: tuple[str, ...]
    name: str
    stems: tuple[str, ...]
    pieces: frozenset[str]


class Suggesting:
    """Suggests whom of the roster accounts belong to."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._known = [_known(person) for person in people]
        self._firsts = Counter(one.parts[0] for one in self._known if one.parts)
        self._lasts = Counter(one.parts[-1] for one in self._known if one.parts)

    def of(self, account: Account) -> list[Suggestion]:
        """Return the likeliest people, the likeliest first; none where nothing speaks for anybody."""
        asked = _asked(account)
        found = [suggestion for known in self._known if (suggestion := self._best(asked, known))]
        several = sum(one.reason.startswith(_SAME) for one in found) > 1
        if several:
            found = [one._replace(reason=one.reason.replace(_SAME, _SHARED)) for one in found]
        return sorted(found, key=lambda one: (-one.weight, one.person.name))[:MOST]

    def _best(self, asked: _Asked, known: _Known) -> Suggestion | None:
        weight, reason = max(
            [*_by_name(asked, known), *_by_handle(asked, known), *self._by_part(asked, known)], default=(0, "")
        )
        if not weight:
            return None
        platform = asked.account.platform
        if platform and any(held == platform for held, _ in known.person.accounts):
            return Suggestion(
                known.person, f"{reason}; the roster has another account of theirs on {platform}", weight - 3
            )
        return Suggestion(known.person, reason, weight)

    def _by_part(self, asked: _Asked, known: _Known) -> Iterator[tuple[int, str]]:
        """Yield what speaks for somebody because nobody else of the class has that part of a name."""
        if not known.parts:
            return
        first, last = known.parts[0], known.parts[-1]
        if asked.parts == (first,) and self._firsts[first] == 1:
            yield 50, "the same first name, and nobody else here has it"
        if asked.parts == (last,) and self._lasts[last] == 1:
            yield 48, "the same surname, and nobody else here has it"
        if len(first) > 3 and first in asked.pieces and self._firsts[first] == 1:
            yield 46, "the handle holds the first name, and nobody else here has it"


def _known(person: Person) -> _Known:
    parts = names.parts(person.name)
    mails = [person.email, *(written for (platform, _), written in person.accounts.items() if platform == "email")]
    handles = {
        names.stem(spelt): "in the blog's address" if platform == "blog" else f"on {platform}"
        for platform, spelt in person.accounts
        if platform != "email" and names.stem(spelt)
    }
    return _Known(person, parts, "".join(parts), frozenset(names.stem(mail) for mail in mails) - {""}, handles)


def _asked(account: Account) -> _Asked:
    # A plain table says only "somebody": what has a blank or comma in it is a name, and may be a handle without.
    bare = not account.platform and not account.name
    written = account.handle if bare else account.name
    parts = names.parts(written)
    chosen = [
        "" if bare and len(parts) > 1 and {" ", ","} & set(written) else account.handle,
        account.alias,
        account.site if not account.site.startswith(("http", "blogger.com")) else "",
    ]
    stems = tuple(dict.fromkeys(found for one in chosen if one and (found := names.stem(one))))
    stems += tuple(short for one in stems if (short := one.rstrip("0123456789")) not in stems and len(short) > 2)
    pieces = frozenset(piece for one in chosen if one for piece in names.pieces(one))
    return _Asked(account, written, parts, "".join(parts), stems, pieces)


def _by_name(asked: _Asked, known: _Known) -> Iterator[tuple[int, str]]:
    mine, theirs = asked.parts, known.parts
    if not mine or not theirs:
        return
    if accounts.folded(asked.written) == accounts.folded(known.person.name):
        yield 98, _SAME
    elif mine == theirs or names.parts(names.written_out(asked.written)) == names.parts(
        names.written_out(known.person.name)
    ):
        yield 96, _but_for(asked.written, known.person.name)
    elif sorted(mine) == sorted(theirs):
        yield 94, "the same name in another order"
    elif asked.name == known.name:
        yield 92, "the same name, written together or apart"
    if asked.name in known.mails and asked.name not in theirs:
        yield 89, "the name in their e-mail address"
    if len(mine) > 1 and len(theirs) > 1:
        yield from _by_parts(mine, theirs)
    yield from _by_letters(asked.name, known.name)


def _but_for(written: str, name: str) -> str:
    """Say what alone tells two ways of writing a name apart."""
    if names.parts(written, str.casefold) != names.parts(name, str.casefold):
        return "the same name but for accents"
    return "the same name, last name first" if "," in written else "the same name, written with other signs"


def _by_parts(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, str]]:
    first, last = mine[0] == theirs[0], mine[-1] == theirs[-1]
    shorter, longer = sorted((mine, theirs), key=len)
    if first and last and len(shorter) < len(longer):
        yield 84, "the same name but for one in the middle"
    elif set(shorter) < set(longer):
        yield 82, "part of the same name"
    if last and not first and mine[0][0] == theirs[0][0] and 1 in (len(mine[0]), len(theirs[0])):
        yield 80, "the same surname and first initial"
    if first and not last and mine[-1][0] == theirs[-1][0] and 1 in (len(mine[-1]), len(theirs[-1])):
        yield 78, "the same first name and the surname's initial"
    if last and not first and names.one_name(mine[0], theirs[0]):
        yield 76, "a short form of the first name, and the same surname"
    elif last and not first and min(len(mine[0]), len(theirs[0])) > 2 and _begins(mine[0], theirs[0]):
        yield 75, "a short form of the first name, and the same surname"


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _by_letters(mine: str, theirs: str) -> Iterator[tuple[int, str]]:
    most = 2 if min(len(mine), len(theirs)) >= 10 else 1
    if mine != theirs and min(len(mine), len(theirs)) > _LONG:
        changed = names.apart(mine, theirs, most)
        if changed <= most:
            yield 71 - changed, "the same name but for " + ("one letter" if changed == 1 else "two letters")


def _by_handle(asked: _Asked, known: _Known) -> Iterator[tuple[int, str]]:
    for stem in asked.stems:
        if stem in known.handles:
            same = accounts.folded(asked.account.handle) in {spelt for _, spelt in known.person.accounts}
            yield 97 if same else 89, f"the same handle as {known.handles[stem]}{'' if same else ', but for signs'}"
        if stem in known.mails:
            yield 90, "the handle is the name in their e-mail address"
        if known.parts:
            yield from _by_spelling(stem, known)


def _by_spelling(stem: str, known: _Known) -> Iterator[tuple[int, str]]:
    first, rest = known.parts[0], "".join(known.parts[1:])
    last = known.parts[-1]
    if stem in (known.name, rest + first) and len(stem) > 3:
        yield 88, "the handle is the name's letters"
    elif rest and stem in {first[0] + rest, rest + first[0], first[0] + last, last + first[0]} and len(stem) > 3:
        yield 79, "the handle is the surname and first initial"
    elif rest and stem in {first + last[0], first + "".join(part[0] for part in known.parts[1:])} and len(stem) > 3:
        yield 77, "the handle is the first name and the surname's initial"
    elif len(known.name) > 2 * 3 and known.name in stem:
        yield 68, "the handle holds the name"
    elif len(stem) > 7 and len(known.name) > 7 and names.apart(stem, known.name, 1) == 1:
        yield 66, "the handle is the name but for one letter"
    elif rest and len(last) >= _LONG and last in stem and _begins_with_any(stem.replace(last, "", 1), first):
        yield 60, "the handle holds the surname and begins the first name"
    elif len(last) > _LONG and last in stem:
        yield 54, "the handle holds the surname"


def _begins_with_any(left: str, first: str) -> bool:
    return bool(left) and (left.startswith(first[0]) or left.endswith(first[0]))
