"""The accounts of whomever files name: known, or entered and matched at once."""

import sqlite3

from evenkeel import accounts, people
from evenkeel.model import Account, Who
from evenkeel.store import naming
from evenkeel.store import people as registry
from evenkeel.store.record import fact


class Registrar:
    """Knows the account of everybody whom a load's file names, and enters the ones never seen before."""

    def __init__(self, record: sqlite3.Connection, load: int = 0) -> None:
        self._record = record
        self._load = load
        self._secret = fact(record, "secret")
        self.refresh()

    def refresh(self) -> None:
        """Look at roster and decisions again, and ask once more who each account is."""
        self.roster = people.roster(registry.persons(self._record), self._secret)
        self.decisions = registry.decisions(self._record)
        self._folders = naming.folders(self._record)
        registry.rematch(self._record, self._match)
        self._ids: dict[Who, int] = {}
        self.person_of = registry.answers(self._record)

    def account(self, who: Who) -> int:
        """Return the account of somebody, entered where it is new."""
        found = self._ids.get(who)
        if found is None:
            found = self._ids[who] = self._find(who)
        return found

    def person(self, who: Who) -> int | None:
        """Return the person behind somebody, and enter nothing."""
        said = self._said(who)
        known = registry.find_account(self._record, said.platform, said.spelling)
        return self._match(people.learned(known, said) if known else said)[0]

    def spelt(self, who: Who) -> tuple[str, str]:
        """Return the platform and spelling by which an account is known, whether or not it is entered."""
        said = self._said(who)
        return said.platform, said.spelling

    def _said(self, who: Who) -> Account:
        key = people.mail_key(who.email, self._secret)
        alias = accounts.spelling(who.platform, who.alias) if who.alias else ""
        return Account(0, who.platform, people.spelling(who, key), who.handle, who.name, key, who.site, alias)

    def _find(self, who: Who) -> int:
        said = self._said(who)
        known = registry.find_account(self._record, who.platform, said.spelling)
        account = self._enter(said) if known is None else self._learn(known, said)
        naming.name(self._record, self._load, account, said)
        return account

    def _enter(self, said: Account) -> int:
        person, how = self._match(said)
        account = registry.add_account(self._record, said, person, how)
        self.person_of[account] = person
        return account

    def _learn(self, known: Account, said: Account) -> int:
        """Ask anew who an account is, where a file tells more of it than was known."""
        learned = people.learned(known, said)
        if learned != known:
            person, how = self._match(learned)
            registry.learn(self._record, learned, person, how)
            self.person_of[known.id] = person
        return known.id

    def lay_in(self, account: int, person: int) -> int | None:
        """Take a student's folder as the last sign of whose the only author of an archive is; return whose it is.

        Whoever is known by a surer sign to be somebody else was not put there by that somebody.
        """
        known, how = registry.account(self._record, account)
        if self.person_of.get(account) in (None, person) or how == "folder":
            naming.lay_in(self._record, self._load, account, person)
            self._folders = naming.folders(self._record)
            self.person_of[account], how = self._match(known)
            registry.learn(self._record, known, self.person_of[account], how)
        return self.person_of[account]

    def _match(self, row: Account) -> tuple[int | None, str]:
        person, how = people.match(row, self.roster, self.decisions)
        if not how and row.id in self._folders:
            return self._folders[row.id], "folder"
        return person, how
