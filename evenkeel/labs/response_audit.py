"""Response audit: do organisations answer somebody who writes to them, how soon, and is it a person who does?"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from evenkeel import words
from evenkeel.labs.automated import Reply, looks_automated, signs
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Table, Told, share_frame, share_table, shares_by
from evenkeel.metrics.statistics import kaplan_meier, median_wait
from evenkeel.model import DAY, HOUR, MINUTE, SECOND

# How long an attempt is watched before silence counts as no answer: a choice of ours, no published cut exists.
WATCH_DAYS = 14
HUMAN, AUTOMATED, NONE = "a person", "automated only", "no answer"
CHANNELS = (
    "e-mail", "contact form", "chat on the site", "phone", "blog comment", "X", "Facebook", "Instagram", "LinkedIn",
    "Mastodon", "Bluesky", "other",
)  # fmt: skip
# Published shares of people who were answered at all, by a person or not: what lies behind each is another question.
PUBLISHED = (("Twitter, 2011", 0.29), ("Facebook, 2015", 0.76))
_PUBLISHED = (
    "Dashed, to compare with care, for each asked something else and counted any answer: 29 % of 1,298 people who had "
    "complained on Twitter heard from the company (Maritz Research and evolve24, 2011); brands answered 76 % of "
    "questions on their Facebook pages (Socialbakers, second quarter of 2015)."
)
_WATCHED = f"Watched for {WATCH_DAYS} days (our choice; no published cut exists); in brackets 95 % intervals."


class Attempt(NamedTuple):
    """One question to an organisation; `answered` is the first answer of the outcome's kind, None without one."""

    organisation: str
    channel: str
    asked: int
    outcome: str
    answered: int | None
    same_channel: bool | None
    signed: bool | None
    reply: Reply

    @property
    def human_within(self) -> bool:
        """Whether a person answered within the watch."""
        return self.outcome == HUMAN and self.answered is not None and self.answered <= self.watched_until

    @property
    def watched_until(self) -> int:
        """The end of the watch."""
        return self.asked + WATCH_DAYS * DAY


def attempts(rows: Iterable[Row]) -> list[Attempt]:
    """Read rows of this lab."""
    return [_attempt(row.content) for row in rows]


def _attempt(content: Content) -> Attempt:
    asked, answered = int(content["asked_at"] or 0), content.get("answered_at")
    at = None if answered is None else int(answered)
    return Attempt(
        str(content["organisation"]),
        str(content["channel"]),
        asked,
        str(content["outcome"]),
        at,
        _flag(content, "same_channel"),
        _flag(content, "signed"),
        Reply(
            None if at is None else (at - asked) / SECOND,
            *(str(content.get(name) or "") for name in ("reply_text", "reply_from", "reply_headers")),
        ),
    )


def _flag(content: Content, name: str) -> bool | None:
    value = content.get(name)
    return None if value is None else bool(value)


def waits(found: Sequence[Attempt], now: int) -> tuple[list[float], list[bool]]:
    """Return, for each attempt begun, the days watched and whether a person's answer ended the wait."""
    days, ended = [], []
    for one in found:
        if one.asked > now:
            continue
        until = one.answered if one.human_within and one.answered is not None else min(now, one.watched_until)
        days.append((until - one.asked) / DAY)
        ended.append(one.human_within)
    return days, ended


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say how many attempts a person answered, how soon, where, and in whose name."""
    found = attempts(rows)
    ripe = [one for one in found if one.watched_until <= at.now]
    curve = kaplan_meier(*waits(found, at.now))
    answers = [one for one in ripe if one.human_within]
    by_channel = shares_by([(one.channel, one.human_within) for one in ripe], at.floor)
    return Told(
        _finding(len(answers), len(ripe), len(found)),
        _sentences(found, ripe, curve),
        _WATCHED if found else "",
        _pictures(by_channel, curve, len(found)),
        (_how(ripe, answers), *_tables(ripe, by_channel, at)),
        () if at.floor else _worth(found),
    )


def _finding(answered: int, ripe: int, all_of_them: int) -> str:
    if not ripe:
        waiting = words.count(all_of_them, "attempt")
        return f"{words.sentence(waiting)} so far, all still inside the watch" if all_of_them else "No attempt yet"
    return f"A person answered {answered} of {ripe} attempts"


def _sentences(
    found: Sequence[Attempt], ripe: Sequence[Attempt], curve: Sequence[tuple[float, float]]
) -> tuple[str, ...]:
    if not found:
        return ()
    human = sum(one.human_within for one in ripe)
    machine = sum(one.outcome == AUTOMATED for one in ripe)
    late = sum(one.outcome == HUMAN and not one.human_within for one in ripe)
    pending = len(found) - len(ripe)
    said = [f"Answered by a person: {Share('', human, len(ripe)).said}." if ripe else ""]
    said.append(f"Answered by a machine alone: {Share('', machine, len(ripe)).said}." if ripe else "")
    said.append(_median(curve))
    if late:
        said.append(f"{words.sentence(words.count(late, 'answer'))} came after the watch and count as none within it.")
    if pending:
        said.append(
            f"{words.sentence(words.count(pending, 'attempt is', 'attempts are'))} still inside the watch: "
            "not judged yet."
        )
    return tuple(one for one in said if one)


def _median(curve: Sequence[tuple[float, float]]) -> str:
    middle = median_wait(curve)
    if middle is None:
        return "Half of the attempts would wait longer than the watch: the middle wait is not reached."
    return f"Half of the attempts have a person's answer after {lasting(middle)}, silent ones counted as still waiting."


def lasting(days: float) -> str:
    """Say a time in days as people do: minutes, hours or days."""
    if days * DAY < HOUR:
        return f"{days * DAY / MINUTE:.0f} minutes"
    return f"{days * 24:.1f} hours" if days < 2 else f"{days:.1f} days"


def _pictures(shares: Sequence[Share], curve: Sequence[tuple[float, float]], n: int) -> tuple[Picture, ...]:
    if not n:
        return ()
    steps = [(0.0, 0.0), *((day, 1 - waiting) for day, waiting in curve)]
    frame = pd.DataFrame(steps, columns=["t", "share"])
    frame["said"] = [f"after {lasting(day)}: {share * 100:.0f} % answered" for day, share in frame.values]
    waiting = Picture(
        PictureKind.WAITING, frame, "How soon a person answers",
        "Share of attempts with a person's answer by then (Kaplan-Meier): whoever still waits counts as waiting, "
        "never as left out.", "Days after the question", "Answered by a person", float(WATCH_DAYS),
    )  # fmt: skip
    drawn = share_frame(shares)
    if drawn.empty:
        return (waiting,)
    channels = Picture(
        PictureKind.SHARES, drawn, "Where a person answers",
        f"Share of attempts that a person answered within the watch, with 95 % intervals. {_PUBLISHED}",
        "Answered by a person", lines=PUBLISHED,
    )  # fmt: skip
    return channels, waiting


def _how(ripe: Sequence[Attempt], answers: Sequence[Attempt]) -> Table:
    same = [one.same_channel for one in answers if one.same_channel is not None]
    signed = [one.signed for one in answers if one.signed is not None]
    shares = (
        Share("in the same channel", sum(same), len(same)),
        Share("sent on to another one", len(same) - sum(same), len(same)),
        Share("signed by a named person", sum(signed), len(signed)),
    )
    return share_table("How people answered; n are the answers of which it was noted", "The answer came", shares)


def _tables(ripe: Sequence[Attempt], by_channel: Sequence[Share], at: Standpoint) -> tuple[Table, ...]:
    channels = share_table("Answered by a person, by channel", "Channel", by_channel)
    if at.floor:
        return (channels,)
    of = shares_by([(one.organisation, one.human_within) for one in ripe])
    return channels, share_table("Answered by a person, by organisation", "Organisation", of)


def _worth(found: Sequence[Attempt]) -> tuple[str, ...]:
    """Name the answers that were entered as a person's and look automatic."""
    said = []
    for one in found:
        if one.outcome != HUMAN:
            continue
        others = (o.reply.text for o in found if o is not one and o.organisation == one.organisation)
        against = signs(one.reply, others)
        if looks_automated(against):
            said.append(f"{one.organisation}, {one.channel}: {words.together(list(against))}. Was it a person?")
    return tuple(said)


def odd(content: Content) -> Iterable[str]:
    """Find an outcome and times that contradict each other."""
    answered, outcome = content.get("answered_at"), content["outcome"]
    if outcome == NONE and answered is not None:
        yield "answered_at: a time stands here, but the outcome is “no answer”."
    elif outcome != NONE and answered is None:
        yield f"answered_at: the outcome is “{outcome}”, so the time of the answer is needed."
    elif answered is not None and int(answered) < int(content["asked_at"] or 0):
        yield "answered_at: the answer lies before the question."


LAB = Lab(
    id="response-audit",
    title="Response audit",
    question="Do organisations answer?",
    purpose="Organisations say that they listen. Write to some as a customer would, and see who answers, how soon, "
    "in which channel, and whether a person signs.",
    steps=(
        "Choose an organisation and ask one honest question in one of its channels.",
        "Enter the attempt at once, with “no answer”. When one comes, change the row.",
        f"Wait {WATCH_DAYS} days before you say that nobody answered.",
    ),
    limits="It shows how these organisations met these questions, not how good their answers were; a class asks for "
    "other things than customers in need do.",
    fields=(
        Field("organisation", "Organisation", shared=True),
        Field("channel", "Channel", Kind.CHOICE, choices=CHANNELS),
        Field("asked_at", "Asked at", Kind.MOMENT),
        Field("outcome", "Who answered so far", Kind.CHOICE, choices=(HUMAN, AUTOMATED, NONE)),
        Field(
            "answered_at", "First answer at", Kind.MOMENT, required=False,
            help="A person's first answer; where only a machine answered, the machine's.",
        ),
        Field("same_channel", "Answered in the same channel", Kind.YES_NO, required=False),
        Field("diverted_to", "Sent on to", required=False, help="Another channel that you were asked to use."),
        Field("signed", "Signed by a named person", Kind.YES_NO, required=False),
        Field("reply_from", "The answer's sender", required=False),
        Field("reply_text", "The answer's words", Kind.LONG, required=False, help="Leave out whatever is private."),
        Field("reply_headers", "The mail's headers", Kind.LONG, required=False, help="For e-mail, if you know how."),
    ),
    read=read,
    odd=odd,
    row="attempt",
    rows="attempts",
)  # fmt: skip
