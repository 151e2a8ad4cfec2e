"""Oversaturation: when an account posts more, does each post find fewer answers, and do people leave?"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from evenkeel import words
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Table, Told
from evenkeel.metrics.oversaturation import WEEKS
from evenkeel.metrics.statistics import spearman

OWN, BRAND = "my own", "a brand's"
_NOTE = (
    f"Spearman's rank correlation between posts in a week and answers per post, for accounts with at least {WEEKS} "
    "weeks of posts (our choice): +1 they rise together, -1 one falls as the other rises, 0 neither. Weeks without "
    "a post have no answers per post and are left out."
)


class Week(NamedTuple):
    """What an account posted in one week, and how often that was answered."""

    account: str
    whose: str
    week: int
    posts: int
    answers: int

    @property
    def each(self) -> float:
        """Answers to a post."""
        return self.answers / self.posts


def weeks(rows: Iterable[Row]) -> list[Week]:
    """Read the weeks with posts; of two rows on one week of an account the newest holds."""
    found: dict[tuple[str, int], Week] = {}
    spelt: dict[str, str] = {}
    for row in rows:
        content = row.content
        written = " ".join(str(content["account"]).split())
        account = spelt.setdefault(written.casefold(), written)
        week, posts, answers = (int(content[name] or 0) for name in ("week", "posts", "answers"))
        found[account, week] = Week(account, str(content["whose"]), week, posts, answers)
    return [week for week in found.values() if week.posts]


def by_account(found: Sequence[Week]) -> dict[str, list[Week]]:
    """Group weeks by their account, in order."""
    grouped: dict[str, list[Week]] = {}
    for week in sorted(found):
        grouped.setdefault(week.account, []).append(week)
    return grouped


def rho(of: Sequence[Week]) -> float | None:
    """Return how answers per post go with posts; None for fewer than 8 weeks, or where one of them never varies."""
    if len(of) < WEEKS:
        return None
    return spearman([float(week.posts) for week in of], [week.each for week in of])


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say with how many accounts answers per post fall as posts rise."""
    found = by_account(weeks(rows))
    if not found:
        return Told("No week entered yet")
    judged = {account: value for account, of in found.items() if (value := rho(of)) is not None}
    drawn = [week for of in found.values() for week in of if not at.floor or week.whose == BRAND]
    return Told(
        _finding(judged, len(found)),
        (_leaving(rows),) if _leaving(rows) else (),
        _NOTE,
        (_picture(drawn),) if drawn else (),
        (_table(found, judged, at),),
    )


def _finding(judged: dict[str, float], accounts: int) -> str:
    if not judged:
        return f"{words.sentence(words.count(accounts, 'account'))}, none with enough weeks to say"
    falling = sum(value < 0 for value in judged.values())
    return f"With {falling} of {words.count(len(judged), 'account')}, a post finds fewer answers in busier weeks"


def _leaving(rows: Sequence[Row]) -> str:
    said = [bool(left) for row in rows if (left := row.content.get("left")) is not None]
    if not said:
        return ""
    return f"Of the weeks for which it was noted, who watched muted or left in {Share('', sum(said), len(said)).said}."


def _picture(found: Sequence[Week]) -> Picture:
    rows = [
        (
            float(one.posts),
            one.each,
            one.whose,
            f"{one.account}, week {one.week}: {words.count(one.posts, 'post')}, {words.number(one.each)} answers each",
        )
        for one in found
    ]
    frame = pd.DataFrame(rows, columns=["x", "y", "group", "said"])
    return Picture(
        PictureKind.POINTS, frame, "More posts, fewer answers to each?",
        "A point is one week of one account.", "Posts in the week", "Answers to a post",
    )  # fmt: skip


def _table(found: dict[str, list[Week]], judged: dict[str, float], at: Standpoint) -> Table:
    shown = {a: of for a, of in found.items() if not at.floor or of[0].whose == BRAND}
    rows = tuple(
        (
            account,
            of[0].whose,
            str(len(of)),
            words.number(sum(week.posts for week in of) / len(of)),
            words.number(sum(week.answers for week in of) / sum(week.posts for week in of)),
            f"{judged[account]:+.2f}" if account in judged else _why_not(of),
        )
        for account, of in sorted(shown.items())
    )
    headings = ("Account", "Whose", "Weeks", "Posts a week", "Answers to a post", "They go together")
    return Table("Account by account", headings, rows, frozenset({2, 3, 4, 5}))


def _why_not(of: Sequence[Week]) -> str:
    return "too little to say" if len(of) < WEEKS else "never varies"


def odd(content: Content) -> Iterable[str]:
    """Find answers to no posts."""
    if not content["posts"] and content["answers"]:
        yield "answers: there are answers, but no posts in that week."


LAB = Lab(
    id="oversaturation",
    title="Oversaturation",
    question="Does posting more find less answer?",
    purpose="People break up with brands that post too often. Watch an account for some weeks, your own too: how much "
    "does it post, how much answer does a post find, and when would you leave?",
    steps=(
        "Choose a brand's account, and count its posts of each week and the replies, comments and reposts to them.",
        "Do the same for an account of your own.",
        f"Enter a row a week. From {WEEKS} weeks on the lab says whether the two go together.",
    ),
    limits="It shows that the two go together, never that one causes the other: an account posts more when there is "
    "news, and answers come then anyway. Who left is not in the counts.",
    fields=(
        Field("account", "Account"),
        Field("whose", "Whose account", Kind.CHOICE, choices=(BRAND, OWN)),
        Field("week", "Week of the course", Kind.NUMBER, least=1, whole=True),
        Field("posts", "Posts in that week", Kind.NUMBER, whole=True),
        Field("answers", "Answers to them", Kind.NUMBER, whole=True, help="Replies, comments and reposts; no likes."),
        Field("left", "You muted or left that week", Kind.YES_NO, required=False),
    ),
    read=read,
    odd=odd,
    row="week",
    rows="weeks",
)  # fmt: skip
