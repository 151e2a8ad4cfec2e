"""Live feeds in words: whom a refresh would ask, how far it is, and what came of it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from evenkeel import words
from evenkeel.course.calendar import date_words, local
from evenkeel.refresh import Outcome, Plan, Refreshed
from evenkeel.web import load_words
from evenkeel.web.listing import link

_NAMES = {"blog": "blogs", "mastodon": "Mastodon", "bluesky": "Bluesky"}
_OTHERS = {
    "x": "X",
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "threads": "Threads",
    "youtube": "YouTube",
    "reddit": "Reddit",
    "tiktok": "TikTok",
}
_SITES = 8
_HIDDEN = "hidden"


def whom(plan: Plan) -> str:
    """Say which accounts of how many people can be asked."""
    if not plan.accounts:
        return "The roster names no blog, no Mastodon and no Bluesky account, so there is nothing to fetch."
    platforms = dict.fromkeys(account.platform for account in plan.accounts)
    kinds = words.together([_NAMES[platform] for platform in platforms])
    of = words.count(plan.people, "person", "people")
    accounts = words.sentence(words.count(len(plan.accounts), "account"))
    sites = words.count(len(plan.hosts), "site")
    return f"{accounts} of {of} ({kinds}) can be asked at {sites} for what they publish to everybody."


def others(plan: Plan) -> str:
    """Say which accounts cannot be asked, and what to do instead."""
    known = [_OTHERS[platform] for platform in plan.others if platform in _OTHERS]
    if not known:
        return ""
    gives = "gives" if len(known) == 1 else "give"
    return f"{words.together(known)} {gives} nothing without a key: load an export for that."


def sites(plan: Plan) -> str:
    """Name the sites that get a request."""
    shown = list(plan.hosts[:_SITES])
    more = len(plan.hosts) - len(shown)
    return words.together([*shown, f"{more} more"] if more else shown)


def last(plan: Plan, zone: ZoneInfo) -> str:
    """Say when somebody last asked, and how many addresses have failed since."""
    if not plan.asked_at:
        return "Nothing has been fetched yet."
    when = local(plan.asked_at, zone)
    failed = f"; {words.count(len(plan.failing), 'address', 'addresses')} could not be fetched" if plan.failing else ""
    return f"Last fetched on {date_words(when.date())} at {when:%H:%M}{failed}."


def progress(told: Refreshed) -> tuple[float, str]:
    """Say how far a refresh is: the share that is done, and who is being asked."""
    asking = [host(account.written) for account in told.asking][:2]
    now = f", asking {words.together(asking)}" if asking else ""
    return told.done / max(told.total, 1), f"{told.done} of {words.count(told.total, 'account')} asked{now}"


def host(written: str) -> str:
    """Name the site or account that a roster's cell means, in short."""
    try:
        return urlsplit(written if "//" in written else f"//{written}").hostname or written
    except ValueError:
        return written


def summary(told: Refreshed) -> str:
    """Say what a refresh brought."""
    new = sum(report.new for report in told.reports)
    stopped = told.done < told.total
    asked = f"{told.done} of {words.count(told.total, 'account')}" if stopped else words.count(told.total, "account")
    said = [f"{words.sentence(asked)} asked: {words.count(new, 'new row')}."]
    if told.unchanged:
        said.append(f"{words.sentence(words.count(told.unchanged, 'address', 'addresses'))} had nothing new.")
    if told.problems:
        said.append(f"{words.sentence(words.count(len(told.problems), 'address', 'addresses'))} could not be fetched.")
    if stopped:
        said.append("It was stopped; what was loaded until then stays.")
    return " ".join(said)


HEADINGS = ("Whose", "Address", *load_words.HEADINGS[1:])
NUMBERS = frozenset(n + 1 for n in load_words.NUMBERS)
FAILED = ("Whose", "Address", "What happened", "Since")


def loaded(told: Refreshed, names: Mapping[str, str], zone: ZoneInfo, *, hidden: bool) -> list[tuple[str, ...]]:
    """Write what was loaded as rows of the table with `HEADINGS`; a hidden name hides the address that tells it."""
    return [
        (*_who(outcome, names, hidden), *load_words.row(load_words.told(outcome.report), zone)[1:])
        for outcome in told.outcomes
        if outcome.report
    ]


def failed(
    outcomes: Sequence[Outcome], names: Mapping[str, str], zone: ZoneInfo, *, hidden: bool
) -> list[tuple[str, ...]]:
    """Write what could not be fetched as rows of the table with `FAILED`, longest first."""
    return [
        (*_who(outcome, names, hidden), f"{outcome.problem}.", date_words(local(outcome.since, zone).date()))
        for outcome in sorted(outcomes, key=lambda outcome: (outcome.since, outcome.address))
    ]


def _who(outcome: Outcome, names: Mapping[str, str], hidden: bool) -> tuple[str, str]:
    whose = words.together([names.get(email, "the instructor" if hidden else email) for email in outcome.account.whose])
    return whose, _HIDDEN if hidden else link(outcome.address, load_words.name(outcome.address))
