"""Relationship stairway: where students place their own contacts, beside where the counts put them."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from evenkeel import words
from evenkeel.labs.shape import Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Table, Told, share_frame, shares_by
from evenkeel.metrics.agreement import cohen_kappa
from evenkeel.metrics.class_figures import CLASS_FIGURES, STAIR_FIGURES
from evenkeel.metrics.conversation import CANNOT_TELL, STAIRS

# The key under which a row comes with the stair that the counts say; it is no field, for nobody enters it.
COUNTED = "counted"
_NOTE = (
    "Agreement beyond chance is Cohen's kappa: 1 is full agreement, 0 what chance gives. The counts are those of the "
    "whole term; contacts that are not on the roster, or wrote nothing on record, have none. There is no cut above "
    "which agreement would be good enough."
)


def pairs(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Return (stair as placed, stair by the counts) where there are both; the newest placing of a contact holds."""
    newest: dict[tuple[str, str], Row] = {}
    for row in rows:
        newest[row.author, " ".join(str(row.content["contact"]).casefold().split())] = row
    found = [(str(row.content["stair"]), row.content.get(COUNTED)) for row in newest.values()]
    return [(said, str(counted)) for said, counted in found if counted not in (None, CANNOT_TELL)]


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say how far own placing and counts agree, and on which stairs they part."""
    if not rows:
        return Told("No contact placed yet")
    found = pairs(rows)
    if not found or len(found) < at.floor:
        many = words.sentence(words.count(len(rows), "contact"))
        return Told(f"{many} placed, too few of them in the counts to compare", note=_NOTE)
    agree = Share("", sum(a == b for a, b in found), len(found))
    kappa = cohen_kappa(found)
    beyond = "cannot be worked out, for one stair was said throughout" if kappa is None else f"kappa {kappa:.2f}"
    return Told(
        f"Own placing and counts agree on {agree.hits} of {words.count(agree.n, 'contact')}",
        (f"Agreement: {agree.said}; beyond chance: {beyond}.", *_parted(found, at)),
        _NOTE,
        _pictures(found, at.floor),
        () if at.floor else (_own(rows),),
    )


def _parted(found: Sequence[tuple[str, str]], at: Standpoint) -> tuple[str, ...]:
    apart = Counter(pair for pair in found if pair[0] != pair[1])
    if not apart:
        return ()
    (said, counted), n = apart.most_common(1)[0]
    if n < at.floor:
        return ()
    return (f"They part most often where the counts say “{counted}” and the student “{said}” ({n}).",)


def _pictures(found: Sequence[tuple[str, str]], floor: int) -> tuple[Picture, ...]:
    picture = _by_stair(found, floor) if floor else _grid(found)
    return () if picture.frame.empty else (picture,)


def _grid(found: Sequence[tuple[str, str]]) -> Picture:
    met = Counter(found)
    rows = [
        (own, other, met[own, other], f"placed “{own}”, counted “{other}”: {words.count(met[own, other], 'contact')}")
        for own in STAIRS
        for other in STAIRS
    ]
    return Picture(
        PictureKind.GRID, pd.DataFrame(rows, columns=["row", "column", "n", "said"]), "Where you and the counts part",
        "Each contact once: on the diagonal both agree.", "By the counts", "As you placed them",
    )  # fmt: skip


def _by_stair(found: Sequence[tuple[str, str]], floor: int) -> Picture:
    return Picture(
        PictureKind.SHARES, share_frame(shares_by([(said, said == counted) for said, counted in found], floor)),
        "On which stairs students and counts agree",
        f"Of the contacts that students placed on a stair, the share whose counts say the same; stairs with fewer "
        f"than {floor} contacts are hidden.", "The counts say the same",
    )  # fmt: skip


def _own(rows: Sequence[Row]) -> Table:
    told = tuple(
        (
            str(row.content["contact"]),
            str(row.content["stair"]),
            str(row.content.get(COUNTED) or "not on the roster, or no contact on record"),
        )
        for row in rows
    )
    return Table("Contact by contact", ("Contact", "Placed by you", "By the counts"), told)


_MEANING = "; ".join(f"{stair}: {CLASS_FIGURES[STAIR_FIGURES[stair]].about.shows}" for stair in STAIRS)

LAB = Lab(
    id="relationship-stairway",
    title="Relationship stairway",
    question="Do you see your contacts as the counts do?",
    purpose="From giver and taker up to champion: place the people you deal with in class, then look at what the acts "
    "on record say about the same people.",
    steps=(
        "Think of somebody from class, and place them before you look at any number.",
        "Do so for at least eight people, also some with whom you have little to do.",
        "Where you and the counts part, ask what the files cannot see: talk in the corridor, messages, likes.",
    ),
    limits="It does not show who is right. Counts hold public acts alone, and a stair is how two people look in the "
    "files, not what they think of each other.",
    fields=(
        Field("contact", "Contact", Kind.PERSON, help="Somebody of this class, by name or address."),
        Field("stair", "Stair", Kind.CHOICE, choices=STAIRS, help=_MEANING),
        Field("why", "Why there", required=False),
    ),
    read=read,
    row="contact",
    rows="contacts",
    private=True,
)  # fmt: skip
