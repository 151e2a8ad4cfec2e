"""Value of social customers: do those who follow a brand buy more, and would they have done so anyway?"""

from collections.abc import Iterable, Sequence
from math import isinf
from typing import NamedTuple

from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Told, percent, share_frame, share_table
from evenkeel.metrics.groups import printable
from evenkeel.metrics.intervals import katz, newcombe

_NOTE = "Difference with Newcombe's interval, ratio with Katz's on the logarithm; in brackets 95 % intervals."
_TRAP = (
    "Following a brand is a choice: who buys there likes it, and who likes it follows. So the difference is what "
    "follows with following, never what following does."
)


class Two(NamedTuple):
    """Who bought in two groups: hits and size of one, hits and size of the other."""

    one: int
    of_one: int
    other: int
    of_other: int


def split(rows: Iterable[Row]) -> Two:
    """Count who bought among those who follow and those who do not."""
    content = [row.content for row in rows]
    followers = [bool(c["bought"]) for c in content if c["follows"]]
    others = [bool(c["bought"]) for c in content if not c["follows"]]
    return Two(sum(followers), len(followers), sum(others), len(others))


def difference(two: Two) -> str:
    """Say the difference of two shares in points."""
    low, high = newcombe(*two)
    points = (two.one / two.of_one - two.other / two.of_other) * 100
    return f"{points:+.0f} points ({low * 100:+.0f} to {high * 100:+.0f})"


def ratio(two: Two) -> str:
    """Say the ratio of two shares, also as so many percent more; with an empty cell say why there is none."""
    if not two.other:
        return "Nobody in the other group bought, so there is no ratio; nothing was added to make one."
    low, high = katz(*two)
    times = (two.one / two.of_one) / (two.other / two.of_other)
    if isinf(high):
        return f"{times:.1f} times as often; with nobody among the followers the ratio has no interval."
    more = (times - 1) * 100
    said = f"{more:.0f} % more" if more >= 0 else f"{-more:.0f} % less"
    return f"{times:.1f} times as often ({low:.1f} to {high:.1f}), which is {said}."


def before(rows: Iterable[Row]) -> Share:
    """Count which followers had bought there before they followed."""
    known = [
        bool(c) for row in rows if row.content["follows"] and (c := row.content.get("customer_before")) is not None
    ]
    return Share("Followers who bought there before they followed", sum(known), len(known))


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Compare who bought among followers and others, and show what choice alone may explain."""
    two, first = split(rows), before(rows)
    if not (two.of_one and two.of_other):
        found = (
            "Both groups are needed: people who follow a brand and people who do not" if rows else "Nobody asked yet"
        )
        return Told(found)
    if at.floor and None in printable({"one": two.of_one, "other": two.of_other}, at.floor).values():
        return Told("Too few in a group to be shown")
    shares = _groups(rows, two)
    if at.floor:
        shares = [share for share in shares if share.n >= at.floor]
    return Told(
        f"{percent(two.one / two.of_one)} of followers bought, and {percent(two.other / two.of_other)} of others",
        _sentences(two, first),
        _NOTE,
        (_picture(shares, first),),
        (share_table("Bought in the last four weeks", "Group", shares),),
    )


def _sentences(two: Two, first: Share) -> tuple[str, ...]:
    said = [f"Followers less others: {difference(two)}.", ratio(two), _TRAP]
    if first.n:
        said.append(f"Of the followers, {first.said} had bought there before they followed.")
    return tuple(said)


def _groups(rows: Sequence[Row], two: Two) -> list[Share]:
    new = [row.content for row in rows if row.content["follows"] and row.content.get("customer_before") is False]
    found = [
        Share("follow the brand", two.one, two.of_one),
        Share("do not follow", two.other, two.of_other),
        Share("were no customers before", sum(bool(c["bought"]) for c in new), len(new)),
    ]
    return [share for share in found if share.n]


def _picture(shares: Sequence[Share], first: Share) -> Picture:
    known = first.n and first.hits is not None
    title = f"{first.hits} of {first.n} followers were customers before they followed" if known else "Who bought"
    return Picture(
        PictureKind.SHARES, share_frame(shares), title,
        "Share who bought in the last four weeks. Where “were no customers before” comes close to “do not follow”, "
        "what looks like the worth of followers is who they were.", "Bought in the last four weeks",
    )  # fmt: skip


def odd(content: Content) -> Iterable[str]:
    """Find somebody who does not follow, but is said to have bought before following."""
    if not content["follows"] and content.get("customer_before") is not None:
        yield "customer_before: this is asked only of people who follow the brand."


LAB = Lab(
    id="social-customers",
    title="Value of social customers",
    question="Do those who follow a brand buy more?",
    purpose="“Our followers spend 680 % more” is heard often: that is a ratio of 7.8, and it compares people who chose "
    "to follow with people who did not. See how large the difference is, and how much of it choice explains.",
    steps=(
        "Choose a brand and ask ten people who know it; write no names down.",
        "Ask whether they follow it, whether they bought there in the last four weeks, and which came first.",
        "Ask people who do not follow it too: without them there is nothing to compare with.",
    ),
    limits="It does not show that following makes anybody buy. Friends of students are no sample of customers, and "
    "people recall badly what they bought.",
    fields=(
        Field("brand", "Brand"),
        Field("follows", "Follows the brand", Kind.YES_NO),
        Field("bought", "Bought there in the last four weeks", Kind.YES_NO),
        Field(
            "customer_before", "Bought there before following", Kind.YES_NO, required=False, help="For followers only."
        ),
        Field("why", "Why they follow, or do not", required=False),
    ),
    read=read,
    odd=odd,
    row="answer",
    rows="answers",
)  # fmt: skip
