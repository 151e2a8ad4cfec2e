"""Whom a refresh asks: the accounts of the roster that publish a feed anybody may read."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from evenkeel import people, words
from evenkeel.errors import NobodyFound
from evenkeel.live import addresses
from evenkeel.model import Person
from evenkeel.refresh.report import Account, Outcome, Plan
from evenkeel.store import consents, fetched
from evenkeel.store import people as registry
from evenkeel.store.fetched import Fetched
from evenkeel.store.record import fact


def plan(record: sqlite3.Connection, student: str = "") -> Plan:
    """List the accounts to ask, of everybody on the roster or of one, but for who withdrew; raises `NobodyFound`."""
    everybody = registry.persons(record)
    wanted = _wanted(record, everybody, student) if student else everybody
    held: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for person in everybody:
        for key, written in person.accounts.items():
            held.setdefault(key, []).append((person.email, written))
    unasked = {person for person, kinds in consents.withdrawn(record).items() if consents.Kind.FEEDS in kinds}
    chosen = {key for person in wanted if person.id not in unasked for key in person.accounts}
    accounts = tuple(
        Account(*key, _complete(whose), tuple(email for email, _ in whose))
        for key, whose in sorted(held.items())
        if key in chosen and key[0] in addresses.PLATFORMS
    )
    others = Counter(platform for platform, _ in chosen if platform not in addresses.PLATFORMS)
    hosts = sorted({host for account in accounts if (host := host_of(account))})
    rows = fetched.every(record)
    failing = tuple(_failing(accounts, rows))
    return Plan(
        accounts, tuple(hosts), dict(sorted(others.items())), max((r.asked_at for r in rows), default=0), failing
    )


def _failing(accounts: Iterable[Account], rows: Iterable[Fetched]) -> Iterator[Outcome]:
    """Yield the addresses of these accounts that could not be fetched when they were last asked."""
    of = {account.key: account for account in accounts}
    for row in rows:
        account = of.get((row.platform, row.spelling))
        if account and row.problem:
            said = words.sentence(row.problem)
            yield Outcome(account, row.address, row.part, row.status, problem=said, since=row.failing_since)


def _wanted(record: sqlite3.Connection, everybody: Iterable[Person], student: str) -> list[Person]:
    found = people.roster(everybody, fact(record, "secret")).anyone(student)
    if found is None:
        raise NobodyFound(f"“{student}” fits nobody, or more than one, on the roster.")
    return [person for person in everybody if person.id == found]


def _complete(whose: Iterable[tuple[str, str]]) -> str:
    """Of several ways to write one account take one with a scheme: it says most."""
    written = [each for _, each in whose]
    return next((each for each in written if "://" in each), written[0])


def host_of(account: Account) -> str:
    """Name the host that an account is asked at, as far as the roster tells."""
    written = account.written
    if account.platform == "mastodon":
        address = (addresses.mastodon(written) or ("",))[0]
    elif account.platform == "bluesky":
        address = addresses.bluesky(written)
    else:
        address = addresses.blog(written)[0]
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as "http://["
        return ""
