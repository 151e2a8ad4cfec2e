"""Who is who: turning a name, address or handle into somebody on the roster, never by guessing.

The order is fixed: what a person decided, then the account, then the e-mail address, then the site they signed
with, then the exact name. A spelling that fits two people fits nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar

from evenkeel import accounts
from evenkeel.model import Account, Person, Who

NOBODY = 0
# Between the names of one account, and how many are kept: nobody signs with a bar.
BESIDE, _MOST_NAMES = " / ", 4

Spelt = TypeVar("Spelt")


def mail_key(email: str, secret: str) -> str:
    """Return the keyed hash under which an e-mail address may be kept for matching; empty stays empty."""
    if not email.strip():
        return ""
    return blake2b(accounts.folded(email).encode(), digest_size=16, key=bytes.fromhex(secret)).hexdigest()


def spelling(who: Who, key: str) -> str:
    """Return the spelling under which an account is kept: its handle, else e-mail hash, site or name."""
    if who.handle:
        return accounts.spelling(who.platform, who.handle) if who.platform else accounts.folded(who.handle)
    if key:
        return f"mail:{key}"
    return f"site:{who.site}" if who.site else f"name:{accounts.folded(who.name)}"


@dataclass(slots=True)
class Roster:
    """An index over everybody on the roster, for looking spellings up.

    `anything` holds every spelling of everybody (what a plain file may use); the others hold one kind each.
    A value is a person's id, or `NOBODY` where two people share the spelling.
    """

    anything: dict[str, int] = field(default_factory=dict)
    by_account: dict[tuple[str, str], int] = field(default_factory=dict)
    by_mail: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    platforms: dict[int, set[str]] = field(default_factory=dict)

    def anyone(self, value: str) -> int | None:
        """Find the one person that a name, address or handle means, or None."""
        found = self.anything.get(accounts.folded(value))
        if found is None:
            found = self.anything.get(accounts.mastodon(value)) or self.anything.get(accounts.blog(value))
        return found or None


def roster(people: Iterable[Person], secret: str) -> Roster:
    """Index the people; shared spellings are marked as nobody's."""
    index = Roster()
    for person in people:
        _enter(index.anything, person.email, person.id)
        _enter(index.anything, accounts.folded(person.name), person.id)
        _enter(index.by_mail, mail_key(person.email, secret), person.id)
        _enter(index.by_name, accounts.folded(person.name), person.id)
        for (platform, spelt), written in person.accounts.items():
            index.platforms.setdefault(person.id, set()).add(platform)
            _enter(index.by_account, (platform, spelt), person.id)
            _enter(index.anything, spelt, person.id)
            _enter(index.anything, accounts.folded(written), person.id)
            if platform == "email":
                _enter(index.by_mail, mail_key(written, secret), person.id)
    return index


def _enter(index: dict[Spelt, int], spelt: Spelt, person: int) -> None:
    if spelt:
        index[spelt] = person if index.get(spelt, person) == person else NOBODY


def match(account: Account, index: Roster, decisions: Mapping[str, int | None]) -> tuple[int | None, str]:
    """Return the person behind an account and how that is known: decision, account, e-mail, site or name.

    `decisions` maps a spelling to a person, or to None for "not one of ours".
    """
    spellings = (account.spelling, account.alias)
    for spelt in (f"{account.platform}:{account.spelling}", *spellings):
        if spelt and spelt in decisions:
            return decisions[spelt], "decision"
    said = {decisions[name] for one in signed(account.name) if (name := accounts.folded(one)) in decisions}
    if len(said) == 1:
        return said.pop(), "decision"
    if not account.platform:
        somebody = index.anyone(account.handle)
        return somebody, "roster" if somebody else ""
    for spelt in spellings:
        if spelt and index.by_account.get((account.platform, spelt)):
            return index.by_account[(account.platform, spelt)], "account"
    if account.mail_key and index.by_mail.get(account.mail_key):
        return index.by_mail[account.mail_key], "e-mail"
    if account.site and index.by_account.get(("blog", account.site)):
        return index.by_account[("blog", account.site)], "site"
    return _by_name(account, index)


def _by_name(account: Account, index: Roster) -> tuple[int | None, str]:
    """Match the exact full name, unless that person's account on this platform is another one.

    Of several names behind one address, all must be that name or parts of it: two people may share an address.
    """
    written = [accounts.folded(one) for one in signed(account.name)]
    known = {name: index.by_name[name] for name in written if name in index.by_name}
    if len(set(known.values())) != 1:
        return None, ""
    whole, found = next(iter(known.items()))
    if not found or (account.handle and account.platform in index.platforms.get(found, ())):
        return None, ""
    alone = all(set(name.split()) <= set(whole.split()) for name in written)
    return (found, "name") if alone else (None, "")


def signed(name: str) -> list[str]:
    """Return the names that an account signs with; only one kept by an address can have several."""
    return [one for one in name.split(BESIDE) if one]


def learned(known: Account, said: Account) -> Account:
    """Add what a file says of an account: a name, address or site where none was known, and the newest alias."""
    return known._replace(
        name=_signing(known, said.name),
        mail_key=known.mail_key or said.mail_key,
        site=known.site or said.site,
        alias=said.alias or known.alias,
    )


def _signing(known: Account, name: str) -> str:
    """Return the names that an account signs with, now that a file says one more.

    What is kept by an e-mail address or a site may be shared, so that every name counts; a handle is one person's.
    """
    names = signed(known.name)
    if known.name and not known.spelling.startswith(("mail:", "site:")):
        return known.name
    new = name and accounts.folded(name) not in {accounts.folded(one) for one in names} and len(names) < _MOST_NAMES
    return BESIDE.join([*names, name] if new else names)
