"""Credibility: what is known of a source, with the evidence for it; and never a score."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evenkeel import words
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Table, Told, share_frame

YES, NO, OPEN = "yes", "no", "could not tell"
# Lateral reading first (after Wineburg & McGrew 2019): leave the page, and see what others say of it.
CHECKS = (
    ("others", "Other sources say the same", "Leave the page: what do others say of it, and of who runs it?"),
    ("behind", "It is clear who is behind it", "A name, an organisation, who pays."),
    ("original", "The original was found", "The study, the document, the whole video it speaks of."),
    ("when", "Date and place fit", "When and where it comes from, not when it was shared."),
    ("picture", "The picture shows what it says", "Searched for backwards, or compared with the place."),
)
CONCLUSIONS = ("I would rely on it", "I would rely on parts of it", "I would not rely on it", "not decided")
_NOTE = (
    "There is no score on purpose: one broken check can outweigh four good ones. In brackets 95 % intervals, of the "
    "checks that could be decided."
)


class Check(NamedTuple):
    """One question about an item: its answer, and what it rests on."""

    name: str
    answer: str
    evidence: str


def checks(content: Content) -> list[Check]:
    """Return the checks of an item that somebody made."""
    return [
        Check(label, str(content[name]), str(content.get(f"{name}_evidence") or ""))
        for name, label, _ in CHECKS
        if content.get(name) is not None
    ]


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say which checks hold and which cannot be decided, over all items."""
    if not rows:
        return Told("Nothing checked yet")
    made = [check for row in rows for check in checks(row.content)]
    shares = [_held(label, made) for _, label, _ in CHECKS]
    lateral = sum(row.content.get("others") is not None for row in rows)
    return Told(
        f"{lateral} of {words.count(len(rows), 'item')} were read laterally: somebody left the page to check",
        _sentences(made, rows),
        _NOTE,
        (_picture(shares),) if any(share.n for share in shares) else (),
        () if at.floor else (_evidence(rows),),
    )


def _held(label: str, made: Sequence[Check]) -> Share:
    decided = [check.answer == YES for check in made if check.name == label and check.answer != OPEN]
    return Share(label, sum(decided), len(decided))


def _sentences(made: Sequence[Check], rows: Sequence[Row]) -> tuple[str, ...]:
    open_ = Counter(check.name for check in made if check.answer == OPEN)
    said = [f"{words.sentence(words.count(len(made), 'check'))} made, {open_.total()} of which could not be decided."]
    if open_:
        name, n = open_.most_common(1)[0]
        said.append(f"Hardest to decide: “{name}” ({n}).")
    concluded = Counter(str(row.content["conclusion"]) for row in rows)
    said.append("; ".join(f"{concluded[one]} “{one}”" for one in CONCLUSIONS if concluded[one]) + ".")
    return tuple(said)


def _picture(shares: Sequence[Share]) -> Picture:
    return Picture(
        PictureKind.SHARES, share_frame(shares), "Which checks hold",
        "Of the items for which a check could be decided, the share for which it holds.", "The check holds",
    )  # fmt: skip


def _evidence(rows: Sequence[Row]) -> Table:
    told = tuple(
        (str(row.content["item"]), check.name, check.answer, check.evidence)
        for row in rows
        for check in checks(row.content)
    )
    return Table("Item by item, with the evidence", ("Item", "Check", "Answer", "What it rests on"), told)


def odd(content: Content) -> Iterable[str]:
    """Find answers without evidence, and items on which nothing was checked."""
    for name, label, _ in CHECKS:
        if content.get(name) in (YES, NO) and not content.get(f"{name}_evidence"):
            yield f"{name}_evidence: “{label}” is answered “{content[name]}”; say what that rests on."
    if not checks(content):
        yield "others: no check was made; make one at least."


LAB = Lab(
    id="credibility-check",
    title="Credibility",
    question="Can I rely on this, and what tells me?",
    purpose="Before you pass something on, check it: leave the page and see what others say, find the original, look "
    "at date and picture. Write down what each answer rests on.",
    steps=(
        "Open the item, then leave it: search for who runs it and what others say of it.",
        "Answer only what you checked, and write down what the answer rests on.",
        "Conclude at the end, in a sentence; there is no score.",
    ),
    limits="It does not show whether an item is true, only what was checked and found; who looks longer finds more.",
    fields=(
        Field("item", "Item"),
        Field("link", "Link", Kind.LINK, required=False),
        *(
            field
            for name, label, help_ in CHECKS
            for field in (
                Field(name, label, Kind.CHOICE, required=False, choices=(YES, NO, OPEN), help=help_),
                Field(f"{name}_evidence", "What that rests on", required=False),
            )
        ),
        Field("conclusion", "Conclusion", Kind.CHOICE, choices=CONCLUSIONS),
        Field("because", "Because", required=False),
    ),
    read=read,
    odd=odd,
    row="item",
    rows="items",
)
