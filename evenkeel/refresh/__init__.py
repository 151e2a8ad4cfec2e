"""Fetching what the class has published since, and nothing that it was not asked for.

The flow, as a paragraph: the roster says which accounts can be asked (`plan`); a few threads ask them, host by host,
each address politely and safely (`live`), and read what comes with the importers that read files (`asking`); here, in
one thread, each address is loaded as a file is, for the student whose account it is, and remembered with how it stands
(`taking`). What fails is told beside what came; nothing that fails stops anything else.
"""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from enum import Enum

from evenkeel.live.addresses import Part, Place
from evenkeel.live.answers import Failure
from evenkeel.live.fetching import Fetcher
from evenkeel.refresh.asking import Came, Missed, When, ask
from evenkeel.refresh.plan import host_of, plan
from evenkeel.refresh.report import Account, Outcome, Plan, Progress, Refreshed
from evenkeel.refresh.taking import Taking
from evenkeel.store import fetched
from evenkeel.store.fetched import Fetched

__all__ = ["Account", "Fetcher", "Outcome", "Plan", "Progress", "Refreshed", "When", "plan", "refresh"]

_AT_ONCE = 4
# How often the caller hears that the refresh goes on, in seconds: whoever waits may want to stop.
_BEAT = 0.5
_OURS = "an error inside Evenkeel kept it from being read; the terminal has the details, please report them"
_log = logging.getLogger(__name__)

Rows = dict[tuple[str, str], list[Fetched]]


class _Stage(Enum):
    """How far an account has got."""

    BEGUN = 1
    DONE = 2


# An account with how far it has got, or with what came of one of its addresses.
_News = tuple[Account, Came | _Stage]


def refresh(
    record: sqlite3.Connection,
    lock: AbstractContextManager[object],
    asked: Plan,
    when: When,
    fetcher: Fetcher | None = None,
    progress: Progress | None = None,
) -> Refreshed:
    """Fetch and load what the accounts of a plan publish; `lock` is held only while the record is written.

    What `progress` raises ends the refresh at once; what was loaded until then stays.
    """
    fetcher, told = fetcher or Fetcher(), Refreshed(len(asked.accounts))
    say = progress or (lambda told: None)
    with lock:
        rows = _known(record)
    try:
        for account, came in _in_turn(asked.accounts, rows, fetcher, when, lambda: say(told)):
            if isinstance(came, _Stage):
                told.step(account, came is _Stage.DONE)
            else:
                with lock:
                    outcome = Taking(record, account, rows.get(account.key, []), when).take(came)
                told.outcomes += [outcome] if outcome else []
            say(told)
    except BaseException:
        fetcher.stop()
        raise
    return told


def _known(record: sqlite3.Connection) -> Rows:
    """Return what is known of every address; what was undone since is to be loaded again."""
    rows: Rows = {}
    for row in fetched.every(record):
        held = row if fetched.is_loaded(record, row.address) else row._replace(digest="", etag="", modified="")
        rows.setdefault((row.platform, row.spelling), []).append(held)
    return rows


def _in_turn(
    accounts: Iterable[Account], rows: Rows, fetcher: Fetcher, when: When, beat: Callable[[], object]
) -> Iterator[_News]:
    """Yield what comes, from a few hosts at once and one account after the other of each."""
    by_host: dict[str, list[Account]] = {}
    for account in accounts:
        by_host.setdefault(host_of(account), []).append(account)
    waiting, news = queue.SimpleQueue[list[Account]](), queue.SimpleQueue[_News | None]()
    for several in by_host.values():
        waiting.put(several)
    working = min(_AT_ONCE, len(by_host))
    for _ in range(working):
        threading.Thread(target=_work, args=(waiting, news, rows, fetcher, when), daemon=True).start()
    while working:
        try:
            found = news.get(timeout=_BEAT)
        except queue.Empty:
            beat()
            continue
        if found is None:
            working -= 1
        else:
            yield found


def _work(
    waiting: queue.SimpleQueue[list[Account]],
    news: queue.SimpleQueue[_News | None],
    rows: Rows,
    fetcher: Fetcher,
    when: When,
) -> None:
    """Ask host after host until none is left, or all is stopped."""
    while not fetcher.stopped:
        try:
            several = waiting.get_nowait()
        except queue.Empty:
            break
        for account in several:
            news.put((account, _Stage.BEGUN))
            for came in _asked(account, rows.get(account.key, []), fetcher, when):
                news.put((account, came))
            news.put((account, _Stage.DONE))
    news.put(None)


def _asked(account: Account, rows: list[Fetched], fetcher: Fetcher, when: When) -> Iterator[Came]:
    """Ask one account; a mistake of ours is a failure of this account alone."""
    try:
        yield from ask(account, rows, fetcher, when)
    except Exception:
        _log.exception("An account could not be asked")
        yield Missed(Place(Part.POSTS, account.written), Failure(account.written, _OURS))
