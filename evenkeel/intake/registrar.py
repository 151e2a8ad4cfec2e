"""The accounts of whomever files name: known, or entered and matched at once."""

import sqlite3

from evenkeel import accounts, people
from evenkeel.model import Account, Who
from evenkeel.store import people as registry
from evenkeel.store.record import fact


class Registrar:
    """Knows the account of everybody whom the files name, and enters the ones never seen before."""

    def __init__(self, record: sqlite3.Connection) -> None:
        self._record = record
        self._secret = fact(record, "secret")
        self.refresh()

    def refresh(self) -> None:
        """Look at roster and decisions again, and ask once more who each account is."""
        self.roster = people.roster(registry.persons(self._record), self._secret)
        self.decisions = registry.decisions(self._record)
        registry.rematch(self._record, self._match)
        self._ids: dict[Who, int] = {}
        self.person_of = registry.answers(self._record)

    def account(self, who: Who) -> int:
        """Return the account of somebody, entered where it is new."""
        found = self._ids.get(who)
        if found is None:
            found = self._ids[who] = self._find(who)
        return found

    def _find(self, who: Who) -> int:
        key = people.mail_key(who.email, self._secret)
        spelt = people.spelling(who, key)
        known = registry.find_account(self._record, who.platform, spelt)
        alias = accounts.spelling(who.platform, who.alias) if who.alias else ""
        if known is not None:
            if alias:
                self._learn(known, alias, who.name)
            return known
        row = Account(0, who.platform, spelt, who.handle, who.name, key, who.site, alias)
        person, how = self._match(row)
        account = registry.add_account(self._record, row, person, how)
        self.person_of[account] = person
        return account

    def _learn(self, account: int, alias: str, name: str) -> None:
        """Ask anew who an account is, now that another handle of it is known."""
        row = registry.know_alias(self._record, account, alias, name)
        if row is not None and self.person_of.get(account) is None:
            person, how = self._match(row)
            registry.answer(self._record, account, person, how)
            self.person_of[account] = person

    def _match(self, row: Account) -> tuple[int | None, str]:
        return people.match(row, self.roster, self.decisions)
