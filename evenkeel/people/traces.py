"""How somebody is named in files and texts, and taking those names out: of what is kept, and of what comes again.

Of somebody who left only keyed hashes remain. They tell whether a spelling is theirs, but no spelling comes of them.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evenkeel import accounts
from evenkeel.model import Person, Who
from evenkeel.people import mail_key, signed

FORMER = "[a former student]"
_STAND_IN = "former-"
# A handle that is a word of this many letters or fewer is taken for a name only behind an @.
_SHORT = 4
# An account without a handle is kept by an address's hash, a site or a name.
_KEPT_BY = ("mail:", "site:", "name:")
_DID = re.compile(r"did:[a-z]+:[\w.%-]+")
_PARTS = re.compile(r"[\w@%+.\-/~]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Named:
    """One account as the record has it of a person."""

    platform: str
    spelling: str
    handle: str = ""
    name: str = ""
    site: str = ""
    alias: str = ""


@dataclass(frozen=True)
class Traces:
    """All spellings of one person: address, full names, handles and sites, and their accounts by platform.

    Spellings that somebody else on the roster has too are not among them: taking those out would take out others.
    """

    email: str
    names: frozenset[str]
    handles: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def keys(self, secret: str) -> dict[str, int]:
        """Return the keyed hash of each spelling, with how many words it has."""
        plain = {self.email, *self.names, *self.handles}
        plain |= {f"{platform}:{spelling}" for platform, spelling in self.pairs}
        return {mail_key(one, secret): len(one.split()) for one in plain if one.strip()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match any spelling where it stands alone."""
        words = sorted({spelt for one in self._shown() for spelt in _spelt(one)}, key=len, reverse=True)
        mail = "|".join(rf"(?<![\w.+-]){_loose(one)}(?![\w-])" for one in words if "@" in one)
        rest = "|".join(_loose(one) for one in words if "@" not in one and not _is_short(one))
        near = "|".join(_loose(f"@{one}") for one in words if _is_short(one))
        parts = [mail, f"(?<!\\w)(?:{rest})(?!\\w)" if rest else "", f"(?:{near})(?!\\w)" if near else ""]
        return re.compile("|".join(part for part in parts if part), re.IGNORECASE)

    def _shown(self) -> set[str]:
        return {one for one in (self.email, *self.names, *self.handles) if len(one) > 2}

    def means(self, cell: str) -> bool:
        """Tell whether a cell of a table is this person and nothing else."""
        spelt = accounts.folded(cell)
        return bool(spelt) and spelt in self._cells

    @cached_property
    def _cells(self) -> frozenset[str]:
        return frozenset(accounts.folded(spelt) for one in self._shown() for spelt in _spelt(one))


def _is_short(word: str) -> bool:
    return len(word) <= _SHORT and word.isalpha()


def _loose(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


def _spelt(word: str) -> Iterator[str]:
    """Yield a spelling as lists, addresses and JSON write it too."""
    forms = {word, unicodedata.normalize("NFD", word), unicodedata.normalize("NFC", word)}
    parts = word.split()
    if len(parts) > 1:
        forms.add(f"{parts[-1]}, {' '.join(parts[:-1])}")
    if "@" in word:
        forms.add(word.replace("@", "%40"))
    yield from forms
    yield from (json.dumps(form)[1:-1] for form in forms if not form.isascii())


def traces(person: Person, held: Iterable[Named], others: Iterable[Person]) -> Traces:
    """Gather how somebody is named, by the roster and by their accounts."""
    known, taken = tuple(held), _spellings(others)
    names = {person.name, *(name for one in known for name in signed(one.name))}
    handles = {*person.accounts.values(), *(spelling for _, spelling in person.accounts)}
    for one in known:
        handles |= {one.handle, one.site, one.alias}
        if not one.spelling.startswith(_KEPT_BY):
            handles.add(one.spelling)
    pairs = {*person.accounts, *((one.platform, one.spelling) for one in known)}
    handles |= {_user(*pair) for pair in pairs}
    return Traces(
        person.email,
        frozenset(name for name in names if accounts.folded(name) not in taken),
        frozenset(_bare(one) for one in handles if one and accounts.folded(_bare(one)) not in taken),
        frozenset(pairs),
    )


def _bare(handle: str) -> str:
    """Write a handle or site as texts have it: no @ before it, no scheme."""
    if "://" in handle or handle.casefold().startswith("www."):
        return accounts.blog(handle)
    return handle.strip().removeprefix("@")


def _user(platform: str, spelling: str) -> str:
    """Return what a fediverse account is called on its own server, where nobody writes the host."""
    return spelling.partition("@")[0] if platform == "mastodon" else ""


def _spellings(people: Iterable[Person]) -> set[str]:
    return {
        accounts.folded(_bare(one))
        for person in people
        for one in (person.email, person.name, *person.accounts.values(), *_of_accounts(person))
    }


def _of_accounts(person: Person) -> Iterator[str]:
    for platform, spelling in person.accounts:
        yield from (spelling, _user(platform, spelling))


# Taking names out


def without(text: str, named: Callable[[str], bool], taken_out: Callable[[str], str]) -> str:
    """Take names out of a text; of JSON out of each of its strings, so that it stays JSON."""
    if not named(text):
        return text
    if text[:1] in "[{":
        try:
            return json.dumps(_within(json.loads(text), taken_out), ensure_ascii=False)
        except ValueError:
            pass
    return taken_out(text)


def _within(value: Any, taken_out: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return taken_out(value)
    if isinstance(value, list):
        return [_within(one, taken_out) for one in value]
    if isinstance(value, dict):
        return {taken_out(key): _within(one, taken_out) for key, one in value.items()}
    return value


def token(spelt: str, secret: str) -> str:
    """Return what stands for a spelling inside an identity: always the same, so that what belongs together stays so."""
    return _STAND_IN + mail_key(spelt, secret)[:8]


def scrub(found: Traces, secret: str) -> Callable[[str], str]:
    """Return a function that takes one person's names out of a text; an identity without blanks keeps a token."""

    def taken_out(text: str) -> str:
        if re.search(r"\s", text):
            return found.pattern.sub(FORMER, text)
        return found.pattern.sub(lambda hit: token(hit.group(), secret), text)

    return lambda text: without(text, lambda one: found.pattern.search(one) is not None, taken_out)


@dataclass(frozen=True)
class Departed:
    """Those who left, as far as their keyed hashes tell: recognised where a file names them, in nothing else."""

    keys: Mapping[str, int]
    secret: str

    def knows(self, who: Who) -> bool:
        """Tell whether a file means somebody who left."""
        if who.handle.startswith((FORMER, _STAND_IN)):
            return True
        handle = accounts.spelling(who.platform, who.handle) if who.platform else accounts.folded(who.handle)
        spelt = [f"{who.platform}:{handle}" if who.platform else handle, who.email, who.name, who.site]
        spelt += [f"{who.platform}:{accounts.spelling(who.platform, who.alias)}"] if who.alias else []
        return any(self.is_key(one) for one in spelt if one)

    def is_key(self, spelt: str) -> bool:
        """Tell whether a spelling is one of theirs."""
        return mail_key(spelt, self.secret) in self.keys

    def scrubbed(self, text: str) -> str:
        """Take their addresses, handles, sites and full names out of a text."""
        if not text or not self.keys:
            return text
        prose = re.search(r"\s", text) is not None
        text = _DID.sub(lambda hit: self._part(hit.group(), prose), text)
        found = _PARTS.sub(lambda hit: self._part(hit.group(), prose), text)
        return self._unnamed(found) if prose else found

    def _part(self, part: str, prose: bool) -> str:
        bare = part.rstrip(".-/").lstrip("@/")
        for spelt in _beginnings(bare):
            short = _is_short(spelt) and not part.startswith("@")
            if len(spelt) > 2 and not short and self.is_key(spelt):
                return part.replace(spelt, FORMER if prose else token(spelt, self.secret), 1)
        return part

    def _unnamed(self, text: str) -> str:
        """Take full names out: as many words in a row as the name of somebody who left has."""
        for length in sorted({n for n in self.keys.values() if n > 1}, reverse=True):
            words = list(re.finditer(r"[\w'’.\-]+", text))
            spans = [
                (words[at].start(), words[at + length - 1].end())
                for at in range(len(words) - length + 1)
                if text[words[at].start()].isupper()
            ]
            for start, end in reversed(spans):
                if self.is_key(text[start:end].rstrip(".")):
                    text = text[:start] + FORMER + text[end:]
        return text


def _beginnings(part: str) -> Iterator[str]:
    """Yield a word, what an address in it begins with (host and path, the longest first), and each part of its path."""
    yield part
    site = part.removeprefix("www.").strip("/")
    pieces = site.split("/")
    yield from ("/".join(pieces[:n]) for n in range(len(pieces), 0, -1))
    yield from pieces[1:]
    if "@" in site:
        yield from (one for one in site.split("@") if one)
